/// A tensor's position in its graph.
package typealias TensorIndex = Int

/// One tensor of a graph: an activation, or a constant when it holds data.
package struct Tensor: Sendable, Hashable {
  /// Unique in the graph and stable: schedules, reports and plug-ins use it. The first output of an operator
  /// has the operator's name.
  package var name: String
  package var shape: Shape
  package var type: ElementType
  package var quantization: Quantization?
  /// The bytes of a constant, little-endian, in memory order; nil for an activation.
  package var data: [UInt8]?
  /// The name the file gives it, for messages.
  package var label: String

  package init(
    name: String, shape: Shape, type: ElementType, quantization: Quantization? = nil, data: [UInt8]? = nil,
    label: String = ""
  ) {
    self.name = name
    self.shape = shape
    self.type = type
    self.quantization = quantization
    self.data = data
    self.label = label
  }

  package var isConstant: Bool { data != nil }

  /// Bytes of the whole tensor.
  package var byteCount: Int { shape.count * type.byteCount }

  /// The integers of a constant of type int8, uint8, int16, int32 or int64; empty for other tensors.
  package var integers: [Int] {
    guard let data else { return [] }
    return data.withUnsafeBytes { bytes in
      switch type {
      case .int8: bytes.map { Int(Int8(bitPattern: $0)) }
      case .uint8, .bool: bytes.map { Int($0) }
      case .int16: Tensor.load(bytes, as: Int16.self)
      case .int32: Tensor.load(bytes, as: Int32.self)
      case .int64: Tensor.load(bytes, as: Int64.self)
      case .float32: []
      }
    }
  }

  private static func load<T: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, as: T.Type) -> [Int] {
    (0..<bytes.count / MemoryLayout<T>.size).map {
      Int(T(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<T>.size, as: T.self)))
    }
  }
}
