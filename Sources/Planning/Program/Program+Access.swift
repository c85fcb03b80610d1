import Network

/// A part of a tensor that a step reads or writes.
package struct Access: Sendable, Hashable {
  package var tensor: TensorIndex
  package var rows: Range<Int>
  package var columns: Range<Int>

  package init(tensor: TensorIndex, rows: Range<Int>, columns: Range<Int>) {
    self.tensor = tensor
    self.rows = rows
    self.columns = columns
  }
}

extension Program {
  /// What a step reads of activations, operand by operand, clipped to the tensors: exactly what its kernel may
  /// touch, but for the rows a dilated window steps over.
  package func reads(of step: Step) -> [Access] {
    switch step.kind {
    case .fetch, .clear, .turn: return []
    case .move, .save:
      let rectangle = Access(
        tensor: graph.operators[step.index].outputs[0], rows: step.rows, columns: step.columns)
      return step.columns.isEmpty || step.rows.isEmpty ? [] : [rectangle]
    case .compute:
      // A sum is read before it is written.
      let sum = graph.operators[step.index].kind.addsUp ? [write(of: step)] : []
      return sum
        + operands[step.index].compactMap { operand in
          let rows = operand.window.rows.needed(step.rows, of: operand.shape.rows)
          let columns = operand.window.columns.needed(step.columns, of: operand.shape.columns)
          return rows.isEmpty || columns.isEmpty
            ? nil : Access(tensor: operand.tensor, rows: rows, columns: columns)
        }
    }
  }

  /// What a step writes; nothing where its columns are empty.
  package func write(of step: Step) -> Access {
    let tensor = step.kind == .fetch ? step.index : graph.operators[step.index].outputs[0]
    if step.kind == .compute, graph.operators[step.index].kind.addsUp {
      return Access(tensor: tensor, rows: 0..<1, columns: 0..<1)
    }
    return Access(tensor: tensor, rows: step.rows, columns: step.columns)
  }

  /// The multiply-accumulates of a step. O((rows + columns) * taps).
  package func macs(of step: Step) -> MACs {
    guard step.kind == .compute, macsPerTap[step.index] > 0 else { return MACs() }
    let operand = operands[step.index][0]
    let (rows, columns) = (operand.window.rows, operand.window.columns)
    return MACs(
      nominal: macsPerTap[step.index] * step.rows.count * rows.taps * step.columns.count * columns.taps,
      valid: macsPerTap[step.index] * rows.validTaps(step.rows, of: operand.shape.rows)
        * columns.validTaps(step.columns, of: operand.shape.columns))
  }

  /// The step as the moments in which its reads and writes happen: one a row where the kernel promises to make
  /// rows in ascending order, else one.
  package func moments(of step: Step) -> [Step] {
    guard step.kind == .compute, kernels[step.index].alias != .none, step.rows.count > 1,
      !graph.operators[step.index].kind.addsUp
    else {
      return [step]
    }
    return step.rows.map { row in
      var moment = step
      moment.rows = row..<row + 1
      return moment
    }
  }
}
