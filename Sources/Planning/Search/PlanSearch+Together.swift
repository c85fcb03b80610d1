import Network

extension PlanSearch {
  /// The lightest schedule whose stages fit within some bytes together, of those that are known; where none was
  /// found, the lowest of those that were tried.
  ///
  /// A whole schedule may need more than its highest stage, as what crosses from one stage to the next has one place
  /// in both. Then the fewest stages in a row are sought that don't fit together, and no path with all of them is
  /// tried again.
  func together(within peak: Int) -> FoundSchedule? {
    var queue = PathQueue(edges(within: peak))
    var left = alternatives
    var lowest: FoundSchedule?
    while left > 0, !isOutOfNodes,
      let path = queue.next(where: { option($0.last!).peak <= peak && !endsTooHigh($0, peak) })
    {
      guard path.allSatisfy({ fits($0, within: peak) }) else { continue }
      left -= 1
      guard let found = found(path) else { continue }
      if found.peak <= peak { return found }
      if found.peak < lowest?.peak ?? .max { lowest = found }
      runs[path] = found.peak
      findRun(of: path, above: peak)
    }
    return lowest
  }

  /// Whether the last stages of a path are known not to fit together.
  private func endsTooHigh(_ path: [SearchStep], _ peak: Int) -> Bool {
    path.indices.contains { runs[Array(path[$0...])] ?? 0 > peak }
  }

  /// Finds the fewest stages in a row that don't fit together.
  private func findRun(of path: [SearchStep], above peak: Int) {
    for count in 2..<max(path.count, 2) {
      for first in 0...path.count - count where placed(Array(path[first..<first + count])) > peak { return }
    }
  }

  /// The lightest options of each segment: some that were placed within the bytes, and some that may be.
  private func edges(within peak: Int) -> [[PathQueue.Edge]] {
    segments.enumerated().map { first, segments in
      segments.enumerated().flatMap { position, segment in
        let options = segment.options
        let lightest = options.indices.filter { segment.bound <= peak && options[$0].peak <= peak }.sorted {
          (options[$0].macs, options[$0].peak, $0) < (options[$1].macs, options[$1].peak, $1)
        }
        let placed = lightest.filter { options[$0].reached ?? .max <= peak }
        let open = lightest.filter { options[$0].reached == nil }
        return (placed.prefix(placedTogether) + open.prefix(openTogether)).map {
          PathQueue.Edge(
            step: SearchStep(first: first, segment: position, option: $0), end: segment.parts.upperBound,
            weight: options[$0].macs)
        }
      }
    }
  }

  /// Whether a stage alone can be placed in some bytes.
  private func fits(_ step: SearchStep, within peak: Int) -> Bool {
    if option(step).reached ?? .max > peak {
      place(
        &segments[step.first][step.segment].options[step.option],
        of: segments[step.first][step.segment].parts, within: peak, [.greedy, .exact])
    }
    return option(step).reached ?? .max <= peak
  }

  /// What some stages in a row are placed in.
  private func placed(_ run: [SearchStep]) -> Int {
    if let known = runs[run] { return known }
    var stages: [Stage] = []
    var variant = GraphVariant()
    for step in run {
      let parts = parts[segments[step.first][step.segment].parts]
      stages += graph.stages(option(step).form, of: parts)
      variant.merge(graph.variant(option(step).form, of: parts))
    }
    nodes += runPlacementNodes / nodesOfALook
    let estimate = try? planner.variant(variant).estimate(
      stages, first: parts[run[0].first].operators.lowerBound, placement: .exact,
      nodeLimit: runPlacementNodes)
    let peak = estimate?.peak ?? PlanSearch.anyPeak
    runs[run] = peak
    return peak
  }
}

/// How many options of a segment are tried with those of others, of those that were placed and of others.
private let placedTogether = 6
private let openTogether = 2

/// The narrowings that placing stages in a row may take.
private let runPlacementNodes = 8000
