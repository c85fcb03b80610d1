import Network
import Support
import Testing

@Suite struct SyntheticTests {
  static func digest(_ graph: Graph) -> String {
    var hash = SHA256()
    for tensor in graph.tensors {
      hash.update(Array(tensor.summary.utf8))
      hash.update(tensor.data ?? [])
      for scale in tensor.quantization?.scales ?? [] { hash.update(Array("\(scale.bitPattern) ".utf8)) }
    }
    return hash.digest().hex
  }

  /// The same bytes on every machine, in every build.
  @Test func sameBytesEverywhere() throws {
    let small = Self.digest(try Described.zooGraph("mcunet-vww0"))
    #expect(small == "bdd3db209ed1c10e10269bcc3a31102d4f613211d8066dc04e1b28a7f17fb022")
    let heads = Self.digest(try Described.graph(DescriptionGraphTests.twoHeads))
    #expect(heads == "047cf234387e27c37c88ff6844771d7e99429f5bb653968438ca9bdee07c3e9c")
  }

  @Test func seedAndNamesChangeTheWeights() throws {
    func weights(_ head: String, _ layer: String) throws -> [UInt8]? {
      let text =
        "network: 1\n\(head)\ninput: { shape: [3, 3, 3] }\nlayers: [{ conv_2d: { name: \(layer), channels: 4, kernel: 2 } }]\n"
      let graph = try Described.graph(text)
      return graph.tensors.first { $0.name == "\(layer).weights" }?.data
    }
    let all = [
      try weights("name: a", "x"), try weights("name: a\nseed: 2", "x"), try weights("name: b", "x"),
      try weights("name: a", "y"),
    ]
    #expect(Set(all).count == 4)
    #expect(try weights("name: a\nseed: 1", "x") == all[0])
  }

  /// Every channel has its own scale and uses the whole range of int8, most weights near 0.
  @Test func weightsAreBellShapedAndFill() throws {
    let graph = try Described.zooGraph("mcunet-vww0")
    for node in graph.operators where node.inputs.count == 3 {
      let weights = graph.tensors[try #require(node.inputs[1])]
      let quantization = try #require(weights.quantization)
      let channels = quantization.scales.count
      let values = weights.integers
      let inner = quantization.axis == 3 ? 1 : values.count / channels
      var greatest = [Int](repeating: 0, count: channels)
      for (index, value) in values.enumerated() {
        let channel = index / inner % channels
        greatest[channel] = max(greatest[channel], abs(value))
      }
      #expect(Set(greatest) == [127])
      let small = values.count { abs($0) < 64 }
      #expect(values.count < 500 || small > values.count / 2)
      let bias = graph.tensors[try #require(node.inputs[2])]
      let expected = quantization.scales.map {
        $0 * (graph.tensors[node.inputs[0]!].quantization?.scale ?? 0)
      }
      #expect(bias.quantization?.scales == expected)
    }
  }

  /// RELU6 reaches 6 and has its zero at the end of the range.
  @Test func reluUsesItsRange() throws {
    let graph = try Described.zooGraph("mcunet-in0")
    for node in graph.operators where (node.kind as? Convolution2D)?.activation == .relu6 {
      let quantization = try #require(graph.tensors[node.outputs[0]].quantization)
      #expect(quantization.zeroPoint == -128)
      #expect(quantization.scale > 5.0 / 255 && quantization.scale < 6.01 / 255)
    }
  }

  /// A convolution whose result meets another in a concatenation fits the scale that was chosen first.
  @Test func concatenatedConvolutionsShareAScale() throws {
    let graph = try Described.graph(
      shape: "[16, 16, 3]",
      layers: [
        "conv_2d: { name: a, channels: 8, kernel: 3, activation: relu }",
        "conv_2d: { name: b, input: image, channels: 8, kernel: 3 }",
        "concatenation: { axis: 2, inputs: [a, b] }",
      ])
    let quantizations = ["a", "b", "concatenation_1"].map { name in
      graph.tensor(named: name).flatMap { graph.tensors[$0].quantization }
    }
    #expect(Set(quantizations).count == 1)
    _ = try Reference.run(graph, inputs: Described.noise(1, graph)) { tensor, bytes in
      #expect(Usage(bytes, graph.tensors[tensor]).distinct > 60, "\(graph.tensors[tensor].name)")
    }
  }

  /// A constant image and single pixels give finite, positive scales.
  @Test(arguments: ["[1, 1, 1]", "[1, 1, 7]", "[2, 1, 1]"]) func degenerateShapes(_ shape: String) throws {
    let graph = try Described.graph(
      shape: shape,
      layers: [
        "conv_2d: { channels: 1, kernel: 1, bias: false, activation: relu6 }",
        "depthwise_conv_2d: { kernel: 3, padding: half, activation: relu }",
        "mul: { inputs: [image, image] }",
        "fully_connected: { channels: 3 }", "relu:", "conv_2d: { channels: 2, kernel: 1 }",
      ])
    for tensor in graph.tensors {
      #expect(tensor.quantization?.scales.allSatisfy { $0.isFinite && $0 > 0 } == true, "\(tensor.name)")
    }
    _ = try Reference.run(graph, inputs: Described.noise(1, graph))
  }
}
