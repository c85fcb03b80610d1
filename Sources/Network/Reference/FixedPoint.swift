extension Reference {
  /// Fixed-point arithmetic as gemmlowp defines it, each function from its mathematical definition.
  package enum FixedPoint {
    /// a * b / 2^31 to the nearest integer, ties upwards; -2^31 * -2^31 saturates.
    ///
    /// gemmlowp's SaturatingRoundingDoublingHighMul: its nudge and truncation are this rounding.
    package static func highProduct(_ a: Int32, _ b: Int32) -> Int32 {
      if a == .min && b == .min { return .max }
      let (high, low) = a.multipliedFullWidth(by: b)
      // The floor is in bits 31 to 62, and bit 30 tells whether a half or more is left.
      let floor = high &<< 1 | Int32(bitPattern: low &>> 31)
      return floor &+ Int32(bitPattern: low &>> 30 & 1)
    }

    /// a * b / 2^15 to the nearest integer, ties upwards; -2^15 * -2^15 saturates.
    package static func highProduct16(_ a: Int16, _ b: Int16) -> Int16 {
      if a == .min && b == .min { return .max }
      return Int16(truncatingIfNeeded: (Int32(a) &* Int32(b) &+ 1 << 14) &>> 15)
    }

    /// x / 2^exponent to the nearest integer, ties away from zero; exponents from 0, any size.
    package static func divide(_ x: Int32, byPowerOfTwo exponent: Int32) -> Int32 {
      if exponent <= 0 { return x }
      if exponent > 31 { return exponent == 32 && x == .min ? -1 : 0 }
      let shift = UInt32(bitPattern: exponent)
      let magnitude = Int32(bitPattern: (x.magnitude &+ 1 &<< (shift &- 1)) &>> shift)
      return x < 0 ? 0 &- magnitude : magnitude
    }

    /// x * 2^exponent, saturating.
    package static func multiply(_ x: Int32, byPowerOfTwo exponent: Int32) -> Int32 {
      Int32(clamping: Int64(x) << Int64(min(exponent, 32)))
    }
  }
}
