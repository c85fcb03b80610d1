extension HardSwish {
  private typealias Fixed = Reference.FixedPoint

  /// x * relu6(x + 3) / 6 on int16: the input with 7 more bits, once in the result's scale, once as a
  /// fraction that saturates at x = -3 and x = 3.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let (values, input) = try Reference.centred(inputs, 0, operands)
    let output = try Reference.Affine(operands.output)
    let fine = input.scale / 128
    let result = try Factor(fine / output.scale)
    let relu = try Factor(fine / (3 / 32768 as Float))
    let limits = Reference.Limits(.int8)
    return [
      values.map { value in
        let fine = Int16(truncatingIfNeeded: value << 7)
        let scaled = Int32(Fixed.highProduct16(fine, result.mantissa))
        let fraction = HardSwish.fraction(fine, relu)
        let product = Int16(clamping: fraction * scaled / 1 << 15)
        return limits.byte(Int32(HardSwish.shift(product, result.exponent)) &+ output.zeroPoint)
      }
    ]
  }

  /// relu6(x + 3) / 6 with 15 fractional bits.
  private static func fraction(_ x: Int16, _ factor: Factor) -> Int32 {
    // A left shift is done in two parts so that the product saturates and does not wrap.
    let left = max(0, factor.exponent)
    let scaled = Fixed.highProduct16(shift(x, max(0, left - 1)), factor.mantissa)
    let line = left > 0 ? shift(scaled, 1) : shift(scaled, factor.exponent)
    return (Int32(line) + 32768) >> 1
  }

  /// x * 2^exponent: saturating where it grows, to the nearest where it shrinks.
  private static func shift(_ x: Int16, _ exponent: Int32) -> Int16 {
    exponent < 0
      ? Int16(truncatingIfNeeded: Fixed.divide(Int32(x), byPowerOfTwo: -exponent))
      : Int16(clamping: Fixed.multiply(Int32(x), byPowerOfTwo: exponent))
  }

  /// A multiplier whose mantissa is rounded to 16 bits.
  private struct Factor {
    let mantissa: Int16
    let exponent: Int32

    init(_ real: Float) throws(Problem) {
      let multiplier = try Reference.Multiplier(Double(real))
      mantissa = Int16(clamping: (Int64(multiplier.mantissa) + 1 << 15) >> 16)
      exponent = multiplier.exponent
    }
  }
}
