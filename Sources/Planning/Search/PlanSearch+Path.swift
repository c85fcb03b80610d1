import Network

/// A stage form on a path: which option of which segment.
package struct SearchStep: Sendable, Hashable {
  package var first: Int
  package var segment: Int
  package var option: Int

  package init(first: Int, segment: Int, option: Int) {
    (self.first, self.segment, self.option) = (first, segment, option)
  }
}

extension PlanSearch {
  /// The path of least weight whose stages need at most some bytes each, as far as is known of them; nil where there
  /// is none.
  ///
  /// Segments that were not looked at count with what no form of them is below. Those on the best path are looked at,
  /// and so on until the best path has none.
  func path(within peak: Int, _ measure: SearchMeasure) -> [SearchStep]? {
    while true {
      guard let path = shortestPath(within: peak, measure) else { return nil }
      let open = path.filter { $0.option < 0 }
      if open.isEmpty { return path }
      for step in open { settle(&segments[step.first][step.segment], within: peak, measure) }
    }
  }

  /// The shortest path over what is known; an option of -1 is a segment still to be looked at. Of paths of the same
  /// weight the one with fewest of these, then with fewest stages.
  private func shortestPath(within peak: Int, _ measure: SearchMeasure) -> [SearchStep]? {
    struct State {
      var weight: Int
      var open: Int
      var stages: Int
      var step: SearchStep
    }
    var best = [State?](repeating: nil, count: parts.count + 1)
    best[0] = State(weight: 0, open: 0, stages: 0, step: SearchStep(first: 0, segment: 0, option: 0))
    for first in parts.indices {
      guard let before = best[first] else { continue }
      for (index, segment) in segments[first].enumerated() where segment.bound <= peak {
        var (weight, option) = (0, -1)
        if segment.isSettled(within: peak, measure) || isOutOfNodes {
          guard let known = segment.best(within: peak, measure) else { continue }
          (weight, option) = (segment.options[known].weight(measure), known)
        } else {
          guard let least = segment.leastWeight(within: peak, measure) else { continue }
          weight = least
        }
        let state = State(
          weight: before.weight + weight, open: before.open + (option < 0 ? 1 : 0), stages: before.stages + 1,
          step: SearchStep(first: first, segment: index, option: option))
        let end = segment.parts.upperBound
        if let other = best[end],
          (other.weight, other.open, other.stages) <= (state.weight, state.open, state.stages)
        {
          continue
        }
        best[end] = state
      }
    }
    guard best[parts.count] != nil else { return nil }
    var steps: [SearchStep] = []
    var end = parts.count
    while end > 0 {
      steps.append(best[end]!.step)
      end = best[end]!.step.first
    }
    return steps.reversed()
  }

  func option(_ step: SearchStep) -> SearchOption { segments[step.first][step.segment].options[step.option] }

  func peak(_ path: [SearchStep]) -> Int { path.map { option($0).peak }.max() ?? 0 }

  func weight(_ path: [SearchStep], _ measure: SearchMeasure) -> Int {
    path.reduce(0) { $0 + option($1).weight(measure) }
  }

  func schedule(_ path: [SearchStep]) -> Schedule {
    var schedule = Schedule(graphHash: graph.structuralHash, stages: [])
    for step in path {
      let parts = parts[segments[step.first][step.segment].parts]
      schedule.stages += graph.stages(option(step).form, of: parts)
      schedule.variant.merge(graph.variant(option(step).form, of: parts))
    }
    return schedule
  }

  /// Places the stages of a path, the highest first, until one turns out to need more than `peak`.
  ///
  /// - Returns: whether all of them fit.
  func placeStages(
    _ path: [SearchStep], within peak: Int, _ methods: [PlacementMethod] = [.greedy, .exact]
  ) -> Bool {
    for step in path.sorted(by: { (-option($0).bound, $0.first) < (-option($1).bound, $1.first) }) {
      place(
        &segments[step.first][step.segment].options[step.option],
        of: segments[step.first][step.segment].parts, within: peak, methods)
      guard let reached = option(step).reached, reached <= peak else {
        segments[step.first][step.segment].look(lower: (option(step).reached ?? peak) - peak, than: peak)
        return false
      }
    }
    return true
  }
}
