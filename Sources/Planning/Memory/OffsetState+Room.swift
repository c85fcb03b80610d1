extension OffsetState {
  /// Takes away offsets that leave too little room for what lives at one moment.
  ///
  /// Bytes that live together lie apart: what has to lie between two addresses must fit between them, and a
  /// buffer that is decided to lie above others begins no lower than their bytes reach, stacked.
  mutating func narrow(_ loads: [MomentLoad], _ problem: OffsetProblem, _ failed: inout Int?) -> Bool {
    let byStart = loads.sorted { low[$0.buffer] + $0.lowest > low[$1.buffer] + $1.lowest }
    let byEnd = loads.sorted { high[$0.buffer] + $0.highest < high[$1.buffer] + $1.highest }
    for first in byStart {
      let start = low[first.buffer] + first.lowest
      var bytes = 0
      for load in byEnd where low[load.buffer] + load.lowest >= start {
        bytes += load.bytes
        if start + bytes > high[load.buffer] + load.highest {
          failed = problem.pairBetween[first.buffer * low.count + load.buffer]
          if failed == -1 { failed = nil }
          return false
        }
      }
    }
    for load in loads {
      var (bytes, least) = (0, Int.min)
      for other in byStart where lies(other.buffer, below: load.buffer, problem) {
        bytes += other.bytes
        least = max(least, low[other.buffer] + other.lowest + bytes)
      }
      if bytes > 0, !raise(load.buffer, to: least - load.lowest, problem) { return false }
      var greatest = Int.max
      bytes = 0
      for other in byEnd where lies(load.buffer, below: other.buffer, problem) {
        bytes += other.bytes
        greatest = min(greatest, high[other.buffer] + other.highest - bytes)
      }
      if bytes > 0, !lower(load.buffer, to: greatest - load.highest, problem) { return false }
    }
    return true
  }

  /// Whether every row of one buffer is decided to lie below the rows of the other that live with it.
  private func lies(_ one: Int, below other: Int, _ problem: OffsetProblem) -> Bool {
    guard one != other else { return false }
    let pair = problem.pairBetween[one * low.count + other]
    guard pair >= 0 else { return false }
    return problem.pairs[pair].first == one
      ? from[pair] == problem.pairs[pair].gaps.count - 1 : to[pair] == 0
  }
}
