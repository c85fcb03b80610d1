/// The paths over some stages, from the least weight up.
package struct PathQueue {
  /// A stage that a path may take.
  package struct Edge: Sendable {
    package var step: SearchStep
    package var end: Int
    package var weight: Int

    /// - Parameter end: the position of the part behind it.
    package init(step: SearchStep, end: Int, weight: Int) {
      self.step = step
      self.end = end
      self.weight = weight
    }
  }

  private struct Begun {
    var steps: [SearchStep]
    var end: Int
    var weight: Int
    /// What the whole path weighs at least.
    var total: Int
  }

  private let edges: [[Edge]]
  /// What the rest of a path weighs at least from each place between parts on; nil where none leads on.
  private let rest: [Int?]
  /// The least last.
  private var open: [Begun] = []
  private var taken = 0

  /// - Parameter edges: by the position of their first part.
  package init(_ edges: [[Edge]]) {
    var rest = [Int?](repeating: nil, count: edges.count + 1)
    rest[edges.count] = 0
    for first in edges.indices.reversed() {
      rest[first] = edges[first].compactMap { edge in rest[edge.end].map { $0 + edge.weight } }.min()
    }
    (self.edges, self.rest) = (edges, rest)
    if let total = rest[0] { open = [Begun(steps: [], end: 0, weight: 0, total: total)] }
  }

  /// The next path; nil where there is none, or where very many were begun.
  ///
  /// - Parameter fit: whether a path may begin with some stages.
  package mutating func next(where fit: ([SearchStep]) -> Bool) -> [SearchStep]? {
    while let path = open.popLast(), taken < mostPathsBegun {
      taken += 1
      if path.end == edges.count { return path.steps }
      for edge in edges[path.end] {
        let steps = path.steps + [edge.step]
        guard let rest = rest[edge.end], fit(steps) else { continue }
        let weight = path.weight + edge.weight
        insert(Begun(steps: steps, end: edge.end, weight: weight, total: weight + rest))
      }
    }
    return nil
  }

  /// Of paths of the same weight the one comes first that leads farthest, and of these the one begun first.
  private mutating func insert(_ path: Begun) {
    var (low, high) = (0, open.count)
    while low < high {
      let middle = (low + high) / 2
      if (open[middle].total, -open[middle].end) > (path.total, -path.end) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    open.insert(path, at: low)
  }
}

/// How many beginnings of paths are looked at.
private let mostPathsBegun = 20_000
