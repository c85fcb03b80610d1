/// A search for offsets below a given peak.
///
/// Two buffers that conflict have gaps between their forbidden offsets; the difference of their offsets lies
/// in one of them. The search narrows the offsets of every buffer to what some gap allows
/// (``OffsetState``) and, while the least offsets of two buffers still fall between gaps, decides on which
/// side the difference lies. When no two do, the least offsets are a placement; when a decision leaves a
/// buffer no offset, the search goes back. No placement is passed over, so where it ends with none there is
/// none. Pairs whose decisions failed often are decided first, as in Boussemart et al., "Boosting systematic
/// search by weighting constraints" (ECAI 2004).
struct OffsetSearch {
  enum Answer {
    /// Of every buffer but those left out.
    case found([Int?])
    case none
    /// The nodes ran out.
    case unknown
  }

  /// The narrowings of the last search.
  private(set) var nodes = 0
  private let buffers: [Buffer]
  private var problem: OffsetProblem
  /// Of every pair, how often it left a buffer without an offset.
  private var failures: [Int]

  init(_ buffers: [Buffer], _ conflicts: Conflicts, _ moments: [[MomentLoad]]) {
    self.buffers = buffers
    problem = OffsetProblem(buffers, conflicts, moments)
    failures = Array(repeating: 1, count: problem.pairs.count)
  }

  /// Whether and how all buffers but those left out fit below a peak, trying the order of `guess` first.
  mutating func place(below peak: Int, without late: [Int], like guess: [Int], nodeLimit: Int) -> Answer {
    nodes = 0
    problem.leave(out: late)
    guard let start = OffsetState(buffers, problem, peak) else { return .none }
    var state = start
    var open: [OffsetState] = []
    while nodes < nodeLimit {
      nodes += 1
      var failed: Int?
      if state.narrow(problem, &failed) {
        guard let (pair, gap) = nextDecision(state) else {
          return .found(problem.isLate.indices.map { problem.isLate[$0] ? nil : state.low[$0] })
        }
        var other = state
        let distance = guess[problem.pairs[pair].second] - guess[problem.pairs[pair].first]
        if distance <= problem.pairs[pair].gaps[gap].upper {
          state.decide(pair, problem, upTo: gap)
          other.decide(pair, problem, from: gap + 1)
        } else {
          state.decide(pair, problem, from: gap + 1)
          other.decide(pair, problem, upTo: gap)
        }
        open.append(other)
      } else {
        if let failed { failures[failed] += 1 }
        guard let next = open.popLast() else { return .none }
        state = next
      }
    }
    return .unknown
  }

  /// The pair to decide next and the gap below its forbidden offset; nil when the least offsets are allowed.
  private func nextDecision(_ state: OffsetState) -> (pair: Int, gap: Int)? {
    var best: (pair: Int, gap: Int)?
    var greatest = -1
    for (index, pair) in problem.pairs.enumerated() where state.from[index] < state.to[index] {
      guard !problem.isLate[pair.first], !problem.isLate[pair.second] else { continue }
      let distance = state.low[pair.second] - state.low[pair.first]
      var gap = state.from[index]
      while pair.gaps[gap + 1].lower <= distance, gap + 1 < state.to[index] { gap += 1 }
      guard pair.gaps[gap].upper < distance, distance < pair.gaps[gap + 1].lower else { continue }
      let weight = failures[index] * (pair.gaps[gap + 1].lower - pair.gaps[gap].upper)
      if weight > greatest {
        greatest = weight
        best = (index, gap)
      }
    }
    return best
  }
}
