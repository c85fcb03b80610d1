import Network
import Support
import Testing

/// Matrices, reshapes, splits and shape arithmetic in the normal form.
@Suite struct CanonicalFormTests {
  @Test func sameRowsColumnsAndChannels() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let mean = try network.add(Mean(axes: [1, 2], keepDimensions: true), [x])
    let flat = try network.add(Reshape(shape: [1, 2]), [mean])
    let softmax = try network.add(Softmax(), [flat], scale: 1 / 256, zero: -128)
    let result = try normalised(network.returning(softmax))
    #expect(
      result.graph.outline == ["op0.sum = PIXEL_SUM(x)", "op0 = MEAN_OF_SUM(op0.sum)", "op2 = SOFTMAX(op0)"])
    #expect(result.fates[flat] == .aliased(result.graph.tensor(named: "op0")!))
  }

  /// An input that only a RESHAPE reads has the new shape: no byte moves.
  @Test func anInputSeenAsAnImage() throws {
    var network = TestNetwork()
    let x = network.input([1, 24])
    let image = try network.add(Reshape(shape: [1, 2, 4, 3]), [x], scale: 0.05, zero: 3)
    let convolution = try network.convolution(image, channels: 2, kernel: 2)
    let result = try normalised(network.returning(convolution))
    #expect(result.graph.outline == ["op1 = CONV_2D(x)"])
    #expect(result.graph.tensors[result.graph.inputs[0]].shape.extents == [2, 4, 3])
    #expect(result.fates[image] == .aliased(result.graph.inputs[0]))
  }

  @Test func anInputReadInBothShapes() throws {
    var network = TestNetwork()
    let x = network.input([1, 24])
    let image = try network.add(Reshape(shape: [1, 2, 4, 3]), [x], scale: 0.05, zero: 3)
    let convolution = try network.convolution(image, channels: 2, kernel: 2)
    let flat = try network.add(LeakyRelu(alpha: 0.2), [x])
    let result = try normalised(network.returning(convolution, flat))
    #expect(result.graph.outline == ["op0 = RESHAPE(x)", "op1 = CONV_2D(op0)", "op2 = LEAKY_RELU(x)"])
  }

  /// The bytes would mean other numbers, unless nobody reads them.
  @Test func anotherScale() throws {
    var network = TestNetwork()
    let x = network.input([1, 2, 2, 3])
    let source = try network.convolution(x, channels: 3, kernel: 1)
    let view = try network.add(Reshape(shape: [2, 2, 3]), [source], scale: 0.2)
    let returned = try normalised(network.returning(view))
    #expect(returned.graph.outline == ["op0 = CONV_2D(x)"])
    #expect(returned.fates[view] == .aliased(returned.graph.outputs[0]))
    let next = try network.add(LeakyRelu(alpha: 0.2), [view])
    #expect(
      try normalised(network.returning(next)).graph.outline == [
        "op0 = CONV_2D(x)", "op1 = RESHAPE(op0)", "op2 = LEAKY_RELU(op1)",
      ])
  }

  @Test func fromInputToOutput() throws {
    var network = TestNetwork()
    let x = network.input([1, 2, 2, 3])
    let one = try network.add(Reshape(shape: [1, 12]), [x], scale: 0.05, zero: 3)
    let other = try network.add(Reshape(shape: [3, 4]), [one], scale: 0.05, zero: 3)
    #expect(try normalised(network.returning(other)).graph.outline == ["op1 = RESHAPE(x)"])
  }

  @Test(arguments: [true, false])
  func matrixOfOneRow(_ isPerTensor: Bool) throws {
    var network = TestNetwork()
    let x = network.input([1, 8])
    let classes = try network.matrix(x, depth: 8, units: 3, isPerTensor: isPerTensor)
    let result = try normalised(network.returning(classes))
    let node = result.graph.operators[0]
    #expect(result.graph.outline == ["op0 = CONV_2D(x)"])
    #expect((node.kind as? Convolution2D)?.multipliesScalesInSingle == isPerTensor)
    #expect(result.graph.tensors[node.inputs[1]!].shape.extents == [3, 1, 1, 8])
    #expect(result.graph.tensors[node.inputs[1]!].name == "op0.filter")
    #expect(node.provenance.map(\.kind) == ["FULLY_CONNECTED"])
  }

  @Test func matrixOfSeveralRows() throws {
    var network = TestNetwork()
    let x = network.input([5, 8])
    let classes = try network.matrix(x, depth: 8, units: 3)
    let result = try normalised(network.returning(classes))
    #expect(result.graph.outline == ["op0 = CONV_2D(x)"])
    #expect(result.graph.tensors[result.graph.outputs[0]].shape.extents == [1, 5, 3])
  }

  /// The rows are not the pixels: a RESHAPE makes them.
  @Test func matrixOfOtherRows() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 6])
    let source = try network.add(LeakyRelu(alpha: 0.2), [x])
    let classes = try network.matrix(source, depth: 8, units: 2)
    let result = try normalised(network.returning(classes))
    #expect(
      result.graph.outline == [
        "op0 = LEAKY_RELU(x)", "op1.rows = RESHAPE(op0)", "op1 = CONV_2D(op1.rows)",
      ])
  }

  /// A map is flattened by a window as large as the map; the RESHAPE in between is a view of it.
  @Test(arguments: [true, false])
  func matrixOverAMap(_ isReshaped: Bool) throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 5, 2])
    var map = try network.convolution(x, channels: 4, kernel: 3)
    if isReshaped { map = try network.add(Reshape(shape: [1, 24]), [map]) }
    let classes = try network.matrix(map, depth: 24, units: 3)
    let result = try normalised(network.returning(classes))
    #expect(result.graph.operators.map(\.kindName) == ["CONV_2D", "CONV_2D"])
    let node = result.graph.operators[1]
    #expect(result.graph.tensors[node.inputs[1]!].shape.extents == [3, 2, 3, 4])
    if isReshaped { #expect(result.fates[map] == .aliased(result.graph.tensor(named: "op0")!)) }
  }

  @Test func splits() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 3, 6])
    let parts = try network.addAll(Split(axis: 3, count: 3), [x], scale: 0.05, zero: 3)
    let sum = try network.add(Add(), [parts[0], parts[2]])
    let result = try normalised(network.returning(sum, parts[1]))
    #expect(
      result.graph.outline == [
        "op0 = STRIDED_SLICE(x)", "op0.1 = STRIDED_SLICE(x)", "op0.2 = STRIDED_SLICE(x)",
        "op1 = ADD(op0, op0.2)",
      ])
    #expect(
      result.graph.operators.prefix(3).map { $0.provenance.map(\.kind) } == [["SPLIT"], ["SPLIT"], ["SPLIT"]])
    // A part that nothing reads is not cut off.
    let rest = try normalised(network.returning(sum))
    #expect(rest.graph.operators.map(\.name) == ["op0", "op0.2", "op1"])
    #expect(rest.fates[parts[1]] == .removed)
  }

  /// An axis that goes from between others leaves the rest where the normal form does not have them.
  @Test func axesDroppedFromBetween() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 3, 2])
    let means = try network.add(Mean(axes: [2], keepDimensions: false), [x])
    let column = try network.add(
      StridedSlice(begin: [0, 0, -1, 0], end: [1, 4, 0, 2], strides: [1, 1, 1, 1], shrinkMask: 4), [x],
      scale: 0.05, zero: 3)
    let sum = try network.add(Add(), [means, column])
    let result = try normalised(network.returning(sum))
    #expect(
      result.graph.outline == [
        "op0.image = MEAN(x)", "op0 = RESHAPE(op0.image)", "op1.image = STRIDED_SLICE(x)",
        "op1 = RESHAPE(op1.image)", "op2 = ADD(op0, op1)",
      ])
    let rows = try network.add(Mean(axes: [1], keepDimensions: false), [x])
    #expect(try normalised(network.returning(rows)).graph.outline == ["op3 = MEAN(x)"])
  }

  struct Attributes: AttributeSource {
    func value(_ name: String) -> AttributeValue? { nil }
  }

  @Test func shapeArithmetic() throws {
    var network = TestNetwork()
    var reader = AttributeReader(Attributes())
    let x = network.input([1, 4, 3, 2])
    let shape = try network.add(ShapeOf(&reader), [x], type: .int32)
    let rows = try network.add(
      StridedSlice(begin: [1], end: [2], strides: [1], shrinkMask: 1), [shape], type: .int32)
    let packed = try network.add(Pack(&reader), [rows, rows], type: .int32)
    let next = try network.add(LeakyRelu(alpha: 0.1), [x])
    let graph = network.returning(next)
    #expect(graph.validate() == [])
    let result = try graph.normalised()
    #expect(result.graph.outline == ["op3 = LEAKY_RELU(x)"])
    for tensor in [shape, rows, packed] { #expect(result.fates[tensor] == .removed) }
  }

  /// What normalisation adds takes no name that the model has given.
  @Test func namesAreTaken() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 4, 2])
    let mean = try network.add(Mean(axes: [1, 2], keepDimensions: true), [x])
    var graph = network.returning(mean)
    graph.tensors[x].name = "op0.sum"
    #expect(
      try normalised(graph).graph.outline == ["op0.sum_ = PIXEL_SUM(op0.sum)", "op0 = MEAN_OF_SUM(op0.sum_)"])
  }

  @Test func namesStay() throws {
    let graph = try Described.zooGraph("mcunet-vww0")
    let result = try graph.normalised()
    let names = Set(graph.operators.map(\.name))
    // But for the sum of the pool over the whole image.
    #expect(result.graph.operators.map(\.name).filter { !names.contains($0) } == ["pool.sum"])
    for node in result.graph.operators {
      #expect(!node.provenance.isEmpty)
      #expect(result.graph.tensors[node.outputs[0]].name == node.name)
    }
  }

  func refusal(_ graph: Graph) throws -> [String] {
    #expect(graph.validate() == [])
    let error = try #require(throws: Diagnostics.self) { try graph.normalised() }
    return error.all.map(\.description)
  }

  @Test func severalImages() throws {
    var network = TestNetwork()
    let x = network.input([2, 4, 3, 2])
    let one = try network.add(LeakyRelu(alpha: 0.1), [x])
    let other = try network.add(LeakyRelu(alpha: 0.2), [one])
    #expect(
      try refusal(network.returning(other)) == [
        "net: op0 (#0 LEAKY_RELU): tensor x of shape 2x4x3x2 holds 2 images; expected one image;"
          + " export the model with a batch of 1",
        "net: op1 (#1 LEAKY_RELU): tensor op0 of shape 2x4x3x2 holds 2 images; expected one image;"
          + " export the model with a batch of 1",
      ])
  }

  @Test func anOutputThatIsAnInput() throws {
    var network = TestNetwork()
    let x = network.input([1, 4, 3, 2])
    let next = try network.add(LeakyRelu(alpha: 0.1), [x])
    #expect(
      try refusal(network.returning(next, x)) == [
        "net: output x is an input or a constant; expected the result of an operator"
      ])
  }
}
