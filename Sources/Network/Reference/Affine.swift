extension Reference {
  /// The scale and zero point of a tensor that has one of each.
  struct Affine {
    let scale: Float
    let zeroPoint: Int32

    init(_ tensor: Tensor) throws(Problem) {
      guard let scale = tensor.quantization?.scales.first,
        let zeroPoint = tensor.quantization?.zeroPoints.first
      else {
        throw Problem("tensor \(tensor.name) has no quantisation", expected: "one scale and zero point")
      }
      self.scale = scale
      self.zeroPoint = Int32(clamping: zeroPoint)
    }

    /// The scale in double precision.
    var exact: Double { Double(scale) }

    /// The integer that stands for `value`, before any limit; ties away from zero, saturating far outside.
    func integer(for value: Float) -> Int32 {
      let quotient = (value / scale).rounded(.toNearestOrAwayFromZero)
      if quotient.isNaN { return zeroPoint }
      return Int32(max(-0x1p30, min(0x1p30, quotient))) &+ zeroPoint
    }
  }

  /// The least and greatest integer a result may have.
  struct Limits {
    let least: Int32
    let greatest: Int32

    init(_ least: Int32, _ greatest: Int32) {
      self.least = least
      self.greatest = greatest
    }

    /// The whole range of an integer type of at most 16 bits.
    init(_ type: ElementType) {
      switch type {
      case .uint8: self.init(0, 255)
      case .int16: self.init(-32768, 32767)
      default: self.init(-128, 127)
      }
    }

    /// The int8 range of a result with a fused activation.
    init(_ activation: Activation, _ output: Affine) {
      let zero = output.integer(for: 0)
      switch activation {
      case .none: self.init(-128, 127)
      case .relu: self.init(max(-128, zero), 127)
      case .relu6: self.init(max(-128, zero), min(127, output.integer(for: 6)))
      case .reluN1To1: self.init(max(-128, output.integer(for: -1)), min(127, output.integer(for: 1)))
      }
    }

    func clamp(_ value: Int32) -> Int32 {
      value < least ? least : value > greatest ? greatest : value
    }

    /// An int8 result's byte.
    func byte(_ value: Int32) -> UInt8 { UInt8(truncatingIfNeeded: clamp(value)) }
  }
}
