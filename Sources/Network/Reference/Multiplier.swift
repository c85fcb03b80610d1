extension Reference {
  /// A real factor as TensorFlow Lite stores it: mantissa / 2^31 * 2^exponent, the mantissa of 31 bits.
  package struct Multiplier: Sendable, Hashable {
    package var mantissa: Int32
    package var exponent: Int32

    package init(mantissa: Int32, exponent: Int32) {
      self.mantissa = mantissa
      self.exponent = exponent
    }

    /// The nearest multiplier; 0 below 2^-32, as in TensorFlow Lite.
    package init(_ real: Double) throws(Problem) {
      guard real.isFinite else {
        throw Problem("a ratio of scales is \(real)", expected: "scales with a finite ratio")
      }
      guard real != 0 else { self.init(mantissa: 0, exponent: 0); return }
      // C's frexp has a fraction in [1/2, 1), Swift's significand is in [1, 2).
      var exponent = Int32(real.exponent) + 1
      let fraction = real.sign == .minus ? -real.significand : real.significand
      var mantissa = Int64((fraction * 0x1p30).rounded(.toNearestOrAwayFromZero))
      // -2^31 stays, as in TensorFlow Lite: it fits.
      if mantissa == 1 << 31 {
        mantissa = 1 << 30
        exponent += 1
      }
      guard exponent >= -31 else { self.init(mantissa: 0, exponent: 0); return }
      self.init(mantissa: Int32(mantissa), exponent: exponent)
    }

    /// x times the factor, rounded twice: the high product, then the division by a power of two.
    package func apply(_ x: Int32) -> Int32 {
      let shifted = exponent <= 0 ? x : exponent < 32 ? x &<< exponent : 0
      return FixedPoint.divide(FixedPoint.highProduct(shifted, mantissa), byPowerOfTwo: 0 &- exponent)
    }
  }
}
