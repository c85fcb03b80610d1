import Network

extension PlanSearch {
  /// Looks at one form of a stage once, if it can be lowered and what it holds between rows fits in some bytes.
  ///
  /// - Returns: the position among the segment's options.
  func look(_ form: StageForm, _ segment: inout SearchSegment, within peak: Int = .max) -> Int? {
    if let known = segment.known[form] { return known }
    let held = held(form, segment)
    guard held <= peak else {
      segment.dismissed = min(segment.dismissed, held)
      return nil
    }
    var option = SearchOption(
      form: form, stages: graph.stages(form, of: parts[segment.parts]), macs: 0, cost: 0, bound: segment.bound
    )
    var first = parts[segment.parts.lowerBound].operators.lowerBound
    var found: Int?
    nodes += 1
    do {
      for stage in option.stages {
        let estimate = try planner.estimate(stage, first: first, placement: nil)
        option.macs += estimate.macs.nominal
        option.cost += estimate.cost
        option.bound = max(option.bound, estimate.bound)
        first = graph.operatorIndex(named: stage.last)! + 1
      }
      found = segment.options.count
      segment.options.append(option)
    } catch {}
    segment.known[form] = .some(found)
    return found
  }

  /// What a form holds between rows of its output and of parts inside; no more than its peak.
  private func held(_ form: StageForm, _ segment: SearchSegment) -> Int {
    guard case .pulled(let scan, let forms) = form else { return 0 }
    let first = segment.parts.lowerBound
    var held = 0
    for count in 1...forms.count where !forms[count - 1].isAgain {
      let pattern = HeldPattern(scan: scan, again: forms.prefix(count).map(\.isAgain))
      let between = heldBetweenRows[first][pattern] ?? keptRows(first, pattern)
      heldBetweenRows[first][pattern] = between
      held = max(held, between.inside + (count == forms.count ? between.result : 0))
    }
    return held
  }

  private func keptRows(_ first: Int, _ pattern: HeldPattern) -> KeptRows {
    let parts = parts[first..<first + pattern.again.count]
    let operators = parts.first!.operators.lowerBound...parts.last!.operators.upperBound
    let forms = pattern.again.map { $0 ? PartForm.again(rows: 1, columns: 1) : .rows }
    return KeptRows(
      operators: operators, stage: graph.stages(.pulled(scan: pattern.scan, parts: forms), of: parts)[0],
      of: graph, streamed: planner.input == .streamed ? Set(graph.inputs) : [])
  }

  /// Finds whether an option's stages can be placed in some bytes: greedily, then exactly.
  func place(
    _ option: inout SearchOption, first: OperatorIndex, within peak: Int, _ methods: [PlacementMethod]
  ) {
    for method in methods where option.reached ?? .max > peak && !option.isExact {
      var first = first
      var reached = option.bound
      for stage in option.stages {
        nodes += 1
        guard
          let estimate = try? planner.estimate(
            stage, first: first, placement: method, nodeLimit: stagePlacementNodes)
        else { return }
        reached = max(reached, estimate.peak)
        option.bound = max(option.bound, estimate.bound)
        first = graph.operatorIndex(named: stage.last)! + 1
      }
      option.reached = min(option.reached ?? .max, reached)
      if method == .exact { option.isExact = true }
    }
  }

  /// Looks at forms of a segment until its best within some bytes is known: at all of them where they are few,
  /// else at those whose parts are alike and then, changing one part at a time, at others.
  func settle(_ segment: inout SearchSegment, within peak: Int, _ measure: SearchMeasure) {
    guard !segment.isSettled(within: peak, measure) else { return }
    segment.dismissed = .max
    defer { segment.settle(from: peak, measure) }
    // Wider tiles than the narrowest cost memory only.
    let all = segment.parts.map { space.forms(of: parts[$0]) }
    let narrow = all.map { $0.filter { !$0.isWide(space) && (measure != .kept || !$0.isAgain) } }
    let forms = measure == .cost ? all : narrow
    if segment.parts.count == 1 { _ = look(.layers, &segment) }
    var count = scans.count
    for forms in forms where count <= space.exhaustiveForms { count *= forms.count }
    if count <= space.exhaustiveForms {
      for scan in scans {
        for parts in combinations(forms) {
          _ = look(.pulled(scan: scan, parts: parts), &segment, within: peak)
        }
      }
      segment.goneThrough.insert(measure)
      return
    }
    for scan in scans {
      for alike in measure == .cost ? 0...space.columns.count : 0...1 {
        let parts = forms.map { $0[min(alike, $0.count - 1)] }
        _ = look(.pulled(scan: scan, parts: parts.map { $0.isAgain ? .rows : $0 }), &segment, within: peak)
      }
    }
    if segment.best(within: peak, measure) == nil {
      for scan in scans { descend(&segment, narrow, scan, to: peak, measure) }
    }
    if let best = segment.best(within: peak, measure) {
      ease(&segment, forms, from: best, within: peak, measure)
    }
  }

