/// DEPTHWISE_CONV_2D: a window over rows and columns, each input channel for itself, `multiplier` times.
package struct DepthwiseConvolution2D: OperatorKind, Hashable {
  package static let name = "DEPTHWISE_CONV_2D"
  package static let summary =
    "any kernel, stride, dilation, padding and depth multiplier; per-channel weights; fused activation"
  package static let operandNames = ["input", "weights", "bias"]
  package static let requiredOperands = 2
  package static let imageOperands = 1

  package var stride: Extent
  package var dilation: Extent
  package var padding: Padding
  package var activation: Activation

  package init(
    stride: Extent = Extent(1), dilation: Extent = Extent(1), padding: Padding = .valid,
    activation: Activation = .none
  ) {
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
    self.activation = activation
  }

  package init(_ attributes: inout AttributeReader) {
    stride = attributes.extent("stride", default: Extent(1), in: 1...1024)
    dilation = attributes.extent("dilation", default: Extent(1), in: 1...1024)
    padding = attributes.padding()
    activation = attributes.choice("activation", default: .none)
  }

  package var attributes: [Attribute] {
    [
      Attribute("stride", stride.value), Attribute("dilation", dilation.value),
      Attribute("padding", padding.value), Attribute("activation", activation.value),
    ]
  }

  /// The window for weights of shape 1 x rows x columns x output channels.
  package func geometry(weights: Shape) -> WindowGeometry {
    WindowGeometry(
      kernel: Extent(rows: weights.extents[1], columns: weights.extents[2]), stride: stride,
      dilation: dilation, padding: padding)
  }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let (input, weights) = (inputs[0]!.shape, inputs[1]!.shape)
    guard weights.rank == 4, weights.extents[0] == 1 else {
      throw Problem("weights of shape \(weights)", expected: "1 x rows x columns x output channels")
    }
    guard weights.channels % input.channels == 0 else {
      throw Problem(
        "weights for \(weights.channels) output channels", expected: "a multiple of \(input.channels)")
    }
    let size = try geometry(weights: weights).output(rows: input.rows, columns: input.columns)
    return [input.replacingImage(rows: size.rows, columns: size.columns, channels: weights.channels)]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    operands.requireInt8() + operands.requireOneImage()
      + operands.requireWeights(axis: 3, channels: operands.output.shape.channels)
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    let shape = operands.input(0).shape
    let axes = geometry(weights: operands.input(1).shape).axes(rows: shape.rows, columns: shape.columns)
    let multiplier = operands.output.shape.channels / shape.channels
    return Window(
      rows: axes.rows, columns: axes.columns, channels: AxisWindow(denominator: multiplier))
  }

  package func macsPerTap(_ operands: Operands) -> Int { operands.output.shape.channels }
}
