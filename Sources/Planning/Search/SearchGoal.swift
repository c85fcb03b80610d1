import Network

/// What a search is for.
package struct SearchGoal: Sendable, Hashable {
  /// The bytes that a schedule of least cost may need; nil for the least bytes.
  package var budget: Int?
  /// How many times the multiply-accumulates of running layer by layer it may take.
  package var maxWork: Double

  package init(budget: Int? = nil, maxWork: Double = 1) {
    self.budget = budget
    self.maxWork = maxWork
  }
}

extension PlanSearch {
  /// The best schedule of the space for a goal; nil where none is found.
  package func best(for goal: SearchGoal) -> FoundSchedule? {
    if goal.maxWork <= 1, !space.rows.isEmpty {
      // What computes rows again need not even be found.
      var space = space
      space.rows = []
      return search(of: space).best(for: goal)
    }
    let limit = Int(exactly: (Double(graph.macs.nominal) * goal.maxWork).rounded(.down)) ?? .max
    func fits(_ found: FoundSchedule) -> Bool { found.peak <= goal.budget ?? .max && found.macs <= limit }
    if let budget = goal.budget, let cheap = leastCost(within: budget), fits(cheap) { return cheap }
    guard let least = leastPeak() else { return nil }
    if goal.budget != nil, fits(least) { return least }
    guard limit > least.macs else { return fits(least) ? least : nil }
    if let budget = goal.budget {
      return leastMACs(within: budget).flatMap { fits($0) ? $0 : nil }
    }
    return leastPeak(below: least, macs: limit)
  }
}
