import YAML

extension DescriptionReader {
  /// The operators that a `block` stands for; see ``Description``.
  mutating func readBlock(_ layer: Layer) -> [TensorIndex]? {
    let before = findings
    let input = readOperands(layer)
    let attributes = LayerAttributes(reader: layer.reader)
    var reader = AttributeReader(attributes)
    let kernel = reader.extent("kernel", default: nil, in: 1...4096)
    let stride = reader.extent("stride", default: Extent(1), in: 1...1024)
    let expand = reader.integer("expand", default: 1, in: 1...4096)
    let channels = reader.integer("channels", default: nil, in: 1...Shape.maximumExtent)
    let isResidual = reader.boolean("residual", default: false)
    refuse(reader.problems, of: attributes)
    guard let input, findings == before else { return nil }
    guard input.count == 1 else {
      refuse("\(layer.name): \(input.count) inputs", at: layer.node, expected: "1")
      return nil
    }
    var current = input[0]
    if expand > 1 {
      let kind = Convolution2D(activation: .relu6)
      let middle = expand * graph.tensors[current].shape.channels
      guard let result = addPart("expand", kind, Extent(1), middle, current, layer) else { return nil }
      current = result
    }
    let (rows, columns) = (kernel.rows / 2, kernel.columns / 2)
    let padding = Padding.explicit(top: rows, bottom: rows, left: columns, right: columns)
    let depthwise = DepthwiseConvolution2D(stride: stride, padding: padding, activation: .relu6)
    guard let filtered = addPart("depthwise", depthwise, kernel, 1, current, layer),
      let result = addPart("project", Convolution2D(), Extent(1), channels, filtered, layer)
    else { return nil }
    guard isResidual else { return [result] }
    let (left, right) = (graph.tensors[input[0]].shape, graph.tensors[result].shape)
    guard left == right else {
      refuse(
        "\(layer.name): the sum of an input of shape \(left) and a result of shape \(right)", at: layer.node,
        expected: "one shape", hint: "a residual block has stride 1 and as many channels as its input")
      return nil
    }
    return add(Add(), layer, name: "\(layer.name).add", inputs: [result, input[0]])
  }

  /// One convolution of a block.
  private mutating func addPart(
    _ part: String, _ kind: any OperatorKind, _ kernel: Extent, _ channels: Int, _ input: TensorIndex,
    _ layer: Layer
  ) -> TensorIndex? {
    let name = "\(layer.name).\(part)"
    let weights = WeightAttributes(kernel: kernel, channels: channels, hasBias: true)
    guard
      let constants = addWeights(
        weights, kind, input: graph.tensors[input].shape, name: name, at: layer.node),
      let results = add(kind, layer, name: name, inputs: [input] + constants)
    else { return nil }
    for tensor in results { define(graph.tensors[tensor].name, tensor) }
    return results[0]
  }
}
