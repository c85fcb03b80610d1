import Network

/// A stage form that was looked at, and what is known of it.
struct SearchOption: Sendable {
  var form: StageForm
  /// Nominal multiply-accumulates.
  var macs: Int
  /// Instructions, as the board's cost model estimates them.
  var cost: Int
  /// No placement of it is below these bytes.
  var bound: Int
  /// The least bytes that it was placed in.
  var reached: Int?
  /// Whether placing it again would find nothing less.
  var isExact = false

  /// The least bytes it may still turn out to need, or those it needs.
  var peak: Int { isExact ? reached ?? bound : bound }

  /// The bytes it counts with where something is to be least: for cost a placement found greedily is good enough.
  func peak(_ measure: SearchMeasure) -> Int { measure == .cost ? reached ?? bound : peak }

  func weight(_ measure: SearchMeasure) -> Int { measure == .cost ? cost : macs }
}

/// What a path through a graph is to have least of.
enum SearchMeasure: Sendable {
  /// Multiply-accumulates, of forms that compute nothing again.
  case kept
  /// Multiply-accumulates.
  case macs
  /// Estimated instructions.
  case cost
}

/// Some consecutive parts as one stage: the forms of it that were looked at so far.
struct SearchSegment: Sendable {
  /// Positions of parts.
  let parts: Range<Int>
  /// No form is below these bytes, nor has less of either measure.
  let bound: Int
  let macs: Int
  let cost: Int
  var options: [SearchOption] = []
  var known: [StageForm: Int?] = [:]
  /// Within which bytes the best form is among those looked at, as far as is known how to find it; by measure.
  private var settled: [SearchMeasure: ClosedRange<Int>] = [:]
  /// The least weight that was found, and within how many bytes; the fewest of all that were asked for.
  private var least: [SearchMeasure: (peak: Int, weight: Int)] = [:]
  /// How much less is asked for than may be needed, as forms of the segment cannot be placed in what lives at once.
  private var slack = 0
  private var reserve = 0
  /// For which limit the option of fewest multiply-accumulates was changed part by part.
  var polished: StageOutline.Limit?
  /// What it needs between its parts; by scan.
  var floors: [Stage.Scan: Int] = [:]
  /// What the last search for a form of it ended with; by measure and scan.
  var descents: [SearchMeasure: [Stage.Scan: Descent]] = [:]
  /// For which measures it has so few forms that all are looked at which could fit.
  var goneThrough: Set<SearchMeasure> = []

  /// The option of least weight within some bytes; of several the lowest, then the first.
  func best(within peak: Int, _ measure: SearchMeasure) -> Int? {
    var best: Int?
    for (index, option) in options.enumerated()
    where option.peak(measure) <= peak && (measure != .kept || !option.form.isAgain) {
      guard let current = best else {
        best = index
        continue
      }
      let (new, old) = (option.weight(measure), options[current].weight(measure))
      if new < old || (new == old && option.peak < options[current].peak) { best = index }
    }
    return best
  }

  /// Says that the best form is known within these bytes, and within less as long as it fits or where none does.
  mutating func settle(within peak: Int, _ measure: SearchMeasure) {
    let best = best(within: peak, measure)
    if peak <= least[measure]?.peak ?? .max {
      least[measure] = (peak, best.map { options[$0].weight(measure) } ?? PlanSearch.anyPeak)
    }
    let low = best.map { options[$0].peak(measure) } ?? 0
    let old = settled[measure].map { $0.upperBound >= low - 1 && $0.lowerBound <= peak ? $0 : low...peak }
    settled[measure] = min(low, old?.lowerBound ?? low)...max(peak, old?.upperBound ?? peak)
  }

  /// What it weighs at least within some bytes, as what was found within more says; nil where none was found then.
  func leastWeight(within peak: Int, _ measure: SearchMeasure) -> Int? {
    let floor = measure == .cost ? cost : macs
    guard let least = least[measure], least.peak >= peak else { return floor }
    return least.weight == PlanSearch.anyPeak ? nil : max(floor, least.weight)
  }

  /// Says that forms must be looked for again that are lower than what is asked for, as one that was found could not
  /// be placed in what lives at one time but needs so much more.
  mutating func look(lower bytes: Int, than peak: Int) {
    if reserve < 4 { reserve += 1 } else { slack = min(slack + max(4, bytes), peak / 8) }
    settled = [:]
  }

  /// Says that forms need not be lower than what is asked for.
  mutating func lookAnew() {
    if reserve > 0 { settled = [:] }
    (slack, reserve) = (0, 0)
  }

  /// What forms are to stay within where so many bytes are there.
  func limit(for peak: Int) -> StageOutline.Limit {
    StageOutline.Limit(bytes: peak - slack, reserve: reserve)
  }

  init(parts: Range<Int>, bound: Int, macs: Int, cost: Int) {
    self.parts = parts
    self.bound = bound
    self.macs = macs
    self.cost = cost
  }

  func isSettled(within peak: Int, _ measure: SearchMeasure) -> Bool {
    goneThrough.contains(measure) || settled[measure]?.contains(peak) ?? false
  }
}

/// Where a descent ended: from here it goes on to fewer bytes.
struct Descent: Sendable {
  /// For each part the position of its form among ``PartForms/choices``.
  var choices: [Int]
  /// The bytes it was asked for.
  var limit: Int
}
