extension Mean {
  /// The sum less its zero points, times a multiplier that holds the division by the count too.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let values = try Reference.integers(inputs, 0, operands)
    let (input, output) = (try Reference.Affine(operands.input(0)), try Reference.Affine(operands.output))
    let shape = operands.input(0).shape
    var reduced = Set<Int>()
    for axis in axes { reduced.insert(try resolveAxis(axis, rank: shape.rank)) }
    func offsets(reduced isReduced: Bool) -> [Int] {
      let axes = shape.extents.indices.filter { reduced.contains($0) == isReduced }
      return Reference.StridedView(
        axes: axes.map { .init(count: shape.extents[$0], stride: shape.strides[$0]) }
      ).offsets
    }
    let inner = offsets(reduced: true)
    let sums = offsets(reduced: false).map { start in
      inner.reduce(0 as Int32) { $0 &+ values[start + $1] }
    }
    let count = Int32(inner.count)
    let multiplier = try Mean.multiplier(input.exact / output.exact, dividedBy: inner.count)
    let limits = Reference.Limits(.int8)
    return [
      sums.map { sum in
        limits.byte(multiplier.apply(sum &- input.zeroPoint &* count) &+ output.zeroPoint)
      }
    ]
  }

  /// The factor divided by the count: the mantissa gains up to 32 bits before the division, which truncates.
  fileprivate static func multiplier(
    _ real: Double, dividedBy count: Int
  ) throws(Problem) -> Reference.Multiplier {
    let whole = try Reference.Multiplier(real)
    let bits = min(Int32(63 - Int64(count).leadingZeroBitCount), 32, 31 + whole.exponent)
    return Reference.Multiplier(
      mantissa: Int32(truncatingIfNeeded: (Int64(whole.mantissa) << Int64(bits)) / Int64(count)),
      exponent: whole.exponent - bits)
  }
}

extension PixelSum {
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let values = try Reference.integers(inputs, 0, operands)
    var sums = [Int32](repeating: 0, count: operands.output.shape.count)
    for (index, value) in values.enumerated() { sums[index % sums.count] &+= value }
    return [sums.flatMap { sum in (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) } }]
  }
}

extension MeanOfSum {
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let bytes = inputs[0] ?? []
    let sums = stride(from: 0, to: bytes.count, by: 4).map { start in
      (0..<4).reduce(into: 0 as Int32) { $0 |= Int32(bytes[start + $1]) << Int32(8 * $1) }
    }
    let output = try Reference.Affine(operands.output)
    let count = Int32(count)
    if let pool {
      let limits = Reference.Limits(pool, output)
      return [sums.map { limits.byte(($0 > 0 ? $0 &+ count / 2 : $0 &- count / 2) / count) }]
    }
    let factor = Double(scale) / output.exact
    let multiplier = try Mean.multiplier(factor, dividedBy: self.count)
    let limits = Reference.Limits(.int8)
    let zeroPoint = Int32(zeroPoint)
    return [
      sums.map { limits.byte(multiplier.apply($0 &- zeroPoint &* count) &+ output.zeroPoint) }
    ]
  }
}
