/// The constraints between the offsets of buffers, in the form a search needs.
struct OffsetProblem {
  /// Two buffers and the differences `second - first` that their offsets may have, ascending.
  struct Pair {
    var first: Int
    var second: Int
    var gaps: [(lower: Int, upper: Int)]
  }

  /// Far below any offset and far above: where the outermost gaps end.
  static let unbounded = 1 << 48

  private(set) var pairs: [Pair] = []
  /// Of every buffer its pairs.
  private(set) var pairsOf: [[Int]]
  /// Of two buffers their pair, -1 for none, at first * buffers + second.
  private(set) var pairBetween: [Int]
  /// The loads of some moments, without those of buffers that take no part.
  private(set) var moments: [[MomentLoad]] = []
  /// Of every buffer the moments at which it holds something.
  private(set) var momentsOf: [[Int]] = []
  /// Buffers that take no part.
  private(set) var isLate: [Bool]
  let alignments: [Int]
  private let allMoments: [[MomentLoad]]

  init(_ buffers: [Buffer], _ conflicts: Conflicts, _ moments: [[MomentLoad]]) {
    alignments = buffers.map(\.alignment)
    isLate = Array(repeating: false, count: buffers.count)
    pairsOf = Array(repeating: [], count: buffers.count)
    pairBetween = Array(repeating: -1, count: buffers.count * buffers.count)
    allMoments = moments
    for first in buffers.indices {
      for (second, forbidden) in conflicts.of[first] where first < second {
        var gaps = [(lower: -Self.unbounded, upper: Self.unbounded)]
        for interval in forbidden {
          gaps[gaps.count - 1].upper = interval.lower
          gaps.append((interval.upper, Self.unbounded))
        }
        pairsOf[first].append(pairs.count)
        pairsOf[second].append(pairs.count)
        pairBetween[first * buffers.count + second] = pairs.count
        pairBetween[second * buffers.count + first] = pairs.count
        pairs.append(Pair(first: first, second: second, gaps: gaps))
      }
    }
  }

  /// Searches without these buffers.
  mutating func leave(out late: [Int]) {
    isLate = Array(repeating: false, count: isLate.count)
    for index in late { isLate[index] = true }
    let isLate = isLate
    moments = allMoments.map { $0.filter { !isLate[$0.buffer] } }.filter { $0.count > 1 }
    momentsOf = Array(repeating: [], count: isLate.count)
    for (index, loads) in moments.enumerated() {
      for load in loads { momentsOf[load.buffer].append(index) }
    }
  }
}
