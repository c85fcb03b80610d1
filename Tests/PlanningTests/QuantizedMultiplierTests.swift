import Planning
import Support
import TestSupport
import Testing

@Suite struct QuantizedMultiplierTests {
  private static let half = 1 << 30
  private static let most = (1 << 31) - 1
  private static let known: [(factor: Double, multiplier: Int, shift: Int)] = [
    (0.5, half, 0), (1, half, 1), (0.25, half, -1), (3, 1_610_612_736, 2), (0, 0, 0),
    (0.1, 1_717_986_918, -3), (-0.5, -half, 0), (-0.75, -1_610_612_736, 0), (1 - 0x1p-40, half, 1),
    (1 - 0x1p-31, most, 0), (0x1p-32, half, -31), (0x1p-33, 0, 0), (0x1p29, half, 30), (0x1p30, half, 31),
    (0x1p31, most, 31), (.infinity, 0, 0), (.nan, 0, 0),
  ]

  @Test func knownFactors() {
    for (factor, multiplier, shift) in QuantizedMultiplierTests.known {
      let result = QuantizedMultiplier(factor)
      #expect(result.multiplier == multiplier && result.shift == shift, "\(factor): \(result)")
    }
  }

  /// The 53 bits of a factor, rounded to 31: checked in integers.
  @Test func multiplierIsTheNearestOf31Bits() {
    var random = RunSeed.generator("multipliers")
    for _ in 0..<2000 {
      let bits = random.int(in: 1 << 52...(1 << 53) - 1)
      let exponent = random.int(in: -31...29)
      let factor = Double(sign: .plus, exponent: exponent - 52, significand: Double(bits))
      let result = QuantizedMultiplier(factor)
      #expect((1 << 30..<1 << 31).contains(result.multiplier), "\(factor)")
      // factor = bits / 2^52 * 2^exponent, the result multiplier / 2^31 * 2^shift.
      let isCarried = result.shift == exponent + 2
      #expect(isCarried || result.shift == exponent + 1, "\(factor)")
      let distance = abs(result.multiplier << (isCarried ? 23 : 22) - bits)
      #expect(distance <= 1 << 21, "\(RunSeed.reproduction("QuantizedMultiplierTests")): \(factor)")
    }
  }
}
