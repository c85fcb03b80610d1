import Network

extension KernelDescriptor {
  static let relu = elementwise(Relu.name, "relu_s8", "sn_relu_params", "relu.c") { _, operands in
    operands.clampScalars(
      QuantizedMultiplier(operands.input(0).scale / operands.output.scale), .relu, as: operands.output)
  }

  /// RELU6 clamps by the operand's scale and never rescales: its factor is 1.
  static let relu6 = elementwise(Relu6.name, "relu6_s8", "sn_relu_params", "relu.c", function: "sn_relu_s8") {
    _, operands in
    operands.clampScalars(QuantizedMultiplier(1), .relu6, as: operands.input(0))
  }

  static let hardSwish = elementwise(HardSwish.name, "hard_swish_s8", "sn_hard_swish_params", "hard_swish.c")
  { _, operands in
    let (input, output) = (operands.input(0), operands.output)
    // Float32 arithmetic, as the reference prepares it.
    let fine = input.quantization!.scale * (1 / 128)
    let relu = QuantizedMultiplier(Double(fine / (3 / 32768)))
    let out = QuantizedMultiplier(Double(fine / output.quantization!.scale))
    return [
      .init("in_zero", input.zeroPoint), .init("out_zero", output.zeroPoint),
      .init("reluish_multiplier", relu.multiplier16), .init("reluish_shift", relu.shift),
      .init("out_multiplier", out.multiplier16), .init("out_shift", out.shift),
    ]
  }

  static let leakyRelu = elementwise(LeakyRelu.name, "leaky_relu_s8", "sn_leaky_relu_params", "leaky_relu.c")
  {
    node, operands in
    let (input, output) = (operands.input(0), operands.output)
    let (scale, outScale) = (input.quantization!.scale, output.quantization!.scale)
    let identity = QuantizedMultiplier(Double(scale / outScale))
    let slope = QuantizedMultiplier(Double(scale * Float((node.kind as! LeakyRelu).alpha) / outScale))
    return [
      .init("in_zero", input.zeroPoint), .init("out_zero", output.zeroPoint),
      .init("identity_multiplier", identity.multiplier), .init("identity_shift", identity.shift),
      .init("alpha_multiplier", slope.multiplier), .init("alpha_shift", slope.shift),
    ]
  }

  static let logistic = sigmoid(Logistic.name, "logistic_s8")
  static let tanh = sigmoid(Tanh.name, "tanh_s8")

  static let softmax = elementwise(Softmax.name, "softmax_s8", "sn_softmax_params", "softmax.c") {
    node, operands in
    let beta = Double(Float((node.kind as! Softmax).beta))
    let factor = QuantizedMultiplier(min(beta * operands.input(0).scale * 0x1p26, 0x1p31 - 1))
    let range = (31 * 0x1p26 / Double(1 << max(factor.shift, 0))).rounded(.down)
    return [
      .init("multiplier", factor.multiplier), .init("left_shift", factor.shift),
      .init("diff_min", -Int(range)),
    ]
  }

  private static func sigmoid(_ operatorName: String, _ name: String) -> KernelDescriptor {
    elementwise(operatorName, name, "sn_sigmoid_params", "sigmoid.c") { _, operands in
      let factor = QuantizedMultiplier(operands.input(0).scale * 0x1p27)
      let radius = (15 * 0x1p27 / Double(sign: .plus, exponent: factor.shift, significand: 1)).rounded(.down)
      return [
        .init("in_zero", operands.input(0).zeroPoint), .init("in_range_radius", Int(min(radius, 0x1p31 - 1))),
        .init("multiplier", factor.multiplier), .init("left_shift", factor.shift),
      ]
    }
  }

  /// A run kernel whose structure begins with the elements of a pixel.
  static func elementwise(
    _ operatorName: String, _ name: String, _ structure: String, _ source: String, function: String? = nil,
    alias: AliasContract = .elements,
    matches: @escaping @Sendable (Operator, Operands) -> Bool = { _, _ in true },
    scalars: @escaping @Sendable (Operator, Operands) -> [KernelParameters.Scalar]
  ) -> KernelDescriptor {
    KernelDescriptor(
      name: name, operatorName: operatorName, function: function ?? "sn_\(name)", structure: structure,
      source: source,
      call: .run, alias: alias, costClass: .elementwise, matches: matches
    ) { node, operands in
      KernelParameters(
        scalars: [.init("channels", operands.output.shape.channels)] + scalars(node, operands))
    }
  }
}

extension Operands {
  fileprivate func clampScalars(
    _ factor: QuantizedMultiplier, _ activation: Activation, as scaled: Tensor
  ) -> [KernelParameters.Scalar] {
    let bounds = activation.bounds(scaled.quantization!)
    return [
      .init("in_zero", input(0).zeroPoint), .init("multiplier", factor.multiplier),
      .init("shift", factor.shift), .init("out_zero", scaled.zeroPoint), .init("out_min", bounds.least),
      .init("out_max", bounds.greatest),
    ]
  }
}

extension QuantizedMultiplier {
  /// The multiplier in 16 bits, rounded.
  fileprivate var multiplier16: Int {
    multiplier >= (1 << 31) - 1 - (1 << 15) ? 32767 : (multiplier + (1 << 15)) >> 16
  }
}
