extension Reference {
  /// The bytes of operand `index`, which its kind requires; as many as its tensor has.
  static func bytes(_ inputs: [[UInt8]?], _ index: Int, _ operands: Operands) throws(Problem) -> [UInt8] {
    guard inputs.indices.contains(index), let bytes = inputs[index], let tensor = operands.inputs[index]
    else {
      throw Problem("operand \(index) is left out")
    }
    guard bytes.count == tensor.byteCount else {
      throw Problem("operand \(tensor.name) has \(bytes.count) bytes", expected: "\(tensor.byteCount)")
    }
    return bytes
  }

  /// The integers of operand `index`, of a type of at most 32 bits, less `zero`.
  static func integers(
    _ inputs: [[UInt8]?], _ index: Int, _ operands: Operands, less zero: Int32 = 0
  ) throws(Problem) -> [Int32] {
    let bytes = try bytes(inputs, index, operands)
    switch operands.input(index).type {
    case .int8: return integers(bytes, as: Int8.self, less: zero)
    case .uint8, .bool: return integers(bytes, as: UInt8.self, less: zero)
    case .int16: return integers(bytes, as: Int16.self, less: zero)
    case .int32: return integers(bytes, as: Int32.self, less: zero)
    case let type:
      throw Problem("operand \(index) is \(type.rawValue)", expected: "integers of at most 32 bits")
    }
  }

  /// An int8, uint8 or int16 operand's integers less its zero point, and its scale and zero point.
  static func centred(
    _ inputs: [[UInt8]?], _ index: Int, _ operands: Operands
  ) throws(Problem) -> (values: [Int32], affine: Affine) {
    let affine = try Affine(operands.input(index))
    return (try integers(inputs, index, operands, less: affine.zeroPoint), affine)
  }

  /// Integers as the bytes of a type of at most 32 bits; higher bits are dropped.
  static func bytes(of values: [Int32], _ type: ElementType) -> [UInt8] {
    values.flatMap { value in
      (0..<type.byteCount).map { UInt8(truncatingIfNeeded: value >> Int32(8 * $0)) }
    }
  }

  private static func integers<T: FixedWidthInteger>(
    _ bytes: [UInt8], as: T.Type, less zero: Int32
  ) -> [Int32] {
    let size = MemoryLayout<T>.size
    return bytes.withUnsafeBytes { raw in
      (0..<bytes.count / size).map {
        Int32(truncatingIfNeeded: T(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * size, as: T.self)))
          &- zero
      }
    }
  }
}
