/// What is left of the offsets of every buffer at one node of a search.
struct OffsetState {
  /// The least and the greatest offset of every buffer, both aligned.
  private(set) var low: [Int]
  private(set) var high: [Int]
  /// Of every pair the first and the last gap that is left.
  private(set) var from: [Int]
  private(set) var to: [Int]
  /// Buffers whose pairs have not been looked at since their offsets changed.
  private var changed: [Int]
  private var isChanged: [Bool]
  /// Moments that have not been looked at since offsets of their buffers changed.
  private var isMomentChanged: [Bool]

  /// Everything that ends at or below the peak; nil where a buffer alone does not.
  init?(_ buffers: [Buffer], _ problem: OffsetProblem, _ peak: Int) {
    guard buffers.allSatisfy({ $0.bytes <= peak }) else { return nil }
    low = Array(repeating: 0, count: buffers.count)
    high = buffers.map { (peak - $0.bytes) / $0.alignment * $0.alignment }
    from = Array(repeating: 0, count: problem.pairs.count)
    to = problem.pairs.map { $0.gaps.count - 1 }
    changed = buffers.indices.filter { !problem.isLate[$0] }
    isChanged = problem.isLate.map { !$0 }
    isMomentChanged = Array(repeating: true, count: problem.moments.count)
  }

  mutating func decide(_ pair: Int, _ problem: OffsetProblem, upTo gap: Int) {
    to[pair] = gap
    touch(problem.pairs[pair].first)
  }

  mutating func decide(_ pair: Int, _ problem: OffsetProblem, from gap: Int) {
    from[pair] = gap
    touch(problem.pairs[pair].first)
  }

  private mutating func touch(_ buffer: Int) {
    guard !isChanged[buffer] else { return }
    isChanged[buffer] = true
    changed.append(buffer)
  }

  /// Takes away offsets that no gap of a pair or no room at a moment allows, until nothing changes; false,
  /// with the pair that failed, where a buffer has none left.
  mutating func narrow(_ problem: OffsetProblem, _ failed: inout Int?) -> Bool {
    repeat {
      while let buffer = changed.popLast() {
        isChanged[buffer] = false
        for moment in problem.momentsOf[buffer] { isMomentChanged[moment] = true }
        for pair in problem.pairsOf[buffer] where !narrow(pair, problem) {
          failed = pair
          return false
        }
      }
      for (index, loads) in problem.moments.enumerated() where isMomentChanged[index] {
        isMomentChanged[index] = false
        guard narrow(loads, problem, &failed) else { return false }
      }
    } while !changed.isEmpty
    return true
  }

  private mutating func narrow(_ index: Int, _ problem: OffsetProblem) -> Bool {
    let (first, second) = (problem.pairs[index].first, problem.pairs[index].second)
    guard !problem.isLate[first], !problem.isLate[second] else { return true }
    let (least, greatest) = (low[second] - high[first], high[second] - low[first])
    while problem.pairs[index].gaps[from[index]].upper < least {
      from[index] += 1
      if from[index] > to[index] { return false }
    }
    while problem.pairs[index].gaps[to[index]].lower > greatest {
      to[index] -= 1
      if from[index] > to[index] { return false }
    }
    let floor = problem.pairs[index].gaps[from[index]].lower
    let ceiling = problem.pairs[index].gaps[to[index]].upper
    return raise(second, to: low[first] + floor, problem) && raise(first, to: low[second] - ceiling, problem)
      && lower(second, to: high[first] + ceiling, problem) && lower(first, to: high[second] - floor, problem)
  }

  mutating func raise(_ buffer: Int, to offset: Int, _ problem: OffsetProblem) -> Bool {
    guard offset > low[buffer] else { return true }
    low[buffer] = offset.roundedUp(to: problem.alignments[buffer])
    touch(buffer)
    return low[buffer] <= high[buffer]
  }

  mutating func lower(_ buffer: Int, to offset: Int, _ problem: OffsetProblem) -> Bool {
    guard offset < high[buffer] else { return true }
    guard offset >= low[buffer] else { return false }
    high[buffer] = offset / problem.alignments[buffer] * problem.alignments[buffer]
    touch(buffer)
    return low[buffer] <= high[buffer]
  }
}
