extension GraphRewriting {
  /// Replaces operators whose results are known without running the model by constants: SHAPE, and whatever
  /// reads only constants.
  mutating func foldConstants() {
    graph.operators = graph.operators.filter { node in
      guard isKnown(node), let results = evaluate(node) else { return true }
      for (output, bytes) in zip(node.outputs, results) where !graph.outputs.contains(output) {
        graph.tensors[output].data = bytes
      }
      return node.outputs.contains(where: graph.outputs.contains)
    }
  }

  private func isKnown(_ node: Operator) -> Bool {
    node.kind is ShapeOf || node.inputs.allSatisfy { $0.map { graph.tensors[$0].isConstant } ?? true }
  }

  private func evaluate(_ node: Operator) -> [[UInt8]]? {
    try? node.kind.evaluate(
      node.inputs.map { $0.flatMap { graph.tensors[$0].data } }, graph.operands(of: node))
  }
}
