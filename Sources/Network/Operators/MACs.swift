/// Multiply-accumulates: nominal counts every tap of every output pixel, valid only those inside the tensor.
package struct MACs: Sendable, Hashable {
  package var nominal: Int
  package var valid: Int

  package init(nominal: Int = 0, valid: Int = 0) {
    self.nominal = nominal
    self.valid = valid
  }

  package static func + (left: MACs, right: MACs) -> MACs {
    MACs(nominal: left.nominal + right.nominal, valid: left.valid + right.valid)
  }

  package static func += (left: inout MACs, right: MACs) { left = left + right }
}

extension Graph {
  /// The multiply-accumulates of a rectangle of an operator's output. O((rows + columns) * taps).
  package func macs(of node: Operator, rows: Range<Int>, columns: Range<Int>) -> MACs {
    let operands = operands(of: node)
    let perTap = node.kind.macsPerTap(operands)
    guard perTap > 0 else { return MACs() }
    let window = node.kind.window(of: 0, operands)
    let shape = operands.input(0).shape
    return MACs(
      nominal: perTap * rows.count * window.rows.taps * columns.count * window.columns.taps,
      valid: perTap * window.rows.validTaps(rows, of: shape.rows)
        * window.columns.validTaps(columns, of: shape.columns))
  }

  /// The multiply-accumulates of an operator's whole output.
  package func macs(of node: Operator) -> MACs {
    let shape = tensors[node.outputs[0]].shape
    return macs(of: node, rows: 0..<shape.rows, columns: 0..<shape.columns)
  }

  /// The multiply-accumulates of the whole graph, each operator computed once.
  package var macs: MACs { operators.reduce(MACs()) { $0 + macs(of: $1) } }
}
