import Network
import Planning
import Support
import TestSupport
import Testing

/// Results lie where their operands lay as far as the kernels' contracts allow, and stay exact.
@Suite struct InPlaceTests {
  private func check(_ graph: Graph, _ input: InputMode = .resident, peak: Int) throws {
    #expect(graph.validate().isEmpty)
    let placement = try graph.program(.layerwise(graph), input).placed(in: "sram", by: .greedy)
    #expect(placement.peak == peak, "\(placement)")
    var random = RunSeed.generator("in place")
    let exactness = try BitExactness(graph, inputs: graph.randomInputs(&random))
    #expect(try exactness.differences(.layerwise(graph), input).isEmpty)
  }

  @Test func chainOfElementwiseOperatorsTakesOneBuffer() throws {
    var graph = Graph(name: "chain")
    var tensor = graph.addInput("image", 8, 8, 4)
    let wide = Quantization(scale: 0.1, zeroPoint: 5)
    tensor = try graph.add("relu", Relu(), [tensor], wide)
    tensor = try graph.add("leaky", LeakyRelu(alpha: 0.1), [tensor])
    tensor = try graph.add("swish", HardSwish(), [tensor])
    tensor = try graph.add("gate", Logistic(), [tensor], Quantization(scale: 1 / 256, zeroPoint: -128))
    tensor = try graph.add("share", Softmax(), [tensor], Quantization(scale: 1 / 256, zeroPoint: -128))
    graph.outputs = [tensor]
    try check(graph, peak: 8 * 8 * 4)
  }

  @Test func sumLiesInItsOperands() throws {
    var graph = Graph(name: "sum")
    let (left, right) = (graph.addInput("left", 8, 8, 4), graph.addInput("right", 8, 8, 4))
    graph.outputs = [try graph.add("sum", Add(), [left, right])]
    try check(graph, peak: 2 * 8 * 8 * 4)
  }

  @Test func operandThatIsReadAgainIsKept() throws {
    var graph = Graph(name: "residual")
    let image = graph.addInput("image", 8, 8, 4)
    let relu = try graph.add("relu", Relu(), [image])
    graph.outputs = [try graph.add("sum", Add(), [image, relu])]
    try check(graph, peak: 2 * 8 * 8 * 4)
  }

  /// Row y of a 3x3 window is made from rows y - 1 to y + 1: it may lie where row y - 2 lay.
  @Test func convolutionEatsItsInputTwoRowsBehind() throws {
    var graph = Graph(name: "convolution")
    let image = graph.addInput("image", 8, 8, 4)
    var random = SplitMix64(seed: 1)
    let weights = graph.addWeights("weights", [4, 3, 3, 4], random.bytes(144))
    graph.outputs = [
      try graph.add(
        "convolution", Convolution2D(padding: .same), [image, weights], Quantization(scale: 1, zeroPoint: 0))
    ]
    try check(graph, peak: (8 + 2) * 8 * 4)
  }

  /// A pixel's channels are all read before the first is written only within one row.
  @Test func pointwiseConvolutionEatsItsInputOneRowBehind() throws {
    var graph = Graph(name: "pointwise")
    let image = graph.addInput("image", 8, 8, 4)
    var random = SplitMix64(seed: 1)
    let weights = graph.addWeights("weights", [4, 1, 1, 4], random.bytes(16))
    graph.outputs = [
      try graph.add("pointwise", Convolution2D(), [image, weights], Quantization(scale: 1, zeroPoint: 0))
    ]
    try check(graph, peak: (8 + 1) * 8 * 4)
  }

  @Test func streamedInputIsARingOfTheWindowsRows() throws {
    var graph = Graph(name: "streamed")
    let image = graph.addInput("image", 8, 8, 4)
    var random = SplitMix64(seed: 1)
    let weights = graph.addWeights("weights", [4, 3, 3, 4], random.bytes(144))
    let result = try graph.add(
      "convolution", Convolution2D(padding: .same), [image, weights], Quantization(scale: 1, zeroPoint: 0))
    graph.outputs = [result]
    let program = try graph.program(.tiled(graph, Tile(rows: 1, columns: nil)), .streamed)
    let placement = program.placed(in: "sram", by: .greedy)
    #expect(placement.buffer(of: image).buffer.slots == 3)
    #expect(placement.buffer(of: image).buffer.kind == .ring)
    #expect(placement.peak == (8 + 3) * 8 * 4)
  }
}
