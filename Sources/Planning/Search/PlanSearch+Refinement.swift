import Network

extension PlanSearch {
  /// The best paths of stages that were placed, from the least work up: none has stages that need as many bytes, and
  /// takes as many multiply-accumulates, as those of another.
  func placedPaths() -> [[SearchStep]] { paths(over: PlacedStages(segments)) }

  /// The most bytes that a stage of a path was placed in.
  func reached(_ path: [SearchStep]) -> Int { path.compactMap { option($0).reached }.max() ?? 0 }

  private func paths(over stages: PlacedStages) -> [[SearchStep]] {
    var paths: [[SearchStep]] = []
    var peak = PlanSearch.anyPeak
    while let path = stages.path(within: peak) {
      paths.append(path)
      peak = reached(path) - 4
    }
    return paths
  }

  /// Looks at stages whose parts are alike, then at what differs from stages on the best paths, first in one part,
  /// then in two, until no path becomes better by it.
  func refine() {
    placeAlike()
    var isPlaced: Set<SearchStep> = []
    var isDone = [Set<SearchStep>](repeating: [], count: mostChanges + 1)
    while !isOutOfNodes {
      var (round, paths) = refinement()
      let steps = Array(paths.reversed().joined())
      for step in steps where isPlaced.insert(step).inserted { placeThoroughly(step) }
      let next = (1...mostChanges).lazy.compactMap { changes in
        steps.first { !isDone[changes].contains($0) }.map { (changes, $0) }
      }.first
      guard let (changes, step) = next else { return }
      isDone[changes].insert(step)
      vary(step, in: changes, &round)
    }
  }

  private func refinement() -> (Refinement, paths: [[SearchStep]]) {
    let stages = PlacedStages(segments)
    let paths = paths(over: stages)
    return (Refinement(stages: stages, peaks: paths.map(reached)), paths)
  }

  /// Places stages whose parts all do the same, as far as they can, where a path may become better by it.
  private func placeAlike() {
    var (round, _) = refinement()
    let width = space.columns[0]
    let forms = [false, true].flatMap { copies in
      [PartForm.tiles(columns: width, copies: copies)]
        + space.rows.map { .again(rows: $0, columns: width, copies: copies) }
    }
    for (first, segments) in segments.enumerated() {
      for (position, segment) in segments.enumerated() {
        for scan in scans where !isOutOfNodes {
          guard let outline = outline(of: segment, scan) else { continue }
          let choices = segment.parts.map { partForms($0, scan).choices }
          guard choices.allSatisfy({ !$0.isEmpty }) else { continue }
          for form in forms {
            let alike = choices.map { choices in
              choices.first { $0.form == form } ?? choices.first { $0.form == form.withoutCopies }
                ?? choices[min(1, choices.count - 1)]
            }
            guard alike.contains(where: { $0.form == form }) else { continue }
            consider(alike, scan, outline, first, position, &round)
          }
        }
      }
    }
  }

  /// Places what differs from a stage in so many parts, scanned either way, where a path may become better by it.
  private func vary(_ step: SearchStep, in changes: Int, _ round: inout Refinement) {
    let segment = segments[step.first][step.segment]
    guard case .pulled(_, let forms) = option(step).form else { return }
    for scan in scans {
      guard let outline = outline(of: segment, scan) else { continue }
      let choices = segment.parts.map { partForms($0, scan).choices }
      var chosen = zip(choices, forms).compactMap { choices, form in
        choices.firstIndex { $0.form == form }
      }
      guard chosen.count == choices.count else { continue }
      func change(_ left: Int, from first: Int) {
        for part in chosen.indices.dropFirst(first) {
          let before = chosen[part]
          for choice in choices[part].indices
          where choice != before && !choices[part][choice].form.isWide(space) && !isOutOfNodes {
            chosen[part] = choice
            if left > 1 {
              change(left - 1, from: part + 1)
            } else {
              let picked = zip(choices, chosen).map { $0[$1] }
              consider(picked, scan, outline, step.first, step.segment, &round)
            }
          }
          chosen[part] = before
        }
      }
      change(changes, from: 0)
    }
  }

  /// Places a form of a stage where a path may become better by it.
  ///
  /// Rings at fixed places need about what they need as wholes, seldom much less.
  private func consider(
    _ choices: [PartForms.Choice], _ scan: Stage.Scan, _ outline: StageOutline, _ first: Int, _ position: Int,
    _ round: inout Refinement
  ) {
    let segment = segments[first][position]
    let macs = choices.reduce(0) { $0 + $1.macs }
    guard round.isUseful(segment.parts, macs, bytes: segment.bound) else {
      // Most forms weigh too much, which is soon found; but there may be very many.
      round.tooHeavy += 1
      if round.tooHeavy % heavyFormsOfALook == 0 { nodes += 1 }
      return
    }
    nodes += 1
    let load = outline.load(
      of: choices.map(\.script), above: StageOutline.Limit(bytes: PlanSearch.anyPeak, reserve: 4))
    guard round.isUseful(segment.parts, macs, bytes: max(load.bound, load.reserved / 100 * percentOfWholes)),
      let index = look(
        .pulled(scan: scan, parts: choices.map(\.form)), &segments[first][position])
    else { return }
    var option = segments[first][position].options[index]
    place(&option, of: segment.parts, within: 0, [.greedy])
    if let reached = option.reached,
      round.isUseful(segment.parts, macs, bytes: max(load.bound, reached / 100 * percentOfGreedy))
    {
      place(&option, of: segment.parts, within: load.bound, [.exact])
    }
    segments[first][position].options[index] = option
  }

  /// Places a stage on a best path as buffers of a plan are placed.
  private func placeThoroughly(_ step: SearchStep) {
    var option = option(step)
    option.isExact = false
    place(
      &option, of: segments[step.first][step.segment].parts, within: option.bound, [.exact],
      nodeLimit: exactPlacementNodes)
    segments[step.first][step.segment].options[step.option] = option
  }
}

/// What one stage is varied against.
private struct Refinement {
  var stages: PlacedStages
  /// Of the best paths.
  var peaks: [Int]
  /// How many forms weighed too much to be looked at.
  var tooHeavy = 0

  /// Whether a path through a stage of so much work and at least so many bytes may be better than all others.
  mutating func isUseful(_ parts: Range<Int>, _ macs: Int, bytes: Int) -> Bool {
    for peak in [bytes.roundedUp(to: 32)] + peaks
    where peak >= bytes && stages.isBetter(parts, weight: macs, within: peak) {
      return true
    }
    return false
  }
}

/// In how many parts forms differ that are looked at from stages on the best paths.
private let mostChanges = 2

/// How many forms are found to weigh too much in the time of looking at one.
private let heavyFormsOfALook = 16

/// What exact placement seldom needs less of than: of rings as wholes, and of what was placed greedily.
private let percentOfWholes = 95
private let percentOfGreedy = 96
