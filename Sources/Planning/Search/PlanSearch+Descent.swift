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
    var trial = Trial(
      outline: outline, choices: choices, allowed: allowed, measure: measure,
      chosen: allowed.map { $0[min(1, $0.count - 1)] })
    if let before = segment.descents[measure]?[scan], before.limit >= limit.bytes, limit.reserve == 0 {
      trial.chosen = before.choices
    }
    var now = load(trial, trial.chosen, limit)
    while now.excess > 0, !isOutOfNodes {
      guard let better = lowering(trial, now, limit) else { break }
      trial.chosen = better.chosen
      now = better.load
      if now.excess == 0 || trial.chosen.count < 4 { keep(trial, scan, &segment) }
    }
    if limit.reserve == 0 {
      segment.descents[measure, default: [:]][scan] = Descent(choices: trial.chosen, limit: limit.bytes)
    }
    guard now.excess == 0 else { return }
    if measure == .cost {
      trial = Trial(
        outline: outline, choices: choices, allowed: choices.map { Array($0.indices) }, measure: measure,
        chosen: trial.chosen)
    }
    ease(&trial, within: limit)
    keep(trial, scan, &segment)
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
    var isBetter = true
    while isBetter, !isOutOfNodes {
      isBetter = false
      for part in trial.chosen.indices {
        for choice in trial.allowed[part]
        where trial.weight(part, choice) > trial.weight(part, trial.chosen[part]) {
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

  /// The change of one part that lowers most for its weight.
  private func lowering(
    _ trial: Trial, _ now: StageOutline.Load, _ limit: StageOutline.Limit
  ) -> (chosen: [Int], load: StageOutline.Load)? {
    var best: (chosen: [Int], load: StageOutline.Load, worth: Double)?
    for part in trial.chosen.indices {
      for choice in trial.allowed[part] where choice != trial.chosen[part] {
        let chosen = trial.changed(part, choice)
        let load = load(trial, chosen, limit)
        guard load.excess < now.excess else { continue }
        let paid = trial.weight(part, choice) - trial.weight(part, trial.chosen[part])
        let worth = Double(now.excess - load.excess) / Double(max(paid, 1))
        if worth > best?.worth ?? 0 { best = (chosen, load, worth) }
      }
    }
    return best.map { ($0.chosen, $0.load) }
  }

  /// Changes parts to what weighs less and still fits, what saves most first.
  private func ease(_ trial: inout Trial, within limit: StageOutline.Limit) {
    while !isOutOfNodes {
      var changes: [(part: Int, choice: Int, saved: Int)] = []
      for part in trial.chosen.indices {
        for choice in trial.allowed[part] {
          let saved = trial.weight(part, trial.chosen[part]) - trial.weight(part, choice)
          if saved > 0 { changes.append((part, choice, saved)) }
        }
      }
      changes.sort { ($1.saved, $0.part, $0.choice) < ($0.saved, $1.part, $1.choice) }
      let fitting = changes.first { load(trial, trial.changed($0.part, $0.choice), limit).excess == 0 }
      guard let fitting else { return }
      trial.chosen[fitting.part] = fitting.choice
    }
  }

  /// Makes an option of a form.
  private func keep(_ trial: Trial, _ scan: Stage.Scan, _ segment: inout SearchSegment) {
    let forms = zip(trial.choices, trial.chosen).map { $0[$1].form }
    _ = look(.pulled(scan: scan, parts: forms), &segment)
  }
}
