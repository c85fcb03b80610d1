import Support
import YAML

/// What a layer with weights says about them.
struct WeightAttributes {
  var kernel: Extent
  /// Output channels; of a depthwise convolution output channels for each input channel.
  var channels: Int
  var hasBias: Bool
}

extension Description {
  /// Whether a kind has constant weights that a description leaves to ``Synthetic``.
  static func hasWeights(_ kind: any OperatorKind.Type) -> Bool {
    kind == Convolution2D.self || kind == DepthwiseConvolution2D.self || kind == FullyConnected.self
  }
}

extension DescriptionReader {
  /// The keys that a description has beyond the kind's own attributes: those of weights, and the words `half`
  /// and `global`, which it replaces by numbers. Nil for kinds without weights.
  mutating func readWeights(
    _ layer: Layer, _ type: any OperatorKind.Type, _ attributes: inout LayerAttributes, input: Shape?
  ) -> WeightAttributes? {
    let hasWeights = Description.hasWeights(type)
    let isPooling = type is any Pooling.Type
    guard hasWeights || isPooling else { return nil }
    if isPooling, attributes.has("kernel", "global") {
      attributes.substitutes["kernel"] = .integers([input?.rows ?? 1, input?.columns ?? 1])
    }
    var reader = AttributeReader(attributes)
    var weights = WeightAttributes(kernel: Extent(1), channels: 1, hasBias: true)
    if type != FullyConnected.self {
      let isGlobal = attributes.substitutes["kernel"] != nil
      weights.kernel = reader.extent(
        "kernel", default: nil, in: 1...(isGlobal ? Shape.maximumExtent : 4096))
      if attributes.has("padding", "half") {
        let (rows, columns) = (weights.kernel.rows / 2, weights.kernel.columns / 2)
        attributes.substitutes["padding"] = .integers([rows, rows, columns, columns])
      }
    }
    guard hasWeights else { return nil }
    weights.channels =
      type == DepthwiseConvolution2D.self
      ? reader.integer("multiplier", default: 1, in: 1...4096)
      : reader.integer("channels", default: nil, in: 1...Shape.maximumExtent)
    weights.hasBias = reader.boolean("bias", default: true)
    refuse(reader.problems, of: attributes)
    return weights
  }

  /// The weights and bias of a convolution or matrix for an input of this shape, as yet zeros; nil where they
  /// are refused.
  mutating func addWeights(
    _ weights: WeightAttributes, _ kind: any OperatorKind, input: Shape, name: String, at node: YAML.Node
  ) -> [TensorIndex?]? {
    let (rows, columns) = (weights.kernel.rows, weights.kernel.columns)
    let shape: Shape
    var axis: Int?
    switch kind {
    case is DepthwiseConvolution2D:
      shape = Shape([1, rows, columns, input.channels * weights.channels])
      axis = 3
    case let matrix as FullyConnected:
      shape = Shape([weights.channels, matrix.keepDimensions ? input.channels : input.count])
    default:
      shape = Shape([weights.channels, rows, columns, input.channels])
      axis = 0
    }
    guard claimConstant(shape, .int8, "\(name): the weights", at: node) else { return nil }
    let channels = axis == 3 ? shape.channels : shape.extents[0]
    let scales = [Float](repeating: 1, count: axis == nil ? 1 : channels)
    let quantization = Quantization(
      scales: scales, zeroPoints: Array(repeating: 0, count: scales.count), axis: axis ?? 0)
    var constants: [TensorIndex?] = [addZeros("\(name).weights", shape, .int8, quantization)]
    guard weights.hasBias else { return constants }
    guard claimConstant(Shape([channels]), .int32, "\(name): the bias", at: node) else { return nil }
    constants.append(addZeros("\(name).bias", Shape([channels]), .int32, quantization))
    return constants
  }

  /// Adds a constant of zeros whose bytes were claimed before.
  mutating func addZeros(
    _ name: String, _ shape: Shape, _ type: ElementType, _ quantization: Quantization
  ) -> TensorIndex {
    var tensor = Tensor(name: name, shape: shape, type: type, quantization: quantization, label: name)
    tensor.data = [UInt8](repeating: 0, count: tensor.byteCount)
    graph.tensors.append(tensor)
    return graph.tensors.count - 1
  }

  /// Counts the bytes of a constant before it is made; refuses it where its shape is not valid or all
  /// constants together become too large.
  mutating func claimConstant(
    _ shape: Shape, _ type: ElementType, _ subject: String, at node: YAML.Node
  ) -> Bool {
    if let fault = shape.fault {
      refuse("\(subject) of shape \(shape) have \(fault)", at: node)
      return false
    }
    let bytes = shape.count * type.byteCount
    guard constantBytes + bytes <= Description.maximumConstantBytes else {
      refuse(
        "\(subject) of shape \(shape) bring all constants to \(ByteSize.formatted(constantBytes + bytes))",
        at: node, expected: "at most \(ByteSize.formatted(Description.maximumConstantBytes))")
      return false
    }
    constantBytes += bytes
    return true
  }
}
