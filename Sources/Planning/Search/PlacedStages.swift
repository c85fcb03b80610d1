/// The stages of a search that were placed, and what the best paths over them are.
struct PlacedStages {
  private struct Placed {
    var peak: Int
    var weight: Int
    var option: Int
  }

  /// What is least up to each place between parts, and from each on; nil where no path leads.
  private struct Rest {
    var before: [Int?]
    var behind: [Int?]
  }

  /// By first part and segment those that no other of their segment is better than, the lowest first.
  private let stages: [[[Placed]]]
  private let ends: [[Int]]
  /// By the bytes that stages may need.
  private var rests: [Int: Rest] = [:]

  init(_ segments: [[SearchSegment]]) {
    ends = segments.map { $0.map(\.parts.upperBound) }
    stages = segments.map { $0.map(PlacedStages.best) }
  }

  private static func best(of segment: SearchSegment) -> [Placed] {
    let placed = segment.options.indices.compactMap { index in
      segment.options[index].reached.map {
        Placed(peak: $0, weight: segment.options[index].macs, option: index)
      }
    }
    var best: [Placed] = []
    for stage in placed.sorted(by: { ($0.peak, $0.weight, $0.option) < ($1.peak, $1.weight, $1.option) })
    where stage.weight < best.last?.weight ?? .max {
      best.append(stage)
    }
    return best
  }

  /// The path of fewest multiply-accumulates whose stages need at most some bytes each.
  func path(within peak: Int) -> [SearchStep]? {
    var queue = PathQueue(
      stages.indices.map { first in
        stages[first].indices.compactMap { segment in
          best(first, segment, within: peak).map {
            PathQueue.Edge(
              step: SearchStep(first: first, segment: segment, option: $0.option), end: ends[first][segment],
              weight: $0.weight)
          }
        }
      })
    return queue.next { _ in true }
  }

  /// Whether a path through a stage of some bytes and weight is lighter than all others within as many bytes.
  mutating func isBetter(_ parts: Range<Int>, weight: Int, within peak: Int) -> Bool {
    let rest = rest(within: peak)
    guard let before = rest.before[parts.lowerBound], let behind = rest.behind[parts.upperBound] else {
      return false
    }
    return before + weight + behind < rest.behind[0] ?? .max
  }

  private func best(_ first: Int, _ segment: Int, within peak: Int) -> Placed? {
    stages[first][segment].last { $0.peak <= peak }
  }

  private mutating func rest(within peak: Int) -> Rest {
    if let known = rests[peak] { return known }
    let none = [Int?](repeating: nil, count: stages.count + 1)
    var rest = Rest(before: none, behind: none)
    (rest.before[0], rest.behind[stages.count]) = (0, 0)
    for first in stages.indices {
      for (segment, end) in ends[first].enumerated() {
        guard let before = rest.before[first], let stage = best(first, segment, within: peak) else {
          continue
        }
        rest.before[end] = min(rest.before[end] ?? .max, before + stage.weight)
      }
    }
    for first in stages.indices.reversed() {
      for (segment, end) in ends[first].enumerated() {
        guard let behind = rest.behind[end], let stage = best(first, segment, within: peak) else { continue }
        rest.behind[first] = min(rest.behind[first] ?? .max, behind + stage.weight)
      }
    }
    rests[peak] = rest
    return rest
  }
}
