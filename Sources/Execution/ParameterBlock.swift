import Planning

/// A kernel's constants laid out in memory as its C structure: pointers to the tables, then 32-bit fields.
///
/// Owns the structure and the tables. The layout has no gaps on a host with 64-bit pointers; a test compares
/// its size with the C structure's.
final class ParameterBlock {
  let pointer: UnsafeMutableRawPointer
  private var tables: [UnsafeMutableRawPointer] = []

  init(_ parameters: KernelParameters) {
    pointer = .allocate(byteCount: max(ParameterBlock.byteCount(parameters), 1), alignment: 8)
    var end = 0
    for table in parameters.tables {
      let memory = ParameterBlock.copy(table)
      tables.append(memory)
      pointer.storeBytes(of: UInt(bitPattern: memory), toByteOffset: end, as: UInt.self)
      end += MemoryLayout<UInt>.size
    }
    for scalar in parameters.scalars {
      switch scalar.value {
      case .int32(let value): pointer.storeBytes(of: value, toByteOffset: end, as: Int32.self)
      case .float32(let value): pointer.storeBytes(of: value, toByteOffset: end, as: Float.self)
      }
      end += 4
    }
  }

  deinit {
    tables.forEach { $0.deallocate() }
    pointer.deallocate()
  }

  /// The size of the structure without padding at its end.
  static func byteCount(_ parameters: KernelParameters) -> Int {
    parameters.tables.count * MemoryLayout<UInt>.size + parameters.scalars.count * 4
  }

  private static func copy(_ table: KernelParameters.Table) -> UnsafeMutableRawPointer {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(table.byteCount, 1), alignment: 16)
    switch table.values {
    case .int8(let values): values.withUnsafeBytes { memory.copyMemory(from: $0) }
    case .int32(let values): values.withUnsafeBytes { memory.copyMemory(from: $0) }
    }
    return memory.baseAddress!
  }
}
