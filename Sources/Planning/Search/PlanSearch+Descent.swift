import Network

/// A form of a segment while parts of it are changed: outline and choices at hand.
private struct Trial {
  let outline: StageOutline
  /// For each part its choices, and which of them may be taken.
  let choices: [[PartForms.Choice]]
  let allowed: [[Int]]
  let measure: SearchMeasure
  /// For each part the position of what was chosen.
  var chosen: [Int]

  func load(_ chosen: [Int], above limit: StageOutline.Limit) -> StageOutline.Load {
    outline.load(of: zip(choices, chosen).map { $0[$1].script }, above: limit)
  }

  func weight(_ part: Int, _ choice: Int) -> Int { choices[part][choice].weight(measure) }

  var weight: Int { chosen.indices.reduce(0) { $0 + weight($1, chosen[$1]) } }

  func changed(_ part: Int, _ choice: Int) -> [Int] {
    var changed = chosen
    changed[part] = choice
    return changed
  }
}

extension PlanSearch {
  /// From the narrowest tiles, changes one part after the other, the one first that lowers most of what exceeds some
  /// bytes for what it weighs, until it fits; then changes parts to what weighs less and still fits.
  ///
  /// Everything that exceeds the bytes counts, moment by moment, so that changes are seen too that lower one of
  /// several moments that are too high.
  func descend(
    _ segment: inout SearchSegment, _ scan: Stage.Scan, to peak: Int, _ measure: SearchMeasure
  ) {
    let limit = segment.limit(for: peak)
    guard let outline = outline(of: segment, scan), limit.bytes > 0 else { return }
    let choices = segment.parts.map { partForms($0, scan).choices }
    let allowed = allowed(choices, measure)
    guard allowed.allSatisfy({ !$0.isEmpty }) else { return }
    guard floor(&segment, scan, choices, outline) <= limit.bytes else { return }
    for start in starts(choices, allowed, segment.descents[measure]?[scan], limit) {
      var trial = Trial(
        outline: outline, choices: choices, allowed: allowed, measure: measure, chosen: start)
      let now = lower(&trial, limit)
      if limit.reserve == 0, segment.descents[measure]?[scan] == nil || now.excess == 0 {
        segment.descents[measure, default: [:]][scan] = Descent(choices: trial.chosen, limit: limit.bytes)
      }
      guard now.excess == 0 else { continue }
      if measure == .cost {
        trial = Trial(
          outline: outline, choices: choices, allowed: choices.map { Array($0.indices) }, measure: measure,
          chosen: trial.chosen)
      }
      ease(&trial, within: limit)
      keep(trial, scan, &segment)
    }
  }

  /// What a segment needs between its parts, whatever these hold inside: longer stages are soon found not to fit.
  private func floor(
    _ segment: inout SearchSegment, _ scan: Stage.Scan, _ choices: [[PartForms.Choice]],
    _ outline: StageOutline
  ) -> Int {
    if let known = segment.floors[scan] { return known }
    nodes += 1
    let scripts = choices.map { choices in
      (choices.first { $0.form == .tiles(columns: space.columns[0]) } ?? choices[0]).script.holdingNothing
    }
    let floor = outline.load(of: scripts).bound
    segment.floors[scan] = floor
    return floor
  }

  /// What descents begin with: the narrowest tiles; where the last one ended that was asked for no fewer bytes; and
  /// where work may be spent, what holds least.
  private func starts(
    _ choices: [[PartForms.Choice]], _ allowed: [[Int]], _ before: Descent?, _ limit: StageOutline.Limit
  ) -> [[Int]] {
    var starts = [allowed.map { $0[min(1, $0.count - 1)] }]
    if let before, before.limit >= limit.bytes, limit.reserve == 0 { starts.append(before.choices) }
    if zip(choices, allowed).contains(where: { choices, allowed in choices[allowed.last!].form.isAgain }) {
      // The last form keeps all rows, each group of channels apart; the one before it in the list of forms none.
      starts.append(allowed.map { $0.last! })
      starts.append(
        zip(choices, allowed).map { choices, allowed in
          allowed.firstIndex { choices[$0].form.holdsNothing }.map { allowed[$0] }
            ?? allowed[min(1, allowed.count - 1)]
        })
    }
    return starts.enumerated().filter { starts[..<$0.offset].contains($0.element) == false }.map(\.element)
  }

  /// Looks for stages that weigh less than those of a path by making one part heavier and others lighter for it.
  ///
  /// - Returns: whether there are some.
  func polish(_ path: [SearchStep], within peak: Int, _ measure: SearchMeasure) -> Bool {
    var isBetter = false
    for step in path {
      let segment = segments[step.first][step.segment]
      let option = segment.options[step.option]
      let limit = segment.limit(for: peak)
      guard !segment.goneThrough.contains(measure), segment.polished != limit,
        case .pulled(let scan, let forms) = option.form, let outline = outline(of: segment, scan)
      else { continue }
      segments[step.first][step.segment].polished = limit
      let choices = segment.parts.map { partForms($0, scan).choices }
      var trial = Trial(
        outline: outline, choices: choices, allowed: allowed(choices, measure), measure: measure,
        chosen: zip(choices, forms).map { choices, form in choices.firstIndex { $0.form == form }! })
      guard load(trial, trial.chosen, limit).excess == 0 else { continue }
      let before = trial.weight
      exchange(&trial, within: limit)
      guard trial.weight < before else { continue }
      keep(trial, scan, &segments[step.first][step.segment])
      isBetter = true
    }
    return isBetter
  }

