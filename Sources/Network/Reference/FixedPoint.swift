extension Reference {
  /// Fixed-point arithmetic as gemmlowp defines it, each function from its mathematical definition.
  package enum FixedPoint {
    /// a * b / 2^31 to the nearest integer, ties upwards; -2^31 * -2^31 saturates.
    ///
    /// gemmlowp's SaturatingRoundingDoublingHighMul: its nudge and truncation are this rounding.
    package static func highProduct(_ a: Int32, _ b: Int32) -> Int32 {
      if a == .min && b == .min { return .max }
      return Int32(truncatingIfNeeded: (Int64(a) &* Int64(b) &+ 1 << 30) &>> 31)
    }

    /// a * b / 2^15 to the nearest integer, ties upwards; -2^15 * -2^15 saturates.
    package static func highProduct16(_ a: Int16, _ b: Int16) -> Int16 {
      if a == .min && b == .min { return .max }
      return Int16(truncatingIfNeeded: (Int32(a) &* Int32(b) &+ 1 << 14) &>> 15)
    }

    /// x / 2^exponent to the nearest integer, ties away from zero; exponents from 0, any size.
    package static func divide(_ x: Int32, byPowerOfTwo exponent: Int) -> Int32 {
      if exponent <= 0 { return x }
      if exponent > 32 { return 0 }
      let magnitude = (Int64(x.magnitude) &+ 1 << Int64(exponent &- 1)) &>> Int64(exponent)
      return Int32(truncatingIfNeeded: x < 0 ? 0 &- magnitude : magnitude)
    }

    /// x * 2^exponent, saturating.
    package static func multiply(_ x: Int32, byPowerOfTwo exponent: Int) -> Int32 {
      let product = Int64(x) << Int64(min(exponent, 32))
      return Int32(clamping: product)
    }
  }
}
