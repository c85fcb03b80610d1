extension Reference.FixedPoint {
  private typealias Fixed = Reference.FixedPoint

  /// exp(x) for x <= 0 with `integerBits` integer and 31 - `integerBits` fractional bits; the result has 31
  /// fractional bits.
  ///
  /// x is a multiple of 1/4 plus a rest in [-1/4, 0): a polynomial for the rest, a table of exp(-2^e) for
  /// each bit of the multiple. Source: gemmlowp's exp_on_negative_values.
  package static func exponential(_ x: Int32, integerBits: Int) -> Int32 {
    if x == 0 { return .max }
    let fractionBits = 31 - integerBits
    let quarter: Int32 = 1 << Int32(fractionBits - 2)
    let rest = x & (quarter - 1) &- quarter
    var result = exponentialOfRest(multiply(rest, byPowerOfTwo: Int32(integerBits)))
    let multiple = rest &- x
    for (index, factor) in powers.enumerated() where index - 2 < integerBits {
      if multiple >> Int32(fractionBits + index - 2) & 1 == 1 { result = highProduct(result, factor) }
    }
    return result
  }

  /// exp(-2^e) for e = -2, -1, ... 4, with 31 fractional bits.
  private static let powers: [Int32] = [
    1_672_461_947, 1_302_514_674, 790_015_084, 290_630_308, 39_332_535, 720_401, 242,
  ]

  /// exp(x) for x in [-1/4, 0), 31 fractional bits: Taylor's polynomial of degree 4 about -1/8.
  private static func exponentialOfRest(_ x: Int32) -> Int32 {
    let exponentialOfEighth: Int32 = 1_895_147_668
    let third: Int32 = 715_827_883
    let y = x &+ 1 << 28
    let y2 = highProduct(y, y)
    let y3 = highProduct(y2, y)
    let y4 = highProduct(y2, y2)
    let higher = highProduct(divide(y4, byPowerOfTwo: 2) &+ y3, third) &+ y2
    let tail = divide(higher, byPowerOfTwo: 1)
    return exponentialOfEighth &+ highProduct(exponentialOfEighth, y &+ tail)
  }

  /// 1 / (1 + x) for x in [0, 1], 31 fractional bits.
  package static func reciprocalOfOnePlus(_ x: Int32) -> Int32 {
    multiply(halfReciprocal(x), byPowerOfTwo: 1)
  }

  /// (1 - x) / (1 + x) for x in [0, 1], 31 fractional bits.
  package static func oneMinusOverOnePlus(_ x: Int32) -> Int32 {
    multiply(halfReciprocal(x) &- 1 << 29, byPowerOfTwo: 2)
  }

  /// 2 / (1 + x) with 29 fractional bits, by three steps of Newton and Raphson from 48/17 - 32/17 * half.
  private static func halfReciprocal(_ x: Int32) -> Int32 {
    let half = Int32(truncatingIfNeeded: (Int64(x) + Int64(Int32.max) + 1) / 2)
    var result = 1_515_870_810 &+ highProduct(half, -1_010_580_540)
    for _ in 0..<3 {
      let error = 1 << 29 &- highProduct(half, result)
      result = result &+ multiply(highProduct(result, error), byPowerOfTwo: 2)
    }
    return result
  }
}
