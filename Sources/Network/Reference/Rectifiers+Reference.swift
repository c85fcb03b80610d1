extension Relu {
  /// Requantised to the result's scale, then not below its zero point.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let (values, input) = try Reference.centred(inputs, 0, operands)
    let output = try Reference.Affine(operands.output)
    let multiplier = try Reference.Multiplier(input.exact / output.exact)
    let limits = Reference.Limits(.relu, output)
    return [values.map { limits.byte(multiplier.apply($0) &+ output.zeroPoint) }]
  }
}

extension Relu6 {
  /// Not requantised: the limits are those of the input's scale.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let values = try Reference.integers(inputs, 0, operands)
    let limits = Reference.Limits(.relu6, try Reference.Affine(operands.input(0)))
    return [values.map(limits.byte)]
  }
}

extension LeakyRelu {
  /// One multiplier for either sign, computed in float32.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let (values, input) = try Reference.centred(inputs, 0, operands)
    let output = try Reference.Affine(operands.output)
    let positive = try Reference.Multiplier(Double(input.scale / output.scale))
    let negative = try Reference.Multiplier(Double(input.scale * Float(alpha) / output.scale))
    let limits = Reference.Limits(.int8)
    return [
      values.map { limits.byte(($0 >= 0 ? positive : negative).apply($0) &+ output.zeroPoint) }
    ]
  }
}
