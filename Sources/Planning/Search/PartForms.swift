import Network

/// The forms of one part and what each does, scanned in one direction.
struct PartForms: Sendable {
  struct Choice: Sendable {
    var form: PartForm
    var script: PartScript
    /// Nominal multiply-accumulates.
    var macs: Int
    /// Instructions, as the board's cost model estimates them.
    var cost: Int

    func weight(_ measure: SearchMeasure) -> Int { measure == .cost ? cost : macs }
  }

  /// Those that can be lowered, in the order of ``SearchSpace/forms(of:)``.
  var choices: [Choice]
}

extension PlanSearch {
  /// The forms of a part; found once.
  func partForms(_ index: Int, _ scan: Stage.Scan) -> PartForms {
    if let known = knownForms[scan]?[index] { return known }
    var forms = PartForms(choices: [])
    let part = parts[index]
    for form in space.forms(of: part) {
      let whole = StageForm.pulled(scan: scan, parts: [form])
      var stage = graph.stages(whole, of: [part])[0]
      let variant = graph.variant(whole, of: [part])
      guard let planner = try? self.planner.variant(variant), let program = planner.whole,
        let estimate = try? planner.estimate(stage, first: part.operators.lowerBound, placement: nil),
        let last = planner.graph.operatorIndex(named: stage.last)
      else { continue }
      stage.tile = .everything
      let streamed = planner.input == .streamed ? Set(graph.inputs) : []
      let loop = StageLoop(
        operators: part.operators.lowerBound...last, stage: stage, of: planner.graph,
        kernels: program.kernels, streamed: streamed)
      let script = program.script(loop, naming: variant.groups.isEmpty ? [:] : names(part, in: planner.graph))
      forms.choices.append(
        PartForms.Choice(form: form, script: script, macs: estimate.macs.nominal, cost: estimate.cost))
    }
    knownForms[scan, default: [:]][index] = forms
    return forms
  }

  /// What the results of groups of a part's filter count as.
  private func names(_ part: SearchPart, in grouped: Graph) -> [TensorIndex: TensorIndex] {
    let filter = part.expansion! + 1
    var names: [TensorIndex: TensorIndex] = [:]
    for group in 0..<StageOutline.mostGroups {
      guard let tensor = grouped.tensor(named: "\(graph.operators[filter].name).\(group + 1)") else { break }
      names[tensor] = StageOutline.resultOfGroup(filter, group, graph)
    }
    return names
  }

  /// Whether a segment can be a stage that pulls rows; found once.
  func canBePulled(_ segment: SearchSegment, _ scan: Stage.Scan) -> Bool {
    let key = SegmentKey(parts: segment.parts, scan: scan)
    if let known = pullable[key] { return known }
    let stage = graph.stages(
      .pulled(scan: scan, parts: segment.parts.map { _ in .rows }), of: parts[segment.parts])[0]
    let isPullable = planner.accepts(stage, first: parts[segment.parts.lowerBound].operators.lowerBound)
    pullable[key] = isPullable
    return isPullable
  }

  /// The outline of a segment pulled in one direction; nil where it cannot be, or where parts pass over rows or
  /// columns of what others make, so that runs of one part depend on others.
  func outline(of segment: SearchSegment, _ scan: Stage.Scan) -> StageOutline? {
    let key = SegmentKey(parts: segment.parts, scan: scan)
    if let known = outlines[key] { return known }
    let outline = makeOutline(segment, scan)
    outlines[key] = .some(outline)
    return outline
  }

  private func makeOutline(_ segment: SearchSegment, _ scan: Stage.Scan) -> StageOutline? {
    guard canBePulled(segment, scan), let program = planner.whole else { return nil }
    let parts = parts[segment.parts]
    let operators = parts.first!.operators.lowerBound...parts.last!.operators.upperBound
    let stage = graph.stages(.pulled(scan: scan, parts: parts.map { _ in .rows }), of: parts)[0]
    let streamed = planner.input == .streamed ? Set(graph.inputs) : []
    let loop = StageLoop(
      operators: operators, stage: stage, of: graph, kernels: program.kernels, streamed: streamed)
    let rows = loop.plan(.rows, 0...loop.last, output: 0..<loop.grid.rows, done: nil)
    let columns = loop.plan(.columns, 0...loop.last, output: 0..<loop.grid.columns, done: nil)
    for part in parts {
      let end = part.operators.upperBound - operators.lowerBound
      guard rows[end].fresh == 0..<loop.sizes[end].rows, columns[end].fresh == 0..<loop.sizes[end].columns
      else { return nil }
    }
    let filters = parts.compactMap { part in part.channels == nil ? nil : part.expansion.map { $0 + 1 } }
    return StageOutline(operators, of: program, planner.cuts, filters: filters)
  }
}

/// A segment scanned in one direction.
struct SegmentKey: Hashable, Sendable {
  var parts: Range<Int>
  var scan: Stage.Scan
}