  private var scans: [Stage.Scan] { [.down, .up] }

  /// From the narrowest tiles, lets parts compute rows again, the cheapest for the bytes it saves first, until what is
  /// held between rows fits; from there changes the part whose change saves most bytes for its weight, until it fits.
  private func descend(
    _ segment: inout SearchSegment, _ forms: [[PartForm]], _ scan: Stage.Scan, to peak: Int,
    _ measure: SearchMeasure
  ) {
    var parts = forms.map { $0[min(1, $0.count - 1)] }
    var held = held(.pulled(scan: scan, parts: parts), segment)
    while held > peak {
      var best: (part: Int, form: PartForm, held: Int, worth: Double)?
      for (index, forms) in forms.enumerated() where !parts[index].isAgain {
        guard let form = forms.last(where: \.isAgain) else { continue }
        var changed = parts
        changed[index] = form
        let after = self.held(.pulled(scan: scan, parts: changed), segment)
        let expansion = self.parts[segment.parts.lowerBound + index].expansion!
        let worth = Double(held - max(after, peak)) / Double(max(1, floors[expansion].macs))
        if after < held, worth > best?.worth ?? 0 { best = (index, form, after, worth) }
      }
      guard let best else {
        segment.dismissed = min(segment.dismissed, held)
        return
      }
      parts[best.part] = best.form
      held = best.held
    }
    guard var current = look(.pulled(scan: scan, parts: parts), &segment) else { return }
    while segment.options[current].peak > peak, !isOutOfNodes {
      let before = segment.options[current]
      var best: (option: Int, worth: Double)?
      for form in promising(neighbours(before.form, forms), before, segment) {
        guard let changed = look(form, &segment, within: before.peak - 1) else { continue }
        let after = segment.options[changed]
        let saved = before.peak - max(after.peak, peak)
        guard saved > 0 else { continue }
        let paid = after.weight(measure) - before.weight(measure)
        let worth = Double(saved) / Double(max(paid, 1))
        if worth > best?.worth ?? 0 { best = (changed, worth) }
      }
      guard let best else { return }
      current = best.option
    }
  }

  /// Those of some forms whose change lets least be held between rows; where none lets less be held, all.
  private func promising(
    _ forms: [StageForm], _ before: SearchOption, _ segment: SearchSegment
  ) -> [StageForm] {
    let now = held(before.form, segment)
    let better = forms.map { ($0, held($0, segment)) }.filter { $0.1 < now }.sorted { $0.1 < $1.1 }
    return better.isEmpty ? forms : better.prefix(promisingForms).map(\.0)
  }

  /// From an option that fits, changes one part after the other to what weighs less and still fits.
  private func ease(
    _ segment: inout SearchSegment, _ forms: [[PartForm]], from start: Int, within peak: Int,
    _ measure: SearchMeasure
  ) {
    var current = start
    while !isOutOfNodes {
      let before = current
      for form in neighbours(segment.options[current].form, forms) {
        guard let changed = look(form, &segment, within: peak), segment.options[changed].peak <= peak,
          segment.options[changed].weight(measure) < segment.options[current].weight(measure)
        else { continue }
        current = changed
      }
      if current == before { return }
    }
  }

  /// The forms that differ in one part.
  private func neighbours(_ form: StageForm, _ forms: [[PartForm]]) -> [StageForm] {
    guard case .pulled(let scan, let parts) = form else { return [] }
    return parts.indices.flatMap { part in
      forms[part].compactMap { other in
        guard other != parts[part] else { return nil }
        var parts = parts
        parts[part] = other
        return .pulled(scan: scan, parts: parts)
      }
    }
  }
}

/// How many changes of a form are looked at when one is chosen.
private let promisingForms = 4

/// The narrowings that placing one stage exactly may take while searching.
private let stagePlacementNodes = 1000

/// All ways of taking one of each list, the last varying first.
private func combinations(_ lists: [[PartForm]]) -> [[PartForm]] {
  lists.reduce([[]]) { begun, list in begun.flatMap { start in list.map { start + [$0] } } }
}
