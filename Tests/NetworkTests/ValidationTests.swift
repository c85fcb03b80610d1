import Network
import Support
import Testing

/// Every finding about a graph, with its words.
@Suite struct ValidationTests {
  /// RELU from `x` to `y`: a graph without findings.
  static var sound: Graph {
    Graph(
      name: "g", tensors: [int8("x", [1, 2, 2, 3]), int8("y", [1, 2, 2, 3])],
      operators: [node("y", Relu(), [0], [1])], inputs: [0], outputs: [1])
  }

  static func findings(_ change: (inout Graph) -> Void) -> [String] {
    var graph = sound
    change(&graph)
    return graph.validate().map(\.description)
  }

  @Test func nothing() { #expect(Self.findings { _ in } == []) }

  static let faults: [(change: @Sendable (inout Graph) -> Void, lines: [String])] = [
    (
      { graph in graph.operators = Array(repeating: graph.operators[0], count: 4097) },
      ["g: the graph has 4097 operators; expected at most 4096"]
    ),
    (
      { graph in
        graph.operators = []
        graph.outputs = []
      }, ["g: the graph has no operators", "g: the graph has no outputs"]
    ),
    ({ graph in graph.tensors[0].name = "y" }, ["g: two tensors are named y"]),
    (
      { graph in
        graph.tensors.append(int8("z", [1, 2, 2, 3]))
        graph.operators.append(node("y", Relu(), [1], [2]))
      }, ["g: two operators are named y"]
    ),
    (
      { graph in graph.tensors[0].shape = Shape([1, 0, 3]) },
      ["g: tensor x of shape 1x0x3 has an extent of 0"]
    ),
    (
      { graph in graph.tensors[0].shape = Shape([1 << 25]) },
      ["g: tensor x of shape 33554432 has an extent of 33554432, above 16777216"]
    ),
    (
      { graph in graph.tensors[0].shape = Shape([1 << 20, 1 << 20]) },
      ["g: tensor x of shape 1048576x1048576 has more than 268435456 elements"]
    ),
    (
      { graph in graph.tensors[0].shape = Shape(Array(repeating: 1, count: 9)) },
      ["g: tensor x of shape 1x1x1x1x1x1x1x1x1 has a rank of 9, above 8"]
    ),
    (
      { graph in
        graph.tensors[0].data = [1]
        graph.inputs = []
      }, ["g: constant x holds 1 bytes; expected 12"]
    ),
    ({ graph in graph.inputs = [0, 7] }, ["g: an input is not a tensor of the graph"]),
    ({ graph in graph.inputs = [0, 0] }, ["g: input x is a constant or given twice"]),
    ({ graph in graph.operators[0].inputs = [9] }, ["g: y: an operand is not a tensor"]),
    ({ graph in graph.inputs = [] }, ["g: y: tensor x is read before an operator makes it"]),
    (
      { graph in graph.operators[0].outputs = [-1] },
      ["g: y: a result is not a tensor", "g: output y is made by no operator"]
    ),
    (
      { graph in
        graph.operators[0].outputs = [0]
        graph.outputs = [0]
      }, ["g: y: tensor x is made twice"]
    ),
    ({ graph in graph.outputs = [1, 5] }, ["g: an output is not a tensor of the graph"]),
  ]

  @Test(arguments: faults.indices)
  func structure(_ index: Int) {
    #expect(Self.findings(Self.faults[index].change) == Self.faults[index].lines)
  }

  @Test func operands() {
    #expect(Self.findings { $0.operators[0].inputs = [] } == ["g: y: 0 operands; expected input"])
    #expect(Self.findings { $0.operators[0].inputs = [0, 0] } == ["g: y: 2 operands; expected input"])
    #expect(Self.findings { $0.operators[0].inputs = [nil] } == ["g: y: an operand is left out"])
    #expect(
      Self.findings { graph in
        graph.operators[0].kind = Concatenation(axis: 3)
        graph.operators[0].inputs = []
      } == ["g: y: 0 operands; expected input, ..."])
    #expect(
      Self.findings { $0.tensors[1].shape = Shape([1, 2, 3, 3]) } == [
        "g: y: results of shape 1x2x3x3; expected 1x2x2x3"
      ])
    #expect(
      Self.findings { $0.operators[0].kind = Pad(paddings: [0, 0]) } == [
        "g: y: paddings [0, 0]; expected two numbers from 0 to 4096 for each of 4 axes"
      ])
  }

  /// Where the model's file has the operator is part of the place.
  @Test func place() {
    let lines = Self.findings { graph in
      graph.operators[0].inputs = []
      graph.operators[0].provenance = [Provenance(index: 4, kind: "RELU", label: "block/relu")]
    }
    #expect(lines == ["g: y (#4 RELU \"block/relu\"): 0 operands; expected input"])
  }

  /// Findings of all operators, each with what is wrong with it first.
  @Test func allAtOnce() {
    let lines = Self.findings { graph in
      graph.tensors[0].type = .uint8
      graph.tensors[1].type = .int16
      graph.tensors += [int8("z", [1, 2, 2, 3], scale: 0), int8("w", [1])]
      graph.operators.append(node("z", Relu(), [0], [2]))
      graph.operators.append(node("w", Softmax(beta: -1), [2], [3]))
    }
    #expect(
      lines == [
        "g: y: operand x is uint8; expected int8", "g: y: result y is int16; expected int8",
        "g: z: operand x is uint8; expected int8", "g: w: results of shape 1; expected 1x2x2x3",
      ])
    let structural = Self.findings { graph in
      graph.tensors[0].shape = Shape([0])
      graph.inputs = []
      graph.outputs = [8, 9]
    }
    #expect(structural.count == 4)
  }
}

