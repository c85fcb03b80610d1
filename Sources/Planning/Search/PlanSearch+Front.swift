import Network

extension PlanSearch {
  /// Schedules that trade memory for work, from the most memory to the least: first those that cost fewer
  /// instructions, then, below the least that computes nothing again, those of fewer multiply-accumulates. None
  /// needs as many bytes, multiply-accumulates and instructions as another.
  ///
  /// Peaks are asked for one after the other, then what differs a little from what was found is looked at
  /// (``refine()``). Groups of channels make the space much larger, and what needs none is soon found without: so
  /// peaks are asked for without them first.
  ///
  /// - Parameters:
  ///   - resolution: the front is asked for at peaks of which each is this share below the one before.
  ///   - effort: how many times the nodes of one search it may take, with groups of channels twice as many.
  package func front(from highest: Int, resolution: Double = 0.02, effort: Int = 10) -> [FoundSchedule] {
    let first = withoutGroups()
    if first !== self { first.extend(by: effort) }
    extend(by: first === self ? effort : 2 * effort)
    let (share, most) = (first.nodeLimit / 20, first.nodeLimit * 3 / 4)
    var points: [FoundSchedule] = []
    let least = first.within(nodes: most) { () -> FoundSchedule? in
      guard let least = first.leastPeak() else { return nil }
      points = first.cheap(from: highest, to: least.peak, resolution, share) { frontCount = $0 }
      points.append(least)
      first.trade(below: least.peak, resolution, share) { frontCount = points.count + $0 }
      return least
    }
    guard let least else { return [] }
    if first !== self {
      adopt(first)
      within(nodes: most) { trade(below: least.peak, resolution, share) { frontCount = points.count + $0 } }
    }
    refine()
    points += placedPaths().flatMap(wholes)
    // From the lowest up, each point must be less work than all below it in one way or the other.
    var front: [FoundSchedule] = []
    for point in points.sorted(by: { ($0.peak, $0.macs, $0.cost) < ($1.peak, $1.macs, $1.cost) })
    where front.allSatisfy({ point.macs < $0.macs || point.cost < $0.cost }) {
      front.insert(point, at: 0)
    }
    return front
  }

  /// A search of the same space without groups of channels.
  private func withoutGroups() -> PlanSearch {
    guard space.groups != nil else { return self }
    var space = space
    space.groups = nil
    return search(of: space)
  }

  /// Takes over what another search of a part of this space placed.
  private func adopt(_ other: PlanSearch) {
    for (first, segments) in other.segments.enumerated() {
      for (position, segment) in segments.enumerated() {
        for option in segment.options where option.reached != nil {
          guard let index = look(option.form, &self.segments[first][position]) else { continue }
          self.segments[first][position].options[index] = option
        }
      }
    }
  }

  /// The cheapest schedules within ever fewer bytes.
  private func cheap(
    from highest: Int, to least: Int, _ resolution: Double, _ share: Int, told: (Int) -> Void
  ) -> [FoundSchedule] {
    var points: [FoundSchedule] = []
    var peak = highest
    while peak > least, let found = within(nodes: share, { leastCost(within: peak) }) {
      points.append(found)
      told(points.count)
      peak = next(below: min(peak, found.peak), resolution)
    }
    return points
  }

  /// Looks for schedules of few multiply-accumulates within ever fewer bytes.
  private func trade(below peak: Int, _ resolution: Double, _ share: Int, told: (Int) -> Void) {
    var peak = next(below: peak, resolution)
    // Where nothing is found within some bytes, forms for fewer may still be.
    var (count, misses) = (0, 0)
    while peak > 0, !isOutOfNodes, misses < 8 {
      if let found = within(nodes: share, { leastMACs(within: peak) }) {
        count += 1
        told(count)
        peak = next(below: min(peak, found.peak), resolution)
        misses = 0
      } else {
        peak = next(below: peak, resolution)
        misses += 1
      }
    }
  }

  private func next(below peak: Int, _ resolution: Double) -> Int {
    min(peak - 4, Int(Double(peak) * (1 - resolution))) / 4 * 4
  }

  /// A path of placed stages as a schedule; and where it needs more than its highest stage, another that does not
  /// and is nearly as light, if there is one.
  private func wholes(_ path: [SearchStep]) -> [FoundSchedule] {
    let first = found(path)
    if let first, first.peak <= reached(path) { return [first] }
    return [first, together(within: reached(path))].compactMap { $0 }
  }
}
