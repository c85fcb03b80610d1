import Network
import Support

/// Builds graphs operator by operator: shapes follow from the kinds, names are `x`, `op0`, `op1`, …
struct TestNetwork {
  private(set) var graph = Graph(name: "net")
  private var random = SplitMix64(seed: 1)

  mutating func input(_ shape: [Int], scale: Float = 0.05, zero: Int = 3) -> TensorIndex {
    let name = graph.inputs.isEmpty ? "x" : "x\(graph.inputs.count)"
    graph.tensors.append(int8(name, shape, scale: scale, zero: zero))
    graph.inputs.append(graph.tensors.count - 1)
    return graph.tensors.count - 1
  }

  /// Adds an operator on these tensors; constants follow as further operands.
  mutating func add(
    _ kind: any OperatorKind, _ inputs: [TensorIndex], constants: [Tensor] = [], scale: Float = 0.1,
    zero: Int = -5, type: ElementType = .int8
  ) throws -> TensorIndex {
    try addAll(kind, inputs, constants: constants, scale: scale, zero: zero, type: type)[0]
  }

  /// As ``add``, for an operator of several results.
  mutating func addAll(
    _ kind: any OperatorKind, _ inputs: [TensorIndex], constants: [Tensor] = [], scale: Float = 0.1,
    zero: Int = -5, type: ElementType = .int8
  ) throws -> [TensorIndex] {
    let name = "op\(graph.operators.count)"
    let operands = inputs.map { graph.tensors[$0] } + constants
    let shapes = try kind.outputShapes(operands)
    let first = graph.tensors.count
    graph.tensors += constants.map { $0.named("\(name).\($0.name)") }
    let results = graph.tensors.count
    for (position, shape) in shapes.enumerated() {
      graph.tensors.append(
        Tensor(
          name: position == 0 ? name : "\(name).\(position)", shape: shape, type: type,
          quantization: type == .int8 ? Quantization(scale: scale, zeroPoint: zero) : nil))
    }
    graph.operators.append(
      Operator(
        name: name, kind: kind, inputs: inputs + Array(first..<results),
        outputs: Array(results..<graph.tensors.count),
        provenance: [
          Provenance(index: graph.operators.count, kind: Swift.type(of: kind).name, label: "")
        ]))
    return Array(results..<graph.tensors.count)
  }

  /// Constant int8 weights of random values, with one scale or one a slice of `axis`.
  mutating func weights(_ shape: [Int], axis: Int = 0, isPerTensor: Bool = false) -> Tensor {
    let count = isPerTensor ? 1 : shape[axis]
    return Tensor(
      name: "weights", shape: Shape(shape), type: .int8,
      quantization: Quantization(
        scales: (0..<count).map { 0.01 + Float($0) / 512 }, zeroPoints: Array(repeating: 0, count: count),
        axis: axis), data: (0..<Shape(shape).count).map { _ in UInt8(truncatingIfNeeded: random.next()) })
  }

  mutating func convolution(
    _ input: TensorIndex, channels: Int, kernel: Int, padding: Padding = .valid, stride: Int = 1,
    activation: Activation = .none, scale: Float = 0.1
  ) throws -> TensorIndex {
    let depth = graph.tensors[input].shape.channels
    return try add(
      Convolution2D(stride: Extent(stride), padding: padding, activation: activation), [input],
      constants: [weights([channels, kernel, kernel, depth]), bias((0..<channels).map { Int32(40 * $0) })],
      scale: scale)
  }

  mutating func matrix(_ input: TensorIndex, depth: Int, units: Int, isPerTensor: Bool = true) throws
    -> TensorIndex
  {
    try add(
      FullyConnected(), [input],
      constants: [
        weights([units, depth], isPerTensor: isPerTensor), bias(Array(repeating: 9, count: units)),
      ])
  }

  /// The graph with these outputs.
  func returning(_ outputs: TensorIndex...) -> Graph {
    var graph = graph
    graph.outputs = outputs
    return graph
  }
}

extension Graph {
  /// Every tensor the reference computes for random inputs, and the outputs.
  func traced(seed: UInt32) throws -> (values: [TensorIndex: [UInt8]], outputs: [[UInt8]]) {
    var values: [TensorIndex: [UInt8]] = [:]
    let inputs = Described.noise(seed, self)
    for (tensor, bytes) in zip(self.inputs, inputs) { values[tensor] = bytes }
    let outputs = try Reference.run(self, inputs: inputs) { tensor, bytes throws(Diagnostics) in
      values[tensor] = bytes
    }
    return (values, outputs)
  }

  func node(_ name: String) -> Operator? { operatorIndex(named: name).map { operators[$0] } }

  /// `OPERATOR(operand, …)` in order, images only: the structure at a glance.
  var outline: [String] {
    operators.map { node in
      let operands = node.images.compactMap { $0.map { tensors[$0].name } }.joined(separator: ", ")
      return "\(node.name) = \(node.kindName)(\(operands))"
    }
  }
}
