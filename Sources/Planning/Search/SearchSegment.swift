import Network

/// A stage form that was looked at, and what is known of it.
struct SearchOption: Sendable {
  var form: StageForm
  var stages: [Stage]
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
  var settled: [SearchMeasure: Range<Int>] = [:]
  /// The least bytes that a form holds between rows that was left out for it: of what is being settled, and of what
  /// was settled last by each measure.
  var dismissed = Int.max
  private(set) var leftOut: [SearchMeasure: Int] = [:]
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

  /// Says that the best form is known within these bytes, and within more up to what was left out.
  mutating func settle(from peak: Int, _ measure: SearchMeasure) {
    leftOut[measure] = dismissed
    let new = peak..<max(peak + 1, dismissed)
    guard let old = settled[measure], old.lowerBound <= new.upperBound, new.lowerBound <= old.upperBound
    else {
      settled[measure] = new
      return
    }
    settled[measure] = min(old.lowerBound, new.lowerBound)..<max(old.upperBound, new.upperBound)
  }

  init(parts: Range<Int>, bound: Int, macs: Int, cost: Int) {
    self.parts = parts
    self.bound = bound
    self.macs = macs
    self.cost = cost
  }

  func isSettled(within peak: Int, _ measure: SearchMeasure) -> Bool {
    settled[measure]?.contains(peak) ?? false
  }
}
