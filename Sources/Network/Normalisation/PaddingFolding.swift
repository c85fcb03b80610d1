extension GraphRewriting {
  /// Makes paddings of rows and columns part of the windows of the convolutions behind them. A padding that
  /// another kind of operator reads stays as well.
  mutating func foldPadding() {
    forEachOperator { rewriting, node in
      guard let pad = node.kind as? Pad, let source = node.inputs[0],
        rewriting.graph.tensors[source].quantization
          == rewriting.graph.tensors[node.outputs[0]].quantization
      else { return }
      if pad.paddings.allSatisfy({ $0 == 0 }) {
        guard !rewriting.isBorder(source, node.outputs[0]) else { return }
        rewriting.alias(node.outputs[0], to: source)
        rewriting.remove(node)
      } else if pad.paddings[4] == 0, pad.paddings[5] == 0 {
        rewriting.fold(pad, of: node, from: source)
      }
    }
  }

  private mutating func fold(_ pad: Pad, of node: Operator, from source: TensorIndex) {
    let padded = node.outputs[0]
    var isStillRead = graph.outputs.contains(padded)
    for index in graph.operators.indices where graph.operators[index].inputs.contains(padded) {
      if fold(pad, of: node, from: source, into: index) {
        folded[padded] = graph.operators[index].name
      } else {
        isStillRead = true
      }
    }
    if isStillRead { folded[padded] = nil } else { remove(node) }
  }

  private mutating func fold(_ pad: Pad, of node: Operator, from source: TensorIndex, into index: Int) -> Bool
  {
    let reader = graph.operators[index]
    let shape = graph.tensors[node.outputs[0]].shape
    guard let weights = reader.inputs.count > 1 ? reader.inputs[1] : nil else { return false }
    let filter = graph.tensors[weights].shape
    switch reader.kind {
    case var convolution as Convolution2D:
      convolution.padding = convolution.geometry(weights: filter).padding(with: pad, of: shape)
      graph.operators[index].kind = convolution
    case var convolution as DepthwiseConvolution2D:
      convolution.padding = convolution.geometry(weights: filter).padding(with: pad, of: shape)
      graph.operators[index].kind = convolution
    default:
      return false
    }
    graph.operators[index].inputs[0] = source
    graph.operators[index].provenance += node.provenance
    return true
  }
}

extension WindowGeometry {
  /// This window's padding together with a border that was added before it.
  fileprivate func padding(with pad: Pad, of padded: Shape) -> Padding {
    let own = sides(rows: padded.rows, columns: padded.columns)
    return .explicit(
      top: own.top + pad.paddings[0], bottom: own.bottom + pad.paddings[1],
      left: own.left + pad.paddings[2], right: own.right + pad.paddings[3])
  }
}
