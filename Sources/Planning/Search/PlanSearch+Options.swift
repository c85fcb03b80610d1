import Network

extension PlanSearch {
  /// Looks at one form of a stage once, if it can be lowered.
  ///
  /// - Returns: the position among the segment's options.
  func look(_ form: StageForm, _ segment: inout SearchSegment) -> Int? {
    if let known = segment.known[form] { return known }
    nodes += 1
    var found: Int?
    if let option = outlined(form, segment) ?? estimated(form, segment) {
      found = segment.options.count
      segment.options.append(option)
    }
    segment.known[form] = .some(found)
    return found
  }

  /// What a form of some parts comes to without being lowered; nil where it cannot be, or not so.
  package func figures(of form: StageForm, parts: Range<Int>) -> (bound: Int, macs: Int, cost: Int)? {
    guard let segment = segments[parts.lowerBound].first(where: { $0.parts == parts }) else { return nil }
    return outlined(form, segment).map { ($0.bound, $0.macs, $0.cost) }
  }

  /// A form of a pulled stage by what its parts do.
  private func outlined(_ form: StageForm, _ segment: SearchSegment) -> SearchOption? {
    guard case .pulled(let scan, let forms) = form, let outline = outline(of: segment, scan) else {
      return nil
    }
    var chosen: [PartForms.Choice] = []
    for (part, form) in zip(segment.parts, forms) {
      guard let choice = partForms(part, scan).choices.first(where: { $0.form == form }) else { return nil }
      chosen.append(choice)
    }
    return SearchOption(
      form: form, macs: chosen.reduce(0) { $0 + $1.macs }, cost: chosen.reduce(0) { $0 + $1.cost },
      bound: max(segment.bound, outline.load(of: chosen.map(\.script)).bound))
  }

  /// A form by lowering it.
  private func estimated(_ form: StageForm, _ segment: SearchSegment) -> SearchOption? {
    if case .pulled(let scan, _) = form, !canBePulled(segment, scan) { return nil }
    let variant = graph.variant(form, of: parts[segment.parts])
    guard let planner = try? planner.variant(variant) else { return nil }
    var option = SearchOption(form: form, macs: 0, cost: 0, bound: segment.bound)
    var first = parts[segment.parts.lowerBound].operators.lowerBound
    for stage in graph.stages(form, of: parts[segment.parts]) {
      guard let estimate = try? planner.estimate(stage, first: first, placement: nil) else { return nil }
      option.macs += estimate.macs.nominal
      option.cost += estimate.cost
      option.bound = max(option.bound, estimate.bound)
      first = planner.graph.operatorIndex(named: stage.last)! + 1
    }
    return option
  }

  /// Finds whether an option of some parts can be placed in some bytes: greedily, then exactly.
  func place(
    _ option: inout SearchOption, of range: Range<Int>, within peak: Int, _ methods: [PlacementMethod],
    nodeLimit: Int = stagePlacementNodes
  ) {
    let variant = graph.variant(option.form, of: parts[range])
    for method in methods where option.reached ?? .max > peak && !option.isExact {
      var first = parts[range.lowerBound].operators.lowerBound
      var reached = option.bound
      for stage in graph.stages(option.form, of: parts[range]) {
        nodes += method == .exact ? nodeLimit / nodesOfALook : greedyPlacementLooks
        guard let planner = try? planner.variant(variant),
          let estimate = try? planner.estimate(
            stage, first: first, placement: method, nodeLimit: nodeLimit)
        else {
          // It cannot be lowered.
          (option.bound, option.isExact) = (PlanSearch.anyPeak, true)
          return
        }
        reached = max(reached, estimate.peak)
        option.bound = max(option.bound, estimate.bound)
        first = planner.graph.operatorIndex(named: stage.last)! + 1
      }
      option.reached = min(option.reached ?? .max, reached)
      if method == .exact { option.isExact = true }
    }
  }

  /// Looks at forms of a segment until its best within some bytes is known: at all of them where they are few,
  /// else at those whose parts are alike, and at what a descent leads to.
  func settle(_ segment: inout SearchSegment, within peak: Int, _ measure: SearchMeasure) {
    guard !segment.isSettled(within: peak, measure) else { return }
    // Where the nodes ran out, not all was looked at.
    defer { if !isOutOfNodes { segment.settle(within: peak, measure) } }
    if segment.parts.count == 1 { _ = look(.layers, &segment) }
    let forms = segment.parts.map { space.forms(of: parts[$0]).filter { measure == .macs || !$0.isAgain } }
    var count = scans.count
    let most = measure == .macs ? space.exhaustiveTradingForms : space.exhaustiveForms
    for forms in forms where count <= most { count *= forms.count }
    if count <= most {
      for scan in scans where canBePulled(segment, scan) {
        for parts in combinations(forms) { _ = look(.pulled(scan: scan, parts: parts), &segment) }
      }
      segment.goneThrough.insert(measure)
      return
    }
    for scan in scans where canBePulled(segment, scan) {
      // Wider tiles than the narrowest cost memory, mostly.
      for alike in measure == .cost ? 0...space.columns.count : 0...1 {
        let parts = forms.map { $0[min(alike, $0.count - 1)] }
        _ = look(.pulled(scan: scan, parts: parts.map { $0.isAgain ? .rows : $0 }), &segment)
      }
      descend(&segment, scan, to: peak, measure)
    }
  }

  var scans: [Stage.Scan] { [.down, .up] }
}

/// How many forms could be looked at while one stage is placed greedily.
private let greedyPlacementLooks = 20

/// How many narrowings placing exactly takes in the time of looking at a form.
let nodesOfALook = 5

/// The narrowings that placing one stage exactly may take while searching.
let stagePlacementNodes = 1000

/// All ways of taking one of each list, the last varying first.
private func combinations(_ lists: [[PartForm]]) -> [[PartForm]] {
  lists.reduce([[]]) { begun, list in begun.flatMap { start in list.map { start + [$0] } } }
}
