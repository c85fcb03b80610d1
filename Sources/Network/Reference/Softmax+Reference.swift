extension Softmax {
  private typealias Fixed = Reference.FixedPoint

  /// Exponentials of the differences to the greatest element, divided by their sum; 26 fractional bits for
  /// the differences, 19 for the sum. Differences below -31 give 0.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let values = try Reference.integers(inputs, 0, operands)
    let scale = try Reference.Affine(operands.input(0)).exact
    let multiplier = try Reference.Multiplier(min(beta * scale * 0x1p26, Double(Int32.max)))
    let least = -(31 * 0x1p26 / Reference.powerOfTwo(multiplier.exponent)).rounded(.down)
    let channels = operands.input(0).shape.channels
    var result: [UInt8] = []
    result.reserveCapacity(values.count)
    for start in stride(from: 0, to: values.count, by: channels) {
      let row = values[start..<start + channels]
      let greatest = row.reduce(-128, max)
      let terms: [Int32?] = row.map { value in
        let difference = value &- greatest
        guard Double(difference) >= least else { return nil }
        return Fixed.exponential(multiplier.apply(difference), integerBits: 5)
      }
      result += Softmax.normalise(terms)
    }
    return [result]
  }

  /// Each term over the sum of all, in 256ths from -128.
  private static func normalise(_ terms: [Int32?]) -> [UInt8] {
    let sum = terms.reduce(0 as Int32) { $0 &+ ($1.map { Fixed.divide($0, byPowerOfTwo: 12) } ?? 0) }
    let headroom = Int32(sum.leadingZeroBitCount)
    let fraction = Int32(bitPattern: UInt32(bitPattern: sum) << UInt32(headroom) &- 1 << 31)
    let scale = Fixed.reciprocalOfOnePlus(fraction)
    let limits = Reference.Limits(.int8)
    return terms.map { term in
      guard let term else { return limits.byte(-128) }
      let quotient = Fixed.divide(Fixed.highProduct(scale, term), byPowerOfTwo: 12 - headroom + 31 - 8)
      return limits.byte(quotient &- 128)
    }
  }
}

extension Reference {
  /// 2^exponent for the exponents of multipliers.
  static func powerOfTwo(_ exponent: Int32) -> Double {
    Double(sign: .plus, exponent: Int(exponent), significand: 1)
  }
}
