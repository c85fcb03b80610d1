/// The operators that are read: which kind each becomes, and where the kind's attributes come from.
enum TFLiteOperators {
  /// The entry of a builtin operator; nil for one that has no kind.
  static func entry(named name: String) -> TFLiteOperator? { entries[name] }

  private typealias Schema = TFLiteSchema

  private static let entries: [String: TFLiteOperator] = {
    let all = windows + arithmetic + rearrangements + plain
    return Dictionary(uniqueKeysWithValues: all.map { ($0.kind.name, $0) })
  }()

  private static let windows = [
    TFLiteOperator(
      Convolution2D.self, options: 1,
      [
        "stride": .rowsAndColumns(
          Schema.Convolution2DOptions.strideHeight, Schema.Convolution2DOptions.strideWidth),
        "dilation": .rowsAndColumns(
          Schema.Convolution2DOptions.dilationHeight, Schema.Convolution2DOptions.dilationWidth, default: 1),
        "padding": .padding(Schema.Convolution2DOptions.padding),
        "activation": .activation(Schema.Convolution2DOptions.activation),
      ]),
    TFLiteOperator(
      DepthwiseConvolution2D.self, options: 2,
      [
        "stride": .rowsAndColumns(
          Schema.DepthwiseConvolution2DOptions.strideHeight, Schema.DepthwiseConvolution2DOptions.strideWidth),
        "dilation": .rowsAndColumns(
          Schema.DepthwiseConvolution2DOptions.dilationHeight,
          Schema.DepthwiseConvolution2DOptions.dilationWidth, default: 1),
        "padding": .padding(Schema.DepthwiseConvolution2DOptions.padding),
        "activation": .activation(Schema.DepthwiseConvolution2DOptions.activation),
      ]),
    TFLiteOperator(AveragePool2D.self, options: 5, pool),
    TFLiteOperator(MaxPool2D.self, options: 5, pool),
    TFLiteOperator(
      Mean.self, options: 27,
      ["axes": .listOperand(1), "keep_dimensions": .boolean(Schema.ReducerOptions.keepDimensions)]),
  ]

  private static let pool: [String: TFLiteAttribute] = [
    "kernel": .rowsAndColumns(Schema.Pool2DOptions.filterHeight, Schema.Pool2DOptions.filterWidth),
    "stride": .rowsAndColumns(Schema.Pool2DOptions.strideHeight, Schema.Pool2DOptions.strideWidth),
    "padding": .padding(Schema.Pool2DOptions.padding),
    "activation": .activation(Schema.Pool2DOptions.activation),
  ]

  private static let arithmetic = [
    TFLiteOperator(
      FullyConnected.self, options: 8,
      [
        "activation": .activation(Schema.FullyConnectedOptions.activation),
        "keep_dimensions": .boolean(Schema.FullyConnectedOptions.keepDimensions),
      ],
      unsupportedOptions: [Schema.FullyConnectedOptions.weightsFormat]),
    TFLiteOperator(Add.self, options: 11, ["activation": .activation(Schema.ArithmeticOptions.activation)]),
    TFLiteOperator(
      Subtract.self, options: 28, ["activation": .activation(Schema.ArithmeticOptions.activation)]),
    TFLiteOperator(
      Multiply.self, options: 21, ["activation": .activation(Schema.ArithmeticOptions.activation)]),
    TFLiteOperator(LeakyRelu.self, options: 75, ["alpha": .real(Schema.LeakyReluOptions.alpha)]),
    TFLiteOperator(Softmax.self, options: 9, ["beta": .real(Schema.SoftmaxOptions.beta)]),
  ]

  private static let rearrangements = [
    TFLiteOperator(
      Concatenation.self, options: 10,
      [
        "axis": .integer(Schema.ConcatenationOptions.axis),
        "activation": .activation(Schema.ConcatenationOptions.activation),
      ]),
    TFLiteOperator(ExpandDimensions.self, ["axis": .scalarOperand(1)]),
    TFLiteOperator(Pack.self, options: 59, ["axis": .integer(Schema.PackOptions.axis)]),
    TFLiteOperator(Pad.self, ["paddings": .listOperand(1)]),
    TFLiteOperator(Reshape.self, ["shape": .resultShape(operand: 1)]),
    TFLiteOperator(
      ResizeNearestNeighbor.self, options: 74,
      [
        "size": .listOperand(1),
        "align_corners": .boolean(Schema.ResizeNearestNeighborOptions.alignCorners),
        "half_pixel_centers": .boolean(Schema.ResizeNearestNeighborOptions.halfPixelCenters),
      ]),
    TFLiteOperator(
      Split.self, options: 35, ["axis": .scalarOperand(0), "count": .integer(Schema.SplitOptions.count)]),
    TFLiteOperator(Squeeze.self, options: 30, ["axes": .integers(Schema.SqueezeOptions.axes)]),
    TFLiteOperator(
      StridedSlice.self, options: 32,
      [
        "begin": .listOperand(1), "end": .listOperand(2), "strides": .listOperand(3),
        "begin_mask": .integer(Schema.StridedSliceOptions.beginMask),
        "end_mask": .integer(Schema.StridedSliceOptions.endMask),
        "ellipsis_mask": .integer(Schema.StridedSliceOptions.ellipsisMask),
        "new_axis_mask": .integer(Schema.StridedSliceOptions.newAxisMask),
        "shrink_axis_mask": .integer(Schema.StridedSliceOptions.shrinkAxisMask),
      ],
      unsupportedOptions: [Schema.StridedSliceOptions.offset]),
    TFLiteOperator(Transpose.self, ["permutation": .listOperand(1)]),
  ]

  private static let plain = [
    TFLiteOperator(Dequantize.self), TFLiteOperator(HardSwish.self), TFLiteOperator(Logistic.self),
    TFLiteOperator(Quantize.self), TFLiteOperator(Relu.self), TFLiteOperator(Relu6.self),
    TFLiteOperator(ShapeOf.self), TFLiteOperator(Tanh.self),
  ]
}
