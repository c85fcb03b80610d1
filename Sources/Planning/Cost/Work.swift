import Network

/// How much is done, counted in the units that a ``CostModel`` has prices for.
package struct Work: Sendable, Hashable {
  package var macs = MACs()
  /// For each class, in the order of its cases: valid multiply-accumulates; of pooling, elements read; of
  /// operators without either, elements written.
  package var units = [Int](repeating: 0, count: CostClass.allCases.count)
  /// Steps of any kind, rows fetched and windows moved among them.
  package var steps = 0
  /// Those of them that compute, fetch or move anything: a window may go on and take nothing along.
  package var busySteps = 0

  package init() {}
}

extension Program {
  /// The work of all steps, recomputation included. O(steps * (rows + columns) * taps).
  package var work: Work {
    let positions = kernels.map { CostClass.allCases.firstIndex(of: $0.costClass)! }
    var work = Work()
    for step in steps {
      work.steps += 1
      if !step.columns.isEmpty { work.busySteps += 1 }
      guard step.kind == .compute else { continue }
      let macs = macs(of: step)
      work.macs += macs
      work.units[positions[step.index]] += macsPerTap[step.index] > 0 ? macs.valid : elements(of: step)
    }
    return work
  }

  /// What a step without multiply-accumulates reads, where it pools, else what it writes.
  private func elements(of step: Step) -> Int {
    guard kernels[step.index].costClass == .pooling, let operand = operands[step.index].first else {
      return step.rows.count * step.columns.count * step.channels.count
    }
    return step.channels.count * operand.window.rows.validTaps(step.rows, of: operand.shape.rows)
      * operand.window.columns.validTaps(step.columns, of: operand.shape.columns)
  }
}
