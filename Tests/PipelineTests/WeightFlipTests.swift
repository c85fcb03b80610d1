import Execution
import Network
import Pipeline
import Support
import Testing

/// A bit of weights that only the simulator sees turned over: the check must see it, and say where.
@Suite struct WeightFlipTests {
  /// A network of the zoo and every tensor of one inference.
  struct Traced {
    var model: Model
    var values: [TensorIndex: [UInt8]]

    init(_ model: Model, _ input: InputCase) throws {
      self.model = model
      let graph = model.normalised.graph
      let inputs = try input.bytes(for: graph)
      var values: [TensorIndex: [UInt8]] = [:]
      for (tensor, bytes) in zip(graph.inputs, inputs) { values[tensor] = bytes }
      _ = try Reference.run(graph, inputs: inputs) { tensor, bytes throws(Diagnostics) in
        values[tensor] = bytes
      }
      self.values = values
    }

    /// A highest bit of a weight that changes what the operator computes. Weights in the middle come first: at
    /// the edges of a large window most meet the padding.
    func visibleBit(_ name: String) throws -> WeightFlip? {
      let graph = model.normalised.graph
      let index = try #require(graph.operatorIndex(named: name))
      let node = graph.operators[index]
      let inputs = graph.activations(of: node).map { values[$0.tensor] ?? [] }
      let weights = graph.tensors[node.inputs[1]!].data!.count
      for weight in 0..<min(weights, 64) {
        let flip = WeightFlip(operatorName: name, bit: 8 * ((weights / 2 + weight) % weights) + 7)
        let flipped = try flip.applied(to: graph)
        if try Reference.run(node, of: flipped, inputs: inputs)[0] != values[node.outputs[0]] { return flip }
      }
      return nil
    }
  }

  static let network = "mcunet-vww0"

  /// One operator of each sort that has weights.
  static func names(_ graph: Graph) -> [String] {
    func weights(_ node: Operator) -> Shape { graph.tensors[node.inputs[1]!].shape }
    let convolutions = graph.operators.filter { $0.kind is Convolution2D }
    let sorts = [
      convolutions.first { weights($0).extents[1] > 1 },
      graph.operators.first { $0.kind is DepthwiseConvolution2D },
      convolutions.first { weights($0).extents[1] == 1 },
      graph.operators.last { $0.kind is DepthwiseConvolution2D },
      convolutions.last,
    ]
    return sorts.compactMap { $0?.name }
  }

  @Test func theOperatorIsNamed() throws {
    let model = try Model.zoo(Self.network)
    let plan = try model.plan()
    let input = InputCase(.noise(1))
    let traced = try Traced(model, input)
    let names = Self.names(model.normalised.graph)
    #expect(Set(names).count == 5)
    #expect(try Verification(plan, cases: [input], golden: nil, toolVersion: "test").isBitExact)
    for name in names {
      let visible = try traced.visibleBit(name)
      let flip = try #require(visible, "no bit of \(name) shows")
      let verification = try Verification(plan, cases: [input], golden: nil, flip: flip, toolVersion: "test")
      #expect(!verification.isBitExact)
      #expect(verification.links.map(\.link) == [.reference, .simulation])
      #expect(verification.links[0].outcomes.map(\.isBitExact) == [true])
      #expect(verification.links[1].outcomes.map(\.firstDivergence) == [name])
    }
  }

  @Test(arguments: [
    ("conv_2d_0:7", WeightFlip(operatorName: "conv_2d_0", bit: 7)),
    ("a:b:0", WeightFlip(operatorName: "a:b", bit: 0)),
  ])
  func text(_ text: String, _ flip: WeightFlip) throws {
    #expect(try WeightFlip(text) == flip)
  }

  @Test(arguments: ["", "conv_2d_0", "conv_2d_0:", "conv_2d_0:x", "conv_2d_0:-1", "a:99999999999999999999"])
  func malformedText(_ text: String) {
    #expect(throws: Problem("the bit to flip is \(text)", expected: "OPERATOR:BIT")) {
      try WeightFlip(text)
    }
  }

  @Test func whatHasNoSuchBit() throws {
    let graph = try Model.zoo(Self.network).normalised.graph
    let pool = try #require(graph.operators.first { $0.kind is PixelSum }).name
    let convolution = graph.operators[0].name
    for (name, bit, message) in [
      (pool, 0, "operator \(pool) has no bit 0 of weights"),
      (convolution, 1 << 40, "operator \(convolution) has no bit \(1 << 40) of weights"),
      (convolution + "x", 0, "there is no operator named \(convolution)x"),
    ] {
      let problem = #expect(throws: Problem.self) {
        try WeightFlip(operatorName: name, bit: bit).applied(to: graph)
      }
      #expect(problem?.message == message)
    }
  }
}
