extension Reference {
  private typealias Fixed = FixedPoint

  /// The argument of LOGISTIC and TANH with 27 fractional bits; beyond +-15 the result is saturated.
  fileprivate struct SigmoidArgument {
    private let multiplier: Multiplier
    private let radius: Double

    init(_ input: Affine) throws(Problem) {
      multiplier = try Multiplier(input.exact * 0x1p27)
      radius = (15 * 0x1p27 / powerOfTwo(multiplier.exponent)).rounded(.down)
    }

    /// The byte of `curve`, at the ends -128 and 127; `value` is an element less its zero point.
    func byte(_ value: Int32, _ curve: (Int32) -> Int32) -> UInt8 {
      if Double(value) <= -radius { return UInt8(bitPattern: -128) }
      if Double(value) >= radius { return 127 }
      return Limits(.int8).byte(curve(multiplier.apply(value)))
    }
  }

  /// 1 / (1 + exp(-x)) in 256ths from -128, x with 27 fractional bits.
  fileprivate static func logistic(_ x: Int32) -> Int32 {
    let positive = Fixed.reciprocalOfOnePlus(Fixed.exponential(x < 0 ? x : 0 &- x, integerBits: 4))
    let value = x == 0 ? 1 << 30 : x > 0 ? positive : .max &- positive
    return Fixed.divide(value, byPowerOfTwo: 23) &- 128
  }

  /// (1 - exp(-2x)) / (1 + exp(-2x)) in 128ths, x with 27 fractional bits.
  fileprivate static func tanh(_ x: Int32) -> Int32 {
    // Read with 26 fractional bits the same number is 2x.
    let positive = Fixed.oneMinusOverOnePlus(Fixed.exponential(x < 0 ? x : 0 &- x, integerBits: 5))
    return Fixed.divide(x == 0 ? 0 : x > 0 ? positive : 0 &- positive, byPowerOfTwo: 24)
  }
}

extension Logistic {
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let (values, input) = try Reference.centred(inputs, 0, operands)
    let argument = try Reference.SigmoidArgument(input)
    return [values.map { argument.byte($0, Reference.logistic) }]
  }
}

extension Tanh {
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let (values, input) = try Reference.centred(inputs, 0, operands)
    let argument = try Reference.SigmoidArgument(input)
    return [values.map { argument.byte($0, Reference.tanh) }]
  }
}
