extension GraphRewriting {
  /// Makes the result of a RESHAPE a view of its operand where both have the same rows, columns and channels,
  /// or where the operand is an input of the graph that nothing else reads: the input then has the new shape.
  /// The bytes must mean the same numbers to whoever reads them. One that nothing needs any more, in front of a
  /// matrix, is a view in any shape.
  mutating func aliasReinterpretations() {
    forEachOperator { rewriting, node in
      if node.kind is Reshape { rewriting.aliasReinterpretation(node) }
    }
  }

  private mutating func aliasReinterpretation(_ node: Operator) {
    let result = node.outputs[0]
    guard let source = node.inputs[0], !isBorder(source, result) else { return }
    let isRead = graph.operators.contains { $0.inputs.contains(result) }
    guard !isRead || graph.tensors[source].quantization == graph.tensors[result].quantization else { return }
    let isNeeded = isRead || graph.outputs.contains(result)
    if isNeeded, graph.tensors[source].shape != graph.tensors[result].shape {
      let readers = graph.operators.filter { $0.inputs.contains(source) }
      guard graph.inputs.contains(source), readers.count == 1 else { return }
      graph.tensors[source].shape = graph.tensors[result].shape
    }
    alias(result, to: source)
    remove(node)
  }
}
