import Network
import Testing

private typealias Fixed = Reference.FixedPoint

/// Values computed by hand from the definitions of gemmlowp and TensorFlow Lite.
@Suite struct ReferenceFixedPointTests {
  @Test func highProductRoundsTiesUpwards() {
    let half: Int32 = 1 << 30
    #expect(Fixed.highProduct(1, half) == 1)
    #expect(Fixed.highProduct(-1, half) == 0)
    #expect(Fixed.highProduct(3, half) == 2)
    #expect(Fixed.highProduct(-3, half) == -1)
    #expect(Fixed.highProduct(3, half - 1) == 1)
    #expect(Fixed.highProduct(-3, half + 1) == -2)
    #expect(Fixed.highProduct(100, -half) == -50)
    #expect(Fixed.highProduct(.min, .min) == .max)
    #expect(Fixed.highProduct(.min, .max) == -.max)
    #expect(Fixed.highProduct(.max, .max) == Int32.max - 1)
  }

  @Test func highProductIsGemmlowps() {
    func nudged(_ a: Int32, _ b: Int32) -> Int32 {
      let product = Int64(a) * Int64(b)
      return Int32((product + (product >= 0 ? 1 << 30 : 1 - 1 << 30)) / (1 << 31))
    }
    var state: UInt32 = 1
    for _ in 0..<2000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      let a = Int32(bitPattern: state) >> Int32(state >> 27)
      state = state &* 1_664_525 &+ 1_013_904_223
      let b = Int32(bitPattern: state)
      #expect(Fixed.highProduct(a, b) == nudged(a, b))
      #expect(Fixed.highProduct(a, 1 << 30) == nudged(a, 1 << 30))
    }
  }

  @Test func shortHighProduct() {
    #expect(Fixed.highProduct16(1, 1 << 14) == 1)
    #expect(Fixed.highProduct16(-1, 1 << 14) == 0)
    #expect(Fixed.highProduct16(.min, .min) == .max)
    #expect(Fixed.highProduct16(.min, .max) == -.max)
  }

  @Test(arguments: [
    (5, 1, 3), (-5, 1, -3), (4, 1, 2), (1, 1, 1), (-1, 1, -1), (6, 2, 2), (-6, 2, -2), (5, 2, 1), (-5, 2, -1),
    (7, 0, 7), (1 << 30, 31, 1), (1 << 30 - 1, 31, 0), (-(1 << 30), 31, -1), (1 - 1 << 30, 31, 0),
    (-1 << 31, 31, -1), (-1 << 31, 32, -1), (1 << 31 - 1, 32, 0), (-1 << 31, 33, 0), (-1 << 31, 1000, 0),
  ])
  func divisionRoundsTiesAwayFromZero(_ x: Int, _ exponent: Int, _ expected: Int) {
    #expect(Fixed.divide(Int32(x), byPowerOfTwo: Int32(exponent)) == Int32(expected))
  }

  @Test func multiplicationSaturates() {
    #expect(Fixed.multiply(3, byPowerOfTwo: 2) == 12)
    #expect(Fixed.multiply(-(1 << 29), byPowerOfTwo: 2) == .min)
    #expect(Fixed.multiply(1 << 29, byPowerOfTwo: 2) == .max)
    #expect(Fixed.multiply(-1, byPowerOfTwo: 1000) == .min)
  }

  @Test func multipliersOfKnownNumbers() throws {
    func parts(_ real: Double) throws -> [Int] {
      let multiplier = try Reference.Multiplier(real)
      return [Int(multiplier.mantissa), Int(multiplier.exponent)]
    }
    #expect(try parts(0) == [0, 0])
    #expect(try parts(1) == [1 << 30, 1])
    #expect(try parts(0.5) == [1 << 30, 0])
    #expect(try parts(0.75) == [3 << 29, 0])
    #expect(try parts(-0.75) == [-3 << 29, 0])
    #expect(try parts(3) == [3 << 29, 2])
    #expect(try parts(0.1) == [1_717_986_918, -3])
    // The mantissa rounds up to 2^31 and is halved.
    #expect(try parts(1 - 0x1p-33) == [1 << 30, 1])
    #expect(try parts(0x1p-33 - 1) == [-1 << 31, 0])
    #expect(try parts(0x1p-32) == [1 << 30, -31])
    #expect(try parts(0x1p-33) == [0, 0])
    #expect(throws: Problem.self) { try parts(.infinity) }
    #expect(throws: Problem.self) { try parts(.nan) }
  }

  @Test func multipliersRoundTwice() throws {
    // 5/8: the high product is 5/2, a tie upwards; its quarter 3/4 rounds to 1. Once rounded it is 5/8,
    // also 1.
    #expect(try Reference.Multiplier(0.125).apply(5) == 1)
    // 3/8: once rounded 0, twice 3/2 -> 2 -> 1/2 -> 1.
    #expect(try Reference.Multiplier(0.125).apply(3) == 1)
    #expect(try Reference.Multiplier(0.125).apply(-3) == 0)
    #expect(try Reference.Multiplier(1).apply(-77) == -77)
    #expect(try Reference.Multiplier(3).apply(-77) == -231)
    #expect(try Reference.Multiplier(0).apply(.min) == 0)
    #expect(try Reference.Multiplier(-0.5).apply(10) == -5)
    // A left shift wraps.
    #expect(try Reference.Multiplier(2).apply(1 << 30) == 0)
    #expect(Reference.Multiplier(mantissa: 1 << 30, exponent: 100).apply(1) == 0)
    #expect(Reference.Multiplier(mantissa: 1 << 30, exponent: .max).apply(1) == 0)
  }

  @Test func exponentialsAreClose() {
    #expect(Fixed.exponential(0, integerBits: 5) == .max)
    for step in 1..<400 {
      let x = -Double(step) * 0.0625
      for bits in [4, 5] where -x < Double(1 << bits) {
        let fixed = Int32(x * Double(1 << (31 - bits)))
        let result = Double(Fixed.exponential(fixed, integerBits: bits)) / 0x1p31
        #expect(abs(result - exponential(x)) < 1e-6)
      }
    }
    // The smallest argument of all sets every bit of the multiple of 1/4.
    #expect((0...1).contains(Fixed.exponential(.min, integerBits: 5)))
  }

  @Test func reciprocalsAreClose() {
    for step in 0...64 {
      let x = Double(step) / 64
      let fixed = Int32(min(x * 0x1p31, Double(Int32.max)))
      #expect(abs(Double(Fixed.reciprocalOfOnePlus(fixed)) / 0x1p31 - 1 / (1 + x)) < 1e-7)
      #expect(abs(Double(Fixed.oneMinusOverOnePlus(fixed)) / 0x1p31 - (1 - x) / (1 + x)) < 1e-7)
    }
  }

  /// exp(x) without a mathematics library: (1 + x/2^20 ...) by halving and a short series.
  private func exponential(_ x: Double) -> Double {
    let part = x / 1024
    let series = 1 + part * (1 + part / 2 * (1 + part / 3 * (1 + part / 4)))
    return (0..<10).reduce(series) { value, _ in value * value }
  }
}
