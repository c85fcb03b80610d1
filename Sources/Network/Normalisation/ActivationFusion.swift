extension GraphRewriting {
  /// Makes RELU and RELU6 part of the operator that computes their operand, where that operator can clamp,
  /// nothing else reads its result, and both tensors are quantised alike: clamping is then all they do.
  mutating func fuseActivations() {
    forEachOperator { rewriting, node in
      switch node.kind {
      case is Relu: rewriting.fuse(.relu, node)
      case is Relu6: rewriting.fuse(.relu6, node)
      default: break
      }
    }
  }

  private mutating func fuse(_ activation: Activation, _ node: Operator) {
    guard let source = node.inputs[0],
      graph.tensors[source].quantization == graph.tensors[node.outputs[0]].quantization,
      !graph.outputs.contains(source),
      graph.operators.filter({ $0.inputs.contains(source) }).count == 1,
      let producer = graph.operators.firstIndex(where: { $0.outputs == [source] }),
      let kind = graph.operators[producer].kind.clamped(by: activation)
    else { return }
    graph.operators[producer].kind = kind
    graph.operators[producer].outputs = node.outputs
    graph.operators[producer].provenance += node.provenance
    folded[source] = graph.operators[producer].name
    remove(node)
    // The result carries its operator's name; the tensor that had it is gone.
    graph.tensors[source].name += ".unclamped"
    graph.tensors[node.outputs[0]].name = graph.operators[producer].name
  }
}

extension OperatorKind {
  /// The same kind with this activation function, or nil where it has one already or cannot have any.
  fileprivate func clamped(by activation: Activation) -> (any OperatorKind)? {
    switch self {
    case var kind as Convolution2D where kind.activation == .none:
      kind.activation = activation
      return kind
    case var kind as DepthwiseConvolution2D where kind.activation == .none:
      kind.activation = activation
      return kind
    case var kind as any Broadcasting where kind.activation == .none:
      kind.activation = activation
      return kind
    case var kind as any Pooling where kind.activation == .none:
      kind.activation = activation
      return kind
    default:
      return nil
    }
  }
}
