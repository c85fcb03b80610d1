import Network

extension KernelDescriptor {
  static let add = sum(Add.name, "add", sign: 1)
  static let addBroadcast = broadcast(add)
  static let subtract = sum(Subtract.name, "sub", sign: -1)
  static let subtractBroadcast = broadcast(subtract)

  static let multiply = KernelDescriptor(
    name: "mul_s8", operatorName: Multiply.name, function: "sn_mul_s8", structure: "sn_mul_params",
    source: "mul.c",
    call: .run, alias: .elements, costClass: .elementwise, matches: { $1.hasEqualShapes }
  ) { node, operands in
    let (left, right, output) = (operands.input(0), operands.input(1), operands.output)
    let factor = QuantizedMultiplier(left.scale * right.scale / output.scale)
    return KernelParameters(
      scalars: operands.broadcastScalars
        + [.init("left_zero", left.zeroPoint), .init("right_zero", right.zeroPoint)]
        + operands.outputScalars(factor, (node.kind as! any Broadcasting).activation))
  }
  static let multiplyBroadcast = broadcast(multiply)

  /// The same kernel for operands of different shapes, called row by row; nothing is computed in place.
  private static func broadcast(_ descriptor: KernelDescriptor) -> KernelDescriptor {
    var descriptor = descriptor
    descriptor.name += "_broadcast"
    descriptor.call = .row
    descriptor.alias = .none
    descriptor.matches = { !$1.hasEqualShapes }
    return descriptor
  }

  private static func sum(_ operatorName: String, _ name: String, sign: Int) -> KernelDescriptor {
    KernelDescriptor(
      name: "\(name)_s8", operatorName: operatorName, function: "sn_add_s8", structure: "sn_add_params",
      source: "add.c",
      call: .run, alias: .elements, costClass: .elementwise, matches: { $1.hasEqualShapes }
    ) { node, operands in
      let (left, right, output) = (operands.input(0), operands.input(1), operands.output)
      let twice = 2 * max(left.scale, right.scale)
      let (first, second) = (
        QuantizedMultiplier(left.scale / twice), QuantizedMultiplier(right.scale / twice)
      )
      let factor = QuantizedMultiplier(twice / (0x1p20 * output.scale))
      return KernelParameters(
        scalars: operands.broadcastScalars
          + [
            .init("left_zero", left.zeroPoint), .init("left_multiplier", first.multiplier),
            .init("left_shift", first.shift), .init("right_zero", right.zeroPoint),
            .init("right_multiplier", second.multiplier), .init("right_shift", second.shift),
            .init("right_sign", sign),
          ] + operands.outputScalars(factor, (node.kind as! any Broadcasting).activation))
    }
  }
}

extension Operands {
  fileprivate var hasEqualShapes: Bool {
    input(0).shape == output.shape && input(1).shape == output.shape
  }

  /// How far apart the elements of each side lie along columns and channels; 0 where one serves them all.
  fileprivate var broadcastScalars: [KernelParameters.Scalar] {
    func steps(_ shape: Shape) -> (column: Int, channel: Int) {
      (
        shape.columns == output.shape.columns ? shape.channels : 0,
        shape.channels == output.shape.channels ? 1 : 0
      )
    }
    let (left, right) = (steps(input(0).shape), steps(input(1).shape))
    return [
      .init("channels", output.shape.channels), .init("left_column_step", left.column),
      .init("left_channel_step", left.channel), .init("right_column_step", right.column),
      .init("right_channel_step", right.channel),
    ]
  }

  fileprivate func outputScalars(
    _ factor: QuantizedMultiplier, _ activation: Activation
  ) -> [KernelParameters.Scalar] {
    let bounds = activation.bounds(output.quantization!)
    return [
      .init("out_zero", output.zeroPoint), .init("out_multiplier", factor.multiplier),
      .init("out_shift", factor.shift), .init("out_min", bounds.least), .init("out_max", bounds.greatest),
    ]
  }
}
