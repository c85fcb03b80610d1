/// CONV_2D: a window over rows and columns, every output channel from every input channel.
package struct Convolution2D: OperatorKind, Hashable {
  package static let name = "CONV_2D"
  package static let summary =
    "any kernel, stride, dilation and padding; per-channel weights; fused activation"
  package static let operandNames = ["input", "weights", "bias"]
  package static let requiredOperands = 2
  package static let imageOperands = 1

  package var stride: Extent
  package var dilation: Extent
  package var padding: Padding
  package var activation: Activation
  /// Whether the scales of input and weights are multiplied in float32, as FULLY_CONNECTED does, and not in
  /// double: the multipliers then differ in their last bits.
  package var multipliesScalesInSingle: Bool

  package init(
    stride: Extent = Extent(1), dilation: Extent = Extent(1), padding: Padding = .valid,
    activation: Activation = .none, multipliesScalesInSingle: Bool = false
  ) {
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
    self.activation = activation
    self.multipliesScalesInSingle = multipliesScalesInSingle
  }

  package init(_ attributes: inout AttributeReader) {
    stride = attributes.extent("stride", default: Extent(1), in: 1...1024)
    dilation = attributes.extent("dilation", default: Extent(1), in: 1...1024)
    padding = attributes.padding()
    activation = attributes.choice("activation", default: .none)
    multipliesScalesInSingle = attributes.boolean("single_precision_scale", default: false)
  }

  package var attributes: [Attribute] {
    [
      Attribute("stride", stride.value), Attribute("dilation", dilation.value),
      Attribute("padding", padding.value), Attribute("activation", activation.value),
      Attribute("single_precision_scale", .boolean(multipliesScalesInSingle)),
    ]
  }

  /// The window for weights of shape output channels x rows x columns x input channels.
  package func geometry(weights: Shape) -> WindowGeometry {
    WindowGeometry(
      kernel: Extent(rows: weights.extents[1], columns: weights.extents[2]), stride: stride,
      dilation: dilation, padding: padding)
  }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let (input, weights) = (inputs[0]!.shape, inputs[1]!.shape)
    guard weights.rank == 4 else {
      throw Problem(
        "weights of shape \(weights)", expected: "output channels x rows x columns x input channels")
    }
    guard weights.extents[3] == input.channels else {
      let channels = weights.extents[3]
      let hint =
        channels > 0 && input.channels % channels == 0 ? "grouped convolutions are not supported" : nil
      throw Problem("weights for \(channels) input channels", expected: "\(input.channels)", hint: hint)
    }
    let size = try geometry(weights: weights).output(rows: input.rows, columns: input.columns)
    return [input.replacingImage(rows: size.rows, columns: size.columns, channels: weights.extents[0])]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    operands.requireInt8() + operands.requireOneImage()
      + operands.requireWeights(axis: 0, channels: operands.output.shape.channels)
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    let shape = operands.input(0).shape
    let axes = geometry(weights: operands.input(1).shape).axes(rows: shape.rows, columns: shape.columns)
    return Window(rows: axes.rows, columns: axes.columns, channels: .whole(shape.channels))
  }

  package func macsPerTap(_ operands: Operands) -> Int {
    operands.input(0).shape.channels * operands.output.shape.channels
  }
}
