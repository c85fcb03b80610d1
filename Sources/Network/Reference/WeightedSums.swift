extension Reference {
  /// From accumulators to int8: bias, multiplier, zero point and activation of every output channel.
  struct Requantization {
    private let multipliers: [Multiplier]
    private let bias: [Int32]
    private let zeroPoint: Int32
    private let limits: Limits

    /// For the operands input, weights and bias, in this order.
    ///
    /// - Parameter single: whether the scales of input and weights are multiplied in float32, as
    ///   FULLY_CONNECTED does where the weights have one scale.
    init(
      _ inputs: [[UInt8]?], _ operands: Operands, _ activation: Activation, single: Bool
    ) throws(Problem) {
      let (input, output) = (try Affine(operands.input(0)), try Affine(operands.output))
      let channels = operands.output.shape.channels
      let scales = operands.input(1).quantization?.scales ?? []
      guard scales.count == 1 || scales.count == channels else {
        throw Problem("weights with \(scales.count) scales", expected: "one, or \(channels)")
      }
      var multipliers: [Multiplier] = []
      for scale in scales {
        let product = single && scales.count == 1 ? Double(input.scale * scale) : input.exact * Double(scale)
        multipliers.append(try Multiplier(product / output.exact))
      }
      self.multipliers =
        scales.count == channels ? multipliers : Array(repeating: multipliers[0], count: channels)
      bias =
        inputs.count > 2 && inputs[2] != nil
        ? try integers(inputs, 2, operands) : Array(repeating: 0, count: channels)
      zeroPoint = output.zeroPoint
      limits = Limits(activation, output)
    }

    func byte(_ accumulator: Int32, channel: Int) -> UInt8 {
      limits.byte(multipliers[channel].apply(accumulator &+ bias[channel]) &+ zeroPoint)
    }
  }

  /// The sum of products of `count` pairs, wrapping.
  static func dotProduct(_ a: UnsafePointer<Int32>, _ b: UnsafePointer<Int32>, _ count: Int) -> Int32 {
    var sum: Int32 = 0
    var index = 0
    while index < count {
      sum = sum &+ a[index] &* b[index]
      index = index &+ 1
    }
    return sum
  }
}
