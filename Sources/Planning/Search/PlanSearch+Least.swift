import Network
import Support

/// A schedule that a search found.
package struct FoundSchedule: Sendable {
  package var schedule: Schedule
  /// What its buffers were placed in, all stages together.
  package var peak: Int
  /// What no schedule of the space that was asked for is below, as far as that was proved.
  package var bound: Int
  /// Nominal multiply-accumulates.
  package var macs: Int
  /// Instructions, as the board's cost model estimates them.
  package var cost: Int

  /// Whether no schedule of the space needs less.
  package var isProved: Bool { peak <= bound }
}

extension PlanSearch {
  /// More bytes than anything needs.
  static let anyPeak = 1 << 48

  /// The schedule of least peak that computes nothing again, and of those the one of least estimated cost, as far as
  /// found; nil where the graph has none.
  package func leastPeak() -> FoundSchedule? {
    // From what must be held upwards, in small steps at first: what does not fit is soon found out.
    var low = leastHeld() - 4
    var step = max(4, low / 64)
    var lowest = path(within: low + step, .kept)
    while lowest == nil, !isOutOfNodes, low < PlanSearch.anyPeak {
      (low, step) = (low + step, step * 2)
      lowest = path(within: low + step, .kept)
    }
    guard var best = lowest else { return nil }
    repeat { best = halved(best, above: &low) } while !placeStages(best, within: peak(best)) && !isOutOfNodes
    let limit = weight(best, .kept)
    let bound = provedBound(.kept)
    let first = found(best)
    // Schedules may need more than their highest stage: of others of the same peak one may need less.
    let candidates =
      [first]
      + [peak(best), first?.peak ?? 0].map { peak in within(nodes: 20_000) { leastCost(within: peak) } }
    guard
      var least = candidates.compactMap({ $0 }).filter({ $0.macs <= limit })
        .min(by: { ($0.peak, $0.cost) < ($1.peak, $1.cost) })
    else { return nil }
    least.bound = min(bound, least.peak)
    lower(&least)
    return least
  }

  /// Goes through other paths whose stages are lower, for one that can be placed in less as a whole.
  private func lower(_ best: inout FoundSchedule) {
    var left = alternatives
    func extend(_ path: [SearchStep], from first: Int) {
      guard left > 0, !best.isProved, !isOutOfNodes else { return }
      guard first < parts.count else {
        left -= 1
        guard placeStages(path, within: best.peak - 4), let found = found(path), found.peak < best.peak else {
          return
        }
        best = FoundSchedule(
          schedule: found.schedule, peak: found.peak, bound: min(best.bound, found.peak), macs: found.macs,
          cost: found.cost)
        return
      }
      for segment in segments[first].indices where segments[first][segment].bound < best.peak {
        settle(&segments[first][segment], within: best.peak - 4, .kept)
        for option in segments[first][segment].options.indices {
          let step = SearchStep(first: first, segment: segment, option: option)
          guard self.option(step).peak < best.peak, !self.option(step).form.isAgain else { continue }
          extend(path + [step], from: segments[first][segment].parts.upperBound)
        }
      }
    }
    extend([], from: 0)
  }

  /// The schedule of least peak of at most so many multiply-accumulates, below one that is known.
  package func leastPeak(below known: FoundSchedule, macs limit: Int) -> FoundSchedule {
    var best = known
    var (low, high) = (leastHeld() - 4, known.peak)
    var step = max(4, high / 32)
    while high - low > 4, !isOutOfNodes {
      let middle = max(low + 4, step > 0 ? high - step : (low + high) / 2) / 4 * 4
      if middle <= low { break }
      if let lower = leastMACs(within: middle), lower.macs <= limit {
        if lower.peak < best.peak { best = lower }
        high = min(middle, lower.bound)
        step *= 2
      } else {
        low = middle
        step = 0
      }
    }
    while !isOutOfNodes, let lower = leastMACs(within: best.peak - 4), lower.peak < best.peak,
      lower.macs <= limit
    {
      best = lower
    }
    best.bound = min(best.peak, provedBound(.macs))
    return best
  }

  /// The schedule of least estimated cost whose stages need at most some bytes, as far as greedy placement finds.
  package func leastCost(within peak: Int) -> FoundSchedule? {
    least(.cost, within: peak, [.greedy])
  }

  /// The schedule of the fewest multiply-accumulates whose stages need at most some bytes.
  package func leastMACs(within peak: Int) -> FoundSchedule? {
    least(.macs, within: peak, [.greedy, .exact])
  }

  private func least(
    _ measure: SearchMeasure, within peak: Int, _ methods: [PlacementMethod]
  ) -> FoundSchedule? {
    for first in segments.indices {
      for segment in segments[first].indices { segments[first][segment].lookAnew() }
    }
    var nearest: FoundSchedule?
    var tries = measure == .macs ? 2 : 0
    while let best = path(within: peak, measure) {
      if measure == .macs, polish(best, within: peak, measure) { continue }
      guard placeStages(best, within: peak, methods) || isOutOfNodes else { continue }
      guard let found = found(best) else { return nil }
      let other = measure == .macs && found.peak > peak ? together(within: peak) : nil
      for found in [found, other].compactMap({ $0 }) where found.peak < nearest?.peak ?? .max {
        nearest = found
      }
      if nearest!.peak <= peak || tries == 0 || isOutOfNodes { return nearest }
      // As a whole it needs more than its highest stage.
      tries -= 1
      let highest = best.max { option($0).bound < option($1).bound }!
      segments[highest.first][highest.segment].look(lower: found.peak - peak, than: peak)
    }
    return nearest
  }

  /// The path with the least highest stage, between one that is known and what no path is below.
  private func halved(_ known: [SearchStep], above low: inout Int) -> [SearchStep] {
    var best = known
    var high = peak(best)
    while high - low > 4, !isOutOfNodes {
      let middle = (low + high) / 8 * 4
      if middle <= low { break }
      if let lower = path(within: middle, .kept) {
        best = lower
        high = peak(lower)
      } else {
        low = middle
      }
    }
    return best
  }

  /// What must be held between stages whatever they are: of all ways through the graph the one that needs least.
  private func leastHeld() -> Int { leastHighest { $0.bound } }

  /// What no path needs less than: of a segment of which all forms were looked at that fit, what the least of them is
  /// proved to need; of others what they hold.
  private func provedBound(_ measure: SearchMeasure) -> Int {
    leastHighest { segment in
      guard segment.goneThrough.contains(measure) else { return segment.bound }
      let options = segment.options.filter { measure != .kept || !$0.form.isAgain }
      return max(segment.bound, options.map(\.bound).min() ?? .max)
    }
  }

  private func leastHighest(_ bytes: (SearchSegment) -> Int) -> Int {
    var least = [Int](repeating: .max, count: parts.count + 1)
    least[0] = 0
    for segment in segments.joined() {
      let (first, end) = (segment.parts.lowerBound, segment.parts.upperBound)
      least[end] = min(least[end], max(least[first], bytes(segment)))
    }
    return least[parts.count]
  }

  func found(_ path: [SearchStep]) -> FoundSchedule? {
    let schedule = schedule(path)
    nodes += schedulePlacementLooks
    guard
      let estimate = try? planner.estimate(schedule, placement: .exact, source: .graph(model: graph.name))
    else { return nil }
    return FoundSchedule(
      schedule: schedule, peak: estimate.peak, bound: peak(path), macs: estimate.macs.nominal,
      cost: estimate.cost)
  }
}

/// How many forms could be looked at while a whole schedule is placed.
private let schedulePlacementLooks = 1000
