import Network

extension KernelDescriptor {
  /// Kernels for cores with Helium.
  static let mve = [pointwiseVectors, convolutionVectors, depthwiseVectors]

  static let pointwiseVectors = KernelDescriptor(
    name: "pointwise_mve_s8", operatorName: Convolution2D.name, function: "sn_pointwise_mve_s8",
    structure: "sn_pointwise_dsp_params", source: "pointwise_mve.c", call: .run, alias: .rows,
    costClass: .pointwise, requires: ["mve"]
  ) { node, operands in
    KernelDescriptor.pointwise.matches(node, operands) && pointwiseTable(node, operands) != nil
  } parameters: { node, operands in
    KernelParameters(
      tables: [.init("table", .int32(pointwiseTable(node, operands)?.words ?? []))],
      scalars: KernelDescriptor.pointwise.parameters(node, operands).scalars)
  }

  /// Windows of two pixels are gathered first.
  static let convolutionVectors: KernelDescriptor = {
    var kernel = KernelDescriptor(
      name: "conv_mve_s8", operatorName: Convolution2D.name, function: "sn_conv_mve_s8",
      structure: "sn_conv_dsp_params", source: "conv_mve.c", call: .row, alias: .rows,
      costClass: .convolution, requires: ["mve"]
    ) { node, operands in
      windowTable(node, operands) != nil
    } parameters: { node, operands in
      KernelParameters(
        tables: [.init("table", .int32(windowTable(node, operands)?.words ?? []))],
        scalars: KernelDescriptor.convolution.parameters(node, operands).scalars)
    }
    kernel.scratch = { 2 * windowInputs($0) }
    return kernel
  }()

  static let depthwiseVectors = KernelDescriptor(
    name: "depthwise_mve_s8", operatorName: DepthwiseConvolution2D.name, function: "sn_depthwise_mve_s8",
    structure: "sn_depthwise_dsp_params", source: "depthwise_mve.c", call: .row, alias: .rows,
    costClass: .depthwise, requires: ["mve"]
  ) { node, operands in
    operands.output.shape.channels == operands.input(0).shape.channels
      && depthwiseTable(node, operands) != nil
  } parameters: { node, operands in
    KernelParameters(
      tables: [.init("records", .int32(depthwiseTable(node, operands)?.words ?? []))],
      scalars: KernelDescriptor.depthwise.parameters(node, operands).scalars.filter {
        $0.field != "depth_multiplier"
      })
  }

  private static func pointwiseTable(_ node: Operator, _ operands: Operands) -> MVETable? {
    MVETable.pointwise(
      .init(KernelDescriptor.pointwise.parameters(node, operands)),
      inputs: operands.input(0).shape.channels)
  }

  private static func windowInputs(_ operands: Operands) -> Int {
    operands.input(1).shape.count / operands.output.shape.channels
  }

  private static func windowTable(_ node: Operator, _ operands: Operands) -> MVETable? {
    let portable = KernelDescriptor.convolution.parameters(node, operands)
    return MVETable.window(
      .init(portable), inputs: windowInputs(operands), inputZero: portable["in_zero"])
  }

  private static func depthwiseTable(_ node: Operator, _ operands: Operands) -> MVETable? {
    let portable = KernelDescriptor.depthwise.parameters(node, operands)
    return MVETable.depthwise(.init(portable), inputZero: portable["in_zero"])
  }
}

extension MVETable.Source {
  fileprivate init(_ portable: KernelParameters) {
    self.init(
      weights: portable.bytes("weights"), biases: portable.integers("bias"),
      multipliers: portable.integers("multiplier"),
      shifts: portable.bytes("shift").map { Int(Int8(bitPattern: $0)) })
  }
}
