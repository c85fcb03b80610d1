import Network
import Support
import Testing

@Suite struct DescriptionGraphTests {
  @Test func blocks() throws {
    let graph = try Described.graph(
      shape: "[9, 7, 4]",
      layers: [
        "block: { kernel: 3, expand: 1, channels: 6, stride: 2 }",
        "block: { kernel: [5, 3], expand: 3, channels: 6, residual: true }",
        "block: { name: last, input: block1, kernel: 3, expand: 2, channels: 5 }",
      ])
    #expect(
      graph.operators.map(\.name) == [
        "block1.depthwise", "block1.project", "block2.expand", "block2.depthwise", "block2.project",
        "block2.add", "last.expand", "last.depthwise", "last.project",
      ])
    #expect(Described.shape("block1.project", graph) == "5x4x6")
    #expect(Described.shape("block2.depthwise", graph) == "5x4x18")
    #expect(Described.shape("block2.depthwise.weights", graph) == "1x5x3x18")
    #expect(Described.shape("last.project", graph) == "5x4x5")
    #expect(graph.outputs.map { graph.tensors[$0].name } == ["last.project"])
    let expansion = graph.operators[6]
    #expect(expansion.inputs[0] == graph.tensor(named: "block1.project"))
    #expect(expansion.provenance.map(\.description) == ["#2 CONV_2D \"last.expand\""])
  }

  /// The graph of MLPerf Tiny's image classification, shape by shape.
  @Test func resnet8() throws {
    let graph = try Described.graph(
      """
      network: 1
      name: resnet8
      input: { name: image, shape: [32, 32, 3] }
      layers:
        - conv_2d: { name: stem, channels: 16, kernel: 3, padding: same, activation: relu }
        - conv_2d: { channels: 16, kernel: 3, padding: same, activation: relu }
        - conv_2d: { name: a, channels: 16, kernel: 3, padding: same }
        - add: { name: sum1, inputs: [stem, a], activation: relu }
        - conv_2d: { channels: 32, kernel: 3, stride: 2, padding: same, activation: relu }
        - conv_2d: { name: b, channels: 32, kernel: 3, padding: same }
        - conv_2d: { name: shortcut, input: sum1, channels: 32, kernel: 1, stride: 2, padding: same }
        - add: { name: sum2, inputs: [shortcut, b], activation: relu }
        - conv_2d: { channels: 64, kernel: 3, stride: 2, padding: same, activation: relu }
        - conv_2d: { name: c, channels: 64, kernel: 3, padding: same }
        - conv_2d: { name: shortcut2, input: sum2, channels: 64, kernel: 1, stride: 2, padding: same }
        - add: { inputs: [shortcut2, c], activation: relu }
        - average_pool_2d: { kernel: global }
        - reshape: { shape: [1, -1] }
        - fully_connected: { channels: 10 }
        - softmax:
      """)
    let shapes = graph.operators.map { graph.tensors[$0.outputs[0]].shape.description }
    #expect(
      shapes == [
        "32x32x16", "32x32x16", "32x32x16", "32x32x16", "16x16x32", "16x16x32", "16x16x32", "16x16x32",
        "8x8x64", "8x8x64", "8x8x64", "8x8x64", "1x1x64", "1x64", "1x10", "1x10",
      ])
    #expect(Described.nominalMACs(graph) == 12_501_632)
    #expect(graph.operators.map(\.name).suffix(2) == ["fully_connected_1", "softmax_1"])
    #expect(graph.tensors[graph.outputs[0]].quantization == Quantization(scale: 1 / 256, zeroPoint: -128))
  }

  static let twoHeads = """
    network: 1
    name: heads
    inputs:
      - { name: image, shape: [12, 10, 3] }
      - { name: mask, shape: [6, 5, 4] }
    layers:
      - conv_2d: { name: deep, channels: 8, kernel: 3, stride: 2, padding: half, activation: relu6 }
      - max_pool_2d: { kernel: 2, stride: 2, padding: same }
      - resize_nearest_neighbor: { name: large, size: [6, 5] }
      - concatenation: { name: all, axis: 2, inputs: [deep, large, mask] }
      - split: { axis: 2, count: 2 }
      - mul: { input: split_1.1, constant: { shape: [1, 1, 10] } }
      - depthwise_conv_2d: { name: heat, kernel: 3, multiplier: 2, padding: same }
      - logistic: { input: split_1 }
      - mean: { name: score, axes: [0, 1], keep_dimensions: true }
    outputs: [heat, score]
    """

  @Test func twoHeads() throws {
    let graph = try Described.graph(Self.twoHeads)
    #expect(graph.validate().isEmpty)
    #expect(graph.outputs.map { graph.tensors[$0].summary.prefix(10) } == ["heat:int8 ", "score:int8"])
    #expect(Described.shape("all", graph) == "6x5x20")
    #expect(Described.shape("heat", graph) == "6x5x20")
    #expect(Described.shape("score", graph) == "1x1x10")
    #expect(graph.operators[6].inputs.count == 3)
    // TensorFlow Lite concatenates only tensors of one scale.
    let joined = try #require(graph.operatorIndex(named: "all"))
    let scales = (graph.operators[joined].inputs.compactMap { $0 } + graph.operators[joined].outputs).map {
      graph.tensors[$0].quantization
    }
    #expect(Set(scales).count == 1)
    let outputs = try Reference.run(graph, inputs: Described.noise(3, graph))
    #expect(Set(outputs[0]).count > 20)
    #expect(Set(outputs[1]).count > 1)
  }

  /// Borders of other types, and every kind of operator once.
  @Test func everyKind() throws {
    let graph = try Described.graph(
      """
      network: 1
      name: every-kind
      seed: -3
      inputs:
        - { name: image, shape: [8, 6, 4], type: uint8 }
        - { name: sound, shape: [8, 6, 4], type: float32 }
        - { name: level, shape: [8, 6, 4], type: int16 }
      layers:
        - quantize: { name: a, input: image }
        - quantize: { name: b, input: sound }
        - quantize: { name: c, input: level }
        - sub: { inputs: [a, b], activation: relu_n1_to_1 }
        - add: { inputs: [sub_1, c] }
        - mul: { inputs: [add_1, a] }
        - sub: { constant: { shape: [1], side: left } }
        - pad: { paddings: [1, 0, 0, 2, 0, 0] }
        - transpose: { permutation: [1, 0, 2] }
        - strided_slice: { begin: [0, 0, 0], end: [8, 9, 4], strides: [2, 1, 1] }
        - hard_swish:
        - leaky_relu: { alpha: 0.1 }
        - relu:
        - conv_2d: { channels: 5, kernel: [1, 3], dilation: [1, 2], bias: false, padding: 2 }
        - relu6:
        - tanh:
        - max_pool_2d: { kernel: 3, padding: half, stride: 2 }
        - mean: { axes: [1] }
        - expand_dims: { axis: 0 }
        - squeeze:
        - fully_connected: { name: d, channels: 6, keep_dimensions: true, activation: relu }
        - logistic:
        - reshape: { shape: [-1, 3] }
        - split: { axis: 0, count: 2 }
        - concatenation: { axis: -1, inputs: [split_1, split_1.1, split_1] }
        - resize_nearest_neighbor: { size: 3, half_pixel_centers: true }
        - average_pool_2d: { kernel: 2 }
        - depthwise_conv_2d: { kernel: 2, multiplier: 3 }
        - softmax: { beta: 0.5 }
        - dequantize: { name: real }
        - quantize: { name: byte, input: softmax_1, type: uint8 }
        - quantize: { name: word, input: softmax_1, type: int16 }
      outputs: [real, byte, word]
      """)
    #expect(graph.validate().isEmpty)
    #expect(Set(graph.operators.map(\.kindName)).count == Description.operatorKinds.count)
    let types = graph.outputs.map { graph.tensors[$0].type }
    #expect(types == [.float32, .uint8, .int16])
    let inputs = Described.noise(5, graph).enumerated().map { index, bytes in
      index == 1 ? bytes.indices.map { $0 % 4 == 3 ? 0x3F : bytes[$0] } : bytes
    }
    let outputs = try Reference.run(graph, inputs: inputs)
    #expect(outputs.map { Set($0).count > 1 } == [true, true, true])
  }

  @Test func knowsItsDocuments() throws {
    let yes = try YAMLNode.parse("network: 1\nname: x\n")
    let no = try YAMLNode.parse("recipe: 1\nmodel: network\n")
    #expect(Description.isDescription(yes))
    #expect(!Description.isDescription(no))
  }
}
