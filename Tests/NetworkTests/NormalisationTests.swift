import Network
import Support
import Testing

/// The normal form computes what the graph as read computes, and says what became of every tensor.
func normalised(_ graph: Graph, at place: SourceLocation = #_sourceLocation) throws -> NormalisedGraph {
  #expect(graph.validate() == [], sourceLocation: place)
  let result = try graph.normalised()
  #expect(result.fates.count == graph.tensors.count, sourceLocation: place)
  for seed in 1...2 as ClosedRange<UInt32> {
    let (values, outputs) = try graph.traced(seed: seed)
    let normal = try result.graph.traced(seed: seed)
    #expect(normal.outputs == outputs, sourceLocation: place)
    for (tensor, fate) in result.fates.enumerated() {
      switch fate {
      case .kept(let position), .aliased(let position):
        #expect(
          normal.values[position] == values[tensor], "\(graph.tensors[tensor].name)", sourceLocation: place)
      case .folded(let name): #expect(result.graph.node(name) != nil, sourceLocation: place)
      case .removed: break
      }
    }
  }
  return result
}

@Suite struct PaddingFoldingTests {
  static let border = Pad(paddings: [0, 0, 1, 2, 3, 0, 0, 0])

  @Test(arguments: [
    (Padding.valid, [1, 2, 3, 0]), (.same, [2, 3, 4, 1]),
    (.explicit(top: 0, bottom: 1, left: 2, right: 0), [1, 3, 5, 0]),
  ])
  func intoAConvolution(_ padding: Padding, _ sides: [Int]) throws {
    var network = TestNetwork()
    let x = network.input([1, 5, 6, 2])
    let pad = try network.add(Self.border, [x], scale: 0.05, zero: 3)
    let convolution = try network.convolution(pad, channels: 3, kernel: 3, padding: padding)
    let result = try normalised(network.returning(convolution))
    #expect(result.graph.outline == ["op1 = CONV_2D(x)"])
    let kind = try #require(result.graph.node("op1")?.kind as? Convolution2D)
    #expect(kind.padding.value == .integers(sides))
    #expect(result.graph.node("op1")?.provenance.map(\.index) == [1, 0])
    #expect(result.fates[pad] == .folded(into: "op1"))
    #expect(result.fates[convolution] == .kept(result.graph.outputs[0]))
  }

  @Test func intoADepthwiseConvolutionOfStride2() throws {
    var network = TestNetwork()
    let x = network.input([1, 6, 6, 2])
    let pad = try network.add(Self.border, [x], scale: 0.05, zero: 3)
    let spread = try network.add(
      DepthwiseConvolution2D(stride: Extent(2)), [pad],
      constants: [network.weights([1, 3, 3, 4], axis: 3), bias([1, 2, 3, 4])])
    let result = try normalised(network.returning(spread))
    #expect(result.graph.outline == ["op1 = DEPTHWISE_CONV_2D(x)"])
    #expect(result.graph.node("op1")?.provenance.map(\.kind) == ["DEPTHWISE_CONV_2D", "PAD"])
  }

  /// A convolution takes the border in, an addition cannot: both must still see it.
  @Test func twoReadersOneOfWhichCannot() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let pad = try network.add(Self.border, [x], scale: 0.05, zero: 3)
    let convolution = try network.convolution(pad, channels: 2, kernel: 3, padding: .same)
    let sum = try network.add(Add(), [pad, convolution])
    let result = try normalised(network.returning(sum))
    #expect(result.graph.outline == ["op0 = PAD(x)", "op1 = CONV_2D(x)", "op2 = ADD(op0, op1)"])
    #expect(result.fates[pad] == .kept(result.graph.tensor(named: "op0")!))
  }

  @Test func twoReadersThatBothCan() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let pad = try network.add(Self.border, [x], scale: 0.05, zero: 3)
    let one = try network.convolution(pad, channels: 2, kernel: 3)
    let other = try network.convolution(pad, channels: 2, kernel: 2)
    let result = try normalised(network.returning(one, other))
    #expect(result.graph.outline == ["op1 = CONV_2D(x)", "op2 = CONV_2D(x)"])
    #expect(result.graph.operators.map { $0.provenance.map(\.index) } == [[1, 0], [2, 0]])
  }

  @Test(arguments: [
    (Pad(paddings: [0, 0, 1, 1, 1, 1, 0, 2]), Float(0.05), "channels"), (border, 0.06, "another scale"),
  ])
  func whatStays(_ pad: Pad, _ scale: Float, _ why: String) throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let padded = try network.add(pad, [x], scale: scale, zero: 3)
    let convolution = try network.convolution(padded, channels: 2, kernel: 3)
    let graph = network.returning(convolution)
    let result = try graph.normalised()
    #expect(result.graph.outline == ["op0 = PAD(x)", "op1 = CONV_2D(op0)"])
    #expect(result.fates[padded] == .kept(result.graph.tensor(named: "op0")!))
  }

  @Test func readByAPoolOrReturned() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let pad = try network.add(Self.border, [x], scale: 0.05, zero: 3)
    let pool = try network.add(MaxPool2D(kernel: Extent(2), stride: Extent(1)), [pad], scale: 0.05, zero: 3)
    #expect(
      try normalised(network.returning(pool)).graph.outline == ["op0 = PAD(x)", "op1 = MAX_POOL_2D(op0)"])
    let convolution = try network.convolution(pad, channels: 2, kernel: 3)
    let both = try normalised(network.returning(convolution, pad))
    #expect(both.graph.outline == ["op0 = PAD(x)", "op2 = CONV_2D(x)"])
  }

  @Test func nothingToPad() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let pad = try network.add(Pad(paddings: Array(repeating: 0, count: 8)), [x], scale: 0.05, zero: 3)
    let tanh = try network.add(LeakyRelu(alpha: 0.1), [pad])
    let result = try normalised(network.returning(tanh))
    #expect(result.graph.outline == ["op1 = LEAKY_RELU(x)"])
    #expect(result.fates[pad] == .aliased(result.graph.inputs[0]))
    // From an input to an output something must run.
    #expect(try normalised(network.returning(pad)).graph.outline == ["op0 = PAD(x)"])
  }
}

