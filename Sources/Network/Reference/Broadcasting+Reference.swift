extension Broadcasting {
  /// The bytes of `combine` for every pair of elements that meet, less their zero points.
  fileprivate func evaluate(
    _ inputs: [[UInt8]?], _ operands: Operands, _ output: Reference.Affine, _ combine: (Int32, Int32) -> Int32
  ) throws(Problem) -> [[UInt8]] {
    let result = operands.output.shape
    let sides = [operands.input(0).shape, operands.input(1).shape].map { shape in
      let missing = result.rank - shape.rank
      return Reference.StridedView(
        axes: result.extents.indices.map { axis in
          let isRepeated = axis < missing || shape.extents[axis - missing] == 1
          return .init(count: result.extents[axis], stride: isRepeated ? 0 : shape.strides[axis - missing])
        }
      ).offsets
    }
    let left = try Reference.centred(inputs, 0, operands).values
    let right = try Reference.centred(inputs, 1, operands).values
    let limits = Reference.Limits(activation, output)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(result.count)
    for index in 0..<result.count {
      let value = combine(left[sides[0][index]], right[sides[1][index]])
      bytes.append(limits.byte(value &+ output.zeroPoint))
    }
    return [bytes]
  }

  /// The sum or difference: both sides brought to a common scale with 20 more bits, then to the result's.
  fileprivate func evaluateSum(
    _ inputs: [[UInt8]?], _ operands: Operands, _ combine: (Int32, Int32) -> Int32
  ) throws(Problem) -> [[UInt8]] {
    let left = try Reference.Affine(operands.input(0))
    let right = try Reference.Affine(operands.input(1))
    let output = try Reference.Affine(operands.output)
    let twice = 2 * Double(max(left.scale, right.scale))
    let leftMultiplier = try Reference.Multiplier(left.exact / twice)
    let rightMultiplier = try Reference.Multiplier(right.exact / twice)
    let outputMultiplier = try Reference.Multiplier(twice / (0x1p20 * output.exact))
    return try evaluate(inputs, operands, output) { left, right in
      outputMultiplier.apply(
        combine(leftMultiplier.apply(left << 20), rightMultiplier.apply(right << 20)))
    }
  }
}

extension Add {
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    try evaluateSum(inputs, operands, &+)
  }
}

extension Subtract {
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    try evaluateSum(inputs, operands, &-)
  }
}

extension Multiply {
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let left = try Reference.Affine(operands.input(0))
    let right = try Reference.Affine(operands.input(1))
    let output = try Reference.Affine(operands.output)
    let multiplier = try Reference.Multiplier(left.exact * right.exact / output.exact)
    return try evaluate(inputs, operands, output) { multiplier.apply($0 &* $1) }
  }
}