  /// Makes one part heavier where others can be made lighter by more for it.
  private func exchange(_ trial: inout Trial, within limit: StageOutline.Limit) {
    ease(&trial, within: limit)
    let enough = nodes + exchangeLooks
    var isBetter = true
    while isBetter, !isOutOfNodes {
      isBetter = false
      for part in trial.chosen.indices {
        for choice in trial.allowed[part]
        where nodes < enough && trial.weight(part, choice) > trial.weight(part, trial.chosen[part]) {
          var other = trial
          other.chosen[part] = choice
          guard load(other, other.chosen, limit).excess == 0 else { continue }
          ease(&other, within: limit)
          if other.weight < trial.weight {
            trial = other
            isBetter = true
          }
        }
      }
    }
  }

  private func allowed(_ choices: [[PartForms.Choice]], _ measure: SearchMeasure) -> [[Int]] {
    choices.map { choices in
      choices.indices.filter {
        let form = choices[$0].form
        return !form.isWide(space) && (measure != .kept || !form.isAgain)
      }
    }
  }

  private func load(_ trial: Trial, _ chosen: [Int], _ limit: StageOutline.Limit) -> StageOutline.Load {
    nodes += 1
    return trial.load(chosen, above: limit)
  }

  /// Changes parts, the one first that lowers most for its weight, until all fits or nothing lowers more.
  ///
  /// A change lowers the less the more were made before. So what it was worth once is what it is worth at most, and only
  /// those are looked at again that may be worth most.
  private func lower(_ trial: inout Trial, _ limit: StageOutline.Limit) -> StageOutline.Load {
    var now = load(trial, trial.chosen, limit)
    guard now.excess > 0 else { return now }
    var changes: [(worth: Double, part: Int, choice: Int)] = []
    for part in trial.chosen.indices where canLower(trial, part, now, limit) {
      for choice in trial.allowed[part] where choice != trial.chosen[part] {
        let worth = worth(trial, part, choice, now, limit).worth
        if worth > 0 { changes.append((worth, part, choice)) }
      }
    }
    changes.sort { ($0.worth, $1.part, $1.choice) < ($1.worth, $0.part, $0.choice) }
    while now.excess > 0, !isOutOfNodes, let change = changes.popLast() {
      guard trial.chosen[change.part] != change.choice else { continue }
      let (worth, load) = worth(trial, change.part, change.choice, now, limit)
      guard worth > 0 else { continue }
      if worth >= changes.last?.worth ?? 0 {
        trial.chosen[change.part] = change.choice
        now = load
      } else {
        let position = changes.firstIndex { $0.worth > worth } ?? changes.count
        changes.insert((worth, change.part, change.choice), at: position)
      }
    }
    return now
  }

  /// What a change lowers for its weight.
  private func worth(
    _ trial: Trial, _ part: Int, _ choice: Int, _ now: StageOutline.Load, _ limit: StageOutline.Limit
  ) -> (worth: Double, load: StageOutline.Load) {
    let load = load(trial, trial.changed(part, choice), limit)
    let paid = trial.weight(part, choice) - trial.weight(part, trial.chosen[part])
    return (Double(now.excess - load.excess) / Double(max(paid, 1)), load)
  }

  /// Whether one of a few of a part's forms that differ most lowers anything.
  private func canLower(
    _ trial: Trial, _ part: Int, _ now: StageOutline.Load, _ limit: StageOutline.Limit
  ) -> Bool {
    let allowed = trial.allowed[part]
    guard allowed.count > 8 else { return true }
    let again = allowed.firstIndex { trial.choices[part][$0].form.isAgain } ?? 0
    let nothing = allowed.firstIndex { trial.choices[part][$0].form.holdsNothing } ?? 1
    let some = Set([1, again, nothing, allowed.count - 1])
    return some.sorted().contains { index in
      allowed[index] != trial.chosen[part]
        && load(trial, trial.changed(part, allowed[index]), limit).excess < now.excess
    }
  }

  /// Changes parts to what weighs less and still fits, what saves most first.
  private func ease(_ trial: inout Trial, within limit: StageOutline.Limit) {
    var changes: [(part: Int, choice: Int, saved: Int)] = []
    for part in trial.chosen.indices {
      for choice in trial.allowed[part] {
        let saved = trial.weight(part, trial.chosen[part]) - trial.weight(part, choice)
        if saved > 0 { changes.append((part, choice, saved)) }
      }
    }
    changes.sort { ($1.saved, $0.part, $0.choice) < ($0.saved, $1.part, $1.choice) }
    for (part, choice, _) in changes where !isOutOfNodes {
      guard trial.weight(part, choice) < trial.weight(part, trial.chosen[part]),
        load(trial, trial.changed(part, choice), limit).excess == 0
      else { continue }
      trial.chosen[part] = choice
    }
  }

  /// Makes an option of a form.
  private func keep(_ trial: Trial, _ scan: Stage.Scan, _ segment: inout SearchSegment) {
    let forms = zip(trial.choices, trial.chosen).map { $0[$1].form }
    _ = look(.pulled(scan: scan, parts: forms), &segment)
  }
}

/// How many forms exchanging parts of one stage may look at.
private let exchangeLooks = 2000
