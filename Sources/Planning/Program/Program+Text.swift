extension Program: CustomStringConvertible {
  /// One line a stage and operator: what `--dump program` prints.
  package var description: String {
    var lines = ["program \(graph.name) input \(input.rawValue)"]
    for (index, stage) in stages.enumerated() {
      let grid = stage.grid
      lines.append(
        "stage \(index + 1) tiles \(grid.count) of \(grid.tileRows)x\(grid.tileColumns) over \(grid.rows)x\(grid.columns)"
      )
      for position in stage.operators {
        let node = graph.operators[position]
        let operands = graph.operands(of: node)
        lines.append("  \(node.name) \(node.kindName) \(operands.output.shape) by \(kernels[position].name)")
        for (operand, tensor) in graph.activations(of: node) {
          let window = node.kind.window(of: operand, operands)
          lines.append(
            "    reads \(graph.tensors[tensor].name) rows \(window.rows) columns \(window.columns)")
        }
      }
    }
    return lines.joined(separator: "\n")
  }
}