@Suite struct ActivationFusionTests {
  /// A producer of `op0` on 4x4x2 with the scale and zero point of ``TestNetwork/add``.
  static let producers: [@Sendable (inout TestNetwork, TensorIndex) throws -> TensorIndex] = [
    { network, x in try network.convolution(x, channels: 2, kernel: 3) },
    { network, x in
      try network.add(
        DepthwiseConvolution2D(), [x], constants: [network.weights([1, 3, 3, 2], axis: 3), bias([5, 6])])
    },
    { network, x in try network.add(Add(), [x, x]) },
    { network, x in try network.add(Multiply(), [x, x]) },
    { network, x in try network.add(Subtract(), [x, x]) },
    { network, x in try network.matrix(x, depth: 2, units: 2) },
  ]

  @Test(arguments: producers.indices, [Activation.relu, .relu6])
  func fused(_ producer: Int, _ activation: Activation) throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let source = try Self.producers[producer](&network, x)
    let kind: any OperatorKind = activation == .relu ? Relu() : Relu6()
    let clamped = try network.add(kind, [source])
    let result = try normalised(network.returning(clamped))
    #expect(result.graph.operators.map(\.name) == ["op0"])
    #expect(result.graph.operators[0].provenance.map(\.index) == [0, 1])
    #expect(result.graph.operators[0].kind.attributes.contains(Attribute("activation", activation.value)))
    #expect(result.fates[source] == .folded(into: "op0"))
    #expect(result.fates[clamped] == .kept(result.graph.outputs[0]))
    #expect(result.graph.tensors[result.graph.outputs[0]].name == "op0")
  }

  @Test func intoAPool() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let pool = try network.add(
      AveragePool2D(kernel: Extent(2), stride: Extent(2)), [x], scale: 0.05, zero: 3)
    let clamped = try network.add(Relu6(), [pool], scale: 0.05, zero: 3)
    #expect(try normalised(network.returning(clamped)).graph.outline == ["op0 = AVERAGE_POOL_2D(x)"])
  }

  @Test func anotherScale() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let source = try network.convolution(x, channels: 2, kernel: 3)
    let clamped = try network.add(Relu(), [source], scale: 0.07)
    #expect(
      try normalised(network.returning(clamped)).graph.outline == ["op0 = CONV_2D(x)", "op1 = RELU(op0)"])
  }

  @Test func readTwiceOrReturned() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let source = try network.convolution(x, channels: 2, kernel: 3)
    let clamped = try network.add(Relu6(), [source])
    #expect(try normalised(network.returning(clamped, source)).graph.operators.map(\.name) == ["op0", "op1"])
    let sum = try network.add(Add(), [clamped, source])
    #expect(
      try normalised(network.returning(sum)).graph.outline == [
        "op0 = CONV_2D(x)", "op1 = RELU6(op0)", "op2 = ADD(op1, op0)",
      ])
  }

  /// An operator clamps once; what computes no sums cannot clamp.
  @Test func notAgain() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let source = try network.convolution(x, channels: 2, kernel: 3, activation: .relu6)
    let clamped = try network.add(Relu(), [source])
    #expect(try normalised(network.returning(clamped)).graph.operators.map(\.name) == ["op0", "op1"])
    let joined = try network.add(Concatenation(axis: 3), [clamped, clamped])
    let last = try network.add(Relu(), [joined])
    #expect(
      try normalised(network.returning(last)).graph.operators.map(\.kindName) == [
        "CONV_2D", "RELU", "CONCATENATION", "RELU",
      ])
  }

  /// PAD, CONV_2D and RELU6 become one operator that remembers all three.
  @Test func together() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let pad = try network.add(PaddingFoldingTests.border, [x], scale: 0.05, zero: 3)
    let source = try network.convolution(pad, channels: 2, kernel: 3)
    let clamped = try network.add(Relu6(), [source])
    let result = try normalised(network.returning(clamped))
    #expect(result.graph.outline == ["op1 = CONV_2D(x)"])
    #expect(
      result.graph.operators[0].provenance.map(\.description) == ["#1 CONV_2D", "#0 PAD", "#2 RELU6"])
  }
}