/// What operands must be, kind by kind.
@Suite struct OperandCheckTests {
  static func activation(_ name: String, _ change: (inout Tensor) -> Void = { _ in }) -> Tensor {
    var tensor = int8(name, [1, 2, 2, 3])
    change(&tensor)
    return tensor
  }

  func findings(_ kind: any OperatorKind, _ tensor: Tensor) -> [String] {
    graph(kind, [tensor], outputs: [Self.activation("y")]).validate().map(\.message)
  }

  @Test func quantisation() {
    func line(_ change: (inout Tensor) -> Void) -> [String] {
      let graph = graph(
        Relu(), [Self.activation("x", change)], outputs: [Self.activation("y")])
      return graph.validate().map { String($0.description.dropFirst("one: node: ".count)) }
    }
    #expect(line { $0.type = .float32 } == ["operand x is float32; expected int8"])
    #expect(
      line { $0.quantization = nil } == ["tensor x has no quantisation; expected one scale and zero point"])
    #expect(
      line { $0.quantization = Quantization(scales: [1, 1, 1], zeroPoints: [0, 0, 0]) } == [
        "tensor x has 3 scales; expected one"
      ])
    for scale in [0, -1, .nan, .infinity] as [Float] {
      #expect(
        line { $0.quantization = Quantization(scale: scale, zeroPoint: 0) } == [
          "tensor x has the scale \(scale); expected a positive one"
        ])
    }
    #expect(
      line { $0.quantization = Quantization(scale: 1, zeroPoint: 128) } == [
        "tensor x has the zero point 128; expected -128 to 127"
      ])
  }

  @Test(arguments: [(ElementType.uint8, 256, "0 to 255"), (.int16, 32768, "-32768 to 32767")])
  func zeroPointsAtTheBorder(_ type: ElementType, _ zero: Int, _ range: String) {
    let tensor = Self.activation("x") {
      $0.type = type
      $0.quantization = Quantization(scale: 1, zeroPoint: zero)
    }
    let lines = graph(Quantize(), [tensor], outputs: [Self.activation("y")]).validate().map(\.description)
    #expect(lines == ["one: node: tensor x has the zero point \(zero); expected \(range)"])
  }

  @Test func severalImages() {
    let shape = [2, 2, 2, 3]
    let pool = graph(
      MaxPool2D(kernel: Extent(1), stride: Extent(1)), [int8("x", shape)], outputs: [int8("y", shape)])
    #expect(
      pool.validate().map(\.description) == [
        "one: node: operand x of shape 2x2x2x3 holds 2 images; expected one"
      ])
  }

  /// CONV_2D of 3 channels to 2.
  func convolution(_ change: (inout [Tensor]) -> Void) -> [String] {
    var constants = [weights([2, 1, 1, 3], [1, 2, 3, 4, 5, 6], scale: 0.5), bias([1, 2])]
    change(&constants)
    let inputs = [Self.activation("x")] + constants
    let graph = Graph(
      name: "g", tensors: inputs + [int8("y", [1, 2, 2, 2])],
      operators: [node("y", Convolution2D(), Array(inputs.indices), [inputs.count])],
      inputs: inputs.indices.filter { !inputs[$0].isConstant }, outputs: [inputs.count])
    return graph.validate().map { String($0.description.dropFirst("g: y: ".count)) }
  }

  @Test func weightsOfAConvolution() {
    #expect(convolution { _ in } == [])
    #expect(
      convolution { $0[0].data = nil } == [
        "weights weights are computed at run time; expected constant weights"
      ])
    #expect(
      convolution { $0[0].type = .uint8 } == ["weights weights are uint8; expected int8"])
    #expect(
      convolution { $0[0].quantization = nil } == [
        "weights weights have no quantisation; expected int8 with scales"
      ])
    #expect(
      convolution { $0[0].quantization = Quantization(scales: [1, 1, 1], zeroPoints: [0, 0, 0]) } == [
        "weights weights have 3 scales along axis 0; expected one, or 2 along axis 0"
      ])
    #expect(
      convolution { $0[0].quantization = Quantization(scales: [1, 1], zeroPoints: [0, 0], axis: 3) } == [
        "weights weights have 2 scales along axis 3; expected one, or 2 along axis 0"
      ])
    #expect(
      convolution { $0[0].quantization = Quantization(scales: [1, .infinity], zeroPoints: [0, 9]) } == [
        "weights weights have a zero point that is not 0; expected symmetric weights",
        "weights weights have a scale that is not finite; expected finite scales",
      ])
  }

  @Test func biasOfAConvolution() {
    #expect(
      convolution { $0[1] = bias([1, 2, 3]) } == ["bias bias is int32 3; expected 2 constant int32"])
    #expect(
      convolution {
        $0[1].type = .int64
        $0[1].data = Array(repeating: 0, count: 16)
      } == ["bias bias is int64 2; expected 2 constant int32"])
    #expect(
      convolution { $0[1].data = nil } == ["bias bias is computed int32 2; expected 2 constant int32"])
    #expect(convolution { $0.removeLast() } == [])
  }

  @Test func axes() {
    let tensor = Self.activation("x")
    #expect(
      findings(Mean(axes: [7], keepDimensions: true), tensor) == ["axis 7 of a tensor of rank 4"])
    #expect(findings(Split(axis: -5, count: 1), tensor) == ["axis -5 of a tensor of rank 4"])
    #expect(
      findings(Split(axis: 0, count: 1), tensor) == ["a split along the batch axis"])
    #expect(
      findings(Concatenation(axis: 0), tensor) == ["concatenation along the batch axis"])
  }
}
