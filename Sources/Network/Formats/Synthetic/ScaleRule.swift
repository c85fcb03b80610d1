/// Where the scale and zero point of an operator's results come from.
enum ScaleRule: Sendable {
  /// The same as those of its operands: elements are copied or compared.
  case shared
  /// Fixed by the kind.
  case fixed(Quantization)
  /// From the range of the values.
  case measured
}

extension Synthetic {
  static func rule(_ kind: any OperatorKind) -> ScaleRule {
    switch kind {
    case is Softmax, is Logistic: .fixed(Quantization(scale: 1 / 256, zeroPoint: -128))
    case is Tanh: .fixed(Quantization(scale: 1 / 128, zeroPoint: 0))
    case is any Pooling, is any Reinterpretation, is Concatenation, is Pad, is Relu6,
      is ResizeNearestNeighbor,
      is Split, is StridedSlice, is Transpose:
      .shared
    default: .measured
    }
  }

  /// The type of the results of a kind, but for QUANTIZE, which states it.
  static func resultType(of kind: any OperatorKind, _ inputs: [Tensor?]) -> ElementType {
    switch kind {
    case is Dequantize: .float32
    case is any Reinterpretation: inputs.first??.type ?? .int8
    default: .int8
    }
  }

  /// Gives every activation a scale and zero point with which the graph is valid before any range is
  /// measured.
  static func setProvisionalScales(_ graph: inout Graph) {
    var scales = SharedScales(graph)
    for tensor in graph.tensors.indices where !graph.tensors[tensor].isConstant {
      guard graph.tensors[tensor].type != .float32 else { continue }
      graph.tensors[tensor].quantization =
        scales.quantization(of: tensor) ?? Quantization(scale: 1, zeroPoint: 0)
    }
    for node in graph.operators {
      guard case .fixed(let quantization) = rule(node.kind) else { continue }
      for output in node.outputs { graph.tensors[output].quantization = quantization }
    }
  }
}

/// The tensors that must have one scale and zero point, in classes.
///
/// A union-find forest (Tarjan, "Efficiency of a Good But Not Linear Set Union Algorithm", 1975). Kinds that
/// fix their results' scale decide for their class, then the network's inputs, then whichever result comes
/// first. Two kinds that fix different scales cannot agree: each keeps its own.
struct SharedScales {
  private var parents: [Int]
  /// By root.
  private var chosen: [Quantization?]

  init(_ graph: Graph) {
    parents = Array(graph.tensors.indices)
    chosen = Array(repeating: nil, count: graph.tensors.count)
    for node in graph.operators {
      guard case .shared = Synthetic.rule(node.kind), let first = graph.activations(of: node).first else {
        continue
      }
      for tensor in graph.activations(of: node).map(\.tensor) + node.outputs { unite(first.tensor, tensor) }
    }
    for node in graph.operators {
      guard case .fixed(let quantization) = Synthetic.rule(node.kind) else { continue }
      for output in node.outputs { choose(quantization, for: output) }
    }
    for input in graph.inputs {
      if let quantization = graph.tensors[input].quantization { choose(quantization, for: input) }
    }
  }

  /// The scale and zero point of a tensor's class, nil where none is chosen yet.
  mutating func quantization(of tensor: TensorIndex) -> Quantization? { chosen[root(tensor)] }

  /// Chooses for a tensor's class; the first choice stays.
  mutating func choose(_ quantization: Quantization, for tensor: TensorIndex) {
    let root = root(tensor)
    if chosen[root] == nil { chosen[root] = quantization }
  }

  /// Gives the inputs of the network their classes' scales.
  mutating func settleInputs(_ graph: inout Graph) {
    for input in graph.inputs where graph.tensors[input].quantization != nil {
      graph.tensors[input].quantization = quantization(of: input)
    }
  }

  private mutating func unite(_ first: Int, _ second: Int) {
    let (first, second) = (root(first), root(second))
    if first != second { parents[max(first, second)] = min(first, second) }
  }

  private mutating func root(_ tensor: Int) -> Int {
    var tensor = tensor
    while parents[tensor] != tensor {
      parents[tensor] = parents[parents[tensor]]
      tensor = parents[tensor]
    }
    return tensor
  }
}
