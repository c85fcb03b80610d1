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
    let type = operands.input(index).type
    guard type != .int64, type != .float32 else {
      throw Problem("operand \(index) is \(type.rawValue)", expected: "integers of at most 32 bits")
    }
    let isSigned = type != .uint8 && type != .bool
    return integers(bytes, size: type.byteCount, isSigned: isSigned, less: zero)
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

  /// Little-endian integers of `size` bytes. A plain loop, because a debug build spends its time here.
  private static func integers(_ bytes: [UInt8], size: Int, isSigned: Bool, less zero: Int32) -> [Int32] {
    let unused = UInt32(32 - 8 * size)
    var values = [Int32](repeating: 0, count: bytes.count / size)
    for index in values.indices {
      var pattern: UInt32 = 0
      for byte in 0..<size { pattern |= UInt32(bytes[index * size + byte]) << UInt32(8 * byte) }
      let shifted = Int32(bitPattern: pattern &<< unused)
      let integer =
        isSigned ? shifted &>> Int32(bitPattern: unused) : Int32(bitPattern: pattern)
      values[index] = integer &- zero
    }
    return values
  }
}
