extension Quantize {
  /// Real numbers are divided by the scale in float32, ties away from zero; not-a-number becomes the zero
  /// point and infinities saturate. Integers are requantised.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let output = try Reference.Affine(operands.output)
    let limits = Reference.Limits(operands.output.type)
    if operands.input(0).type == .float32 {
      let values = Reference.reals(try Reference.bytes(inputs, 0, operands))
      return [
        Reference.bytes(of: values.map { limits.clamp(output.integer(for: $0)) }, operands.output.type)
      ]
    }
    let (values, input) = try Reference.centred(inputs, 0, operands)
    let multiplier = try Reference.Multiplier(input.exact / output.exact)
    return [
      Reference.bytes(
        of: values.map { limits.clamp(multiplier.apply($0) &+ output.zeroPoint) }, operands.output.type)
    ]
  }
}

extension Dequantize {
  /// scale * (integer - zero point), one multiplication in float32.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let (values, input) = try Reference.centred(inputs, 0, operands)
    let patterns = values.map { Int32(bitPattern: (input.scale * Float($0)).bitPattern) }
    return [Reference.bytes(of: patterns, .float32)]
  }
}

extension Reference {
  /// The float32 numbers of little-endian bytes.
  fileprivate static func reals(_ bytes: [UInt8]) -> [Float] {
    stride(from: 0, to: bytes.count, by: 4).map { start in
      Float(bitPattern: bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }
  }
}
