import Network

extension KernelDescriptor {
  static let convolution = KernelDescriptor(
    name: "conv_s8", operatorName: Convolution2D.name, function: "sn_conv_s8", structure: "sn_conv_params",
    source: "conv.c",
    call: .row, alias: .rows, costClass: .convolution
  ) { node, operands in
    let kind = node.kind as! Convolution2D
    let (input, weights, output) = (operands.input(0), operands.input(1), operands.output)
    let geometry = kind.geometry(weights: weights.shape)
    return KernelParameters(
      tables: operands.convolutionTables(
        bias: operands.biases, multipliesInSingle: kind.multipliesScalesInSingle),
      scalars: [
        .init("in_columns", input.shape.columns), .init("in_channels", input.shape.channels),
        .init("out_channels", output.shape.channels),
      ] + operands.windowScalars(geometry, activation: kind.activation))
  }

  /// A convolution of one pixel, whose input is read as one run of pixels.
  static let pointwise = KernelDescriptor(
    name: "pointwise_s8", operatorName: Convolution2D.name, function: "sn_pointwise_s8",
    structure: "sn_pointwise_params", source: "pointwise.c", call: .run, alias: .rows, costClass: .pointwise
  ) { node, operands in
    let geometry = (node.kind as! Convolution2D).geometry(weights: operands.input(1).shape)
    let sides = geometry.sides(rows: operands.input(0).shape.rows, columns: operands.input(0).shape.columns)
    return geometry.kernel == Extent(1) && geometry.stride == Extent(1) && sides == (0, 0, 0, 0)
  } parameters: { node, operands in
    let kind = node.kind as! Convolution2D
    let bounds = kind.activation.bounds(operands.output.quantization!)
    return KernelParameters(
      tables: operands.convolutionTables(
        bias: operands.biasesWithZeroPoint, multipliesInSingle: kind.multipliesScalesInSingle),
      scalars: [
        .init("in_channels", operands.input(0).shape.channels),
        .init("out_channels", operands.output.shape.channels),
        .init("out_zero", operands.output.zeroPoint), .init("out_min", bounds.least),
        .init("out_max", bounds.greatest),
      ])
  }

  static let depthwise = KernelDescriptor(
    name: "depthwise_s8", operatorName: DepthwiseConvolution2D.name, function: "sn_depthwise_s8",
    structure: "sn_depthwise_params", source: "depthwise.c", call: .row, alias: .rows, costClass: .depthwise
  ) { node, operands in
    let kind = node.kind as! DepthwiseConvolution2D
    let (input, weights, output) = (operands.input(0), operands.input(1), operands.output)
    let geometry = kind.geometry(weights: weights.shape)
    return KernelParameters(
      tables: operands.convolutionTables(bias: operands.biases, multipliesInSingle: false),
      scalars: [
        .init("in_columns", input.shape.columns), .init("in_channels", input.shape.channels),
        .init("depth_multiplier", output.shape.channels / input.shape.channels),
      ] + operands.windowScalars(geometry, activation: kind.activation))
  }
}

extension Operands {
  /// The biases of a convolution, zeros where it has none.
  fileprivate var biases: [Int32] {
    guard inputs.count > 2, let bias = inputs[2] else {
      return Array(repeating: 0, count: output.shape.channels)
    }
    return bias.integers.map { Int32(truncatingIfNeeded: $0) }
  }

  /// The biases of a convolution of one pixel less the input's zero point times the weights. Accumulators wrap,
  /// and so does this sum: biases near the ends of the range stay exact.
  fileprivate var biasesWithZeroPoint: [Int32] {
    let (zeroPoint, channels) = (Int32(input(0).zeroPoint), input(0).shape.channels)
    let weights = input(1).data!
    return biases.enumerated().map { index, bias in
      let sum = weights[index * channels..<(index + 1) * channels].reduce(Int32(0)) {
        $0 &+ Int32(Int8(bitPattern: $1))
      }
      return bias &- zeroPoint &* sum
    }
  }

  fileprivate func convolutionTables(bias: [Int32], multipliesInSingle: Bool) -> [KernelParameters.Table] {
    let tables = ChannelRequantization(
      input: input(0), weights: input(1), output: output, channels: output.shape.channels,
      multipliesInSingle: multipliesInSingle)
    return [
      .init("weights", .int8(input(1).data!)), .init("bias", .int32(bias)),
      .init("multiplier", .int32(tables.multipliers)), .init("shift", .int8(tables.shifts)),
    ]
  }

  fileprivate func windowScalars(
    _ geometry: WindowGeometry, activation: Activation
  ) -> [KernelParameters.Scalar] {
    let sides = geometry.sides(rows: input(0).shape.rows, columns: input(0).shape.columns)
    let bounds = activation.bounds(output.quantization!)
    return [
      .init("kernel_rows", geometry.kernel.rows), .init("kernel_columns", geometry.kernel.columns),
      .init("stride", geometry.stride.columns), .init("dilation", geometry.dilation.columns),
      .init("pad_left", sides.left), .init("in_zero", input(0).zeroPoint),
      .init("out_zero", output.zeroPoint), .init("out_min", bounds.least),
      .init("out_max", bounds.greatest),
    ]
  }
}
