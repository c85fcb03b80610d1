import Network
import Planning
import Support

/// What a plan needs, by the three measures of which none may be less elsewhere.
package struct ParetoFigures: Sendable, Hashable {
  package var peak: Int
  package var macs: Int
  package var instructions: Int

  package init(_ plan: Plan) {
    (peak, macs, instructions) = (plan.placement.peak, plan.macs.nominal, plan.estimatedInstructions)
  }

  /// Whether nothing of it is more than of another.
  func isWithin(_ other: ParetoFigures) -> Bool {
    peak <= other.peak && macs <= other.macs && instructions <= other.instructions
  }
}

/// The schedules of a model between the least memory and layer by layer, none of which another is better than; and
/// beside them what policies find.
package struct ParetoFront {
  /// What all schedules share; its policy and options are those of none in particular.
  package var job: Job
  /// From the least memory up.
  package var points: [Point]
  package var policies: [Mark]

  /// A schedule of the front.
  package struct Point {
    package var plan: Plan
    /// Whether it gives the reference bytes, where this was asked for.
    package var isBitExact: Bool?
    /// The instructions of an inference on the emulated core, where they were asked for.
    package var instructions: Int?

    package var figures: ParetoFigures { ParetoFigures(plan) }
  }

  /// The plan of a policy, and where it lies; no standing where the policy finds no plan.
  package struct Mark {
    package var run: Comparison.Run
    package var standing: Standing?
  }

  /// Where a plan lies against the front, with the position of the point that says so.
  package enum Standing: Sendable, Hashable {
    /// As much of everything as a point.
    case equal(Int)
    /// A point needs no more of anything and less of something.
    case dominated(Int)
    /// A point needs less memory or fewer MACs and no more of the other, but more instructions.
    case dominatedInMACs(Int)
    case notDominated
  }

  /// Told what part of the work is done, from 0 to 1, and what is being done.
  package typealias Progress = (Double, String) -> Void

  /// Searches the front and plans every schedule on it as `plan` does.
  ///
  /// - Parameters:
  ///   - resolution: each peak that is asked for is at least this share below the one before.
  ///   - effort: how many times the nodes of two searches may be taken.
  ///   - policies: the runs of policies on the same job.
  /// - Throws: what keeps a schedule of the search from being planned.
  package init(
    _ job: Job, resolution: Double, effort: Int = 10, policies: [Comparison.Run], progress: Progress? = nil
  ) throws(Diagnostics) {
    self.job = job
    let planner = job.target.planner
    let search = PlanSearch(planner)
    var next = 0
    search.observer = { [unowned search] nodes, limit in
      guard nodes >= next else { return }
      next = nodes + limit / 1000
      progress?(
        0.9 * min(1, Double(nodes) / Double(max(limit, 1))), "searching, \(search.frontCount) points")
    }
    let found = search.front(from: planner.layerwisePeak ?? 0, resolution: resolution, effort: effort)
    var plans: [Plan] = []
    for (position, schedule) in found.enumerated() {
      progress?(
        0.9 + 0.1 * Double(position) / Double(found.count), "placing \(position + 1) of \(found.count)")
      var job = job
      job.policy = GivenSchedule(schedule.schedule, location: .graph(model: job.model.name))
      job.options = [:]
      plans.append(try job.plan())
    }
    points = ParetoFront.best(of: plans).map { Point(plan: $0) }
    self.policies = []
    for run in policies {
      self.policies.append(Mark(run: run, standing: run.plan.map { standing(of: ParetoFigures($0)) }))
    }
  }

  /// The plans that no other is better than, one of those that are alike, from the least memory up.
  private static func best(of plans: [Plan]) -> [Plan] {
    let figures = plans.map(ParetoFigures.init)
    let kept = plans.indices.filter { index in
      !plans.indices.contains { other in
        figures[other].isWithin(figures[index]) && (figures[other] != figures[index] || other < index)
      }
    }
    return kept.sorted {
      (figures[$0].peak, figures[$0].macs, $0) < (figures[$1].peak, figures[$1].macs, $1)
    }.map { plans[$0] }
  }

  /// Where something lies against the points.
  func standing(of figures: ParetoFigures) -> Standing {
    let all = points.map(\.figures)
    if let position = all.firstIndex(of: figures) { return .equal(position) }
    if let position = all.firstIndex(where: { $0.isWithin(figures) }) { return .dominated(position) }
    let below = all.firstIndex {
      $0.peak <= figures.peak && $0.macs <= figures.macs && ($0.peak, $0.macs) != (figures.peak, figures.macs)
    }
    return below.map(Standing.dominatedInMACs) ?? .notDominated
  }

  /// Proves points: every one in guarded simulation, and some, spread over the front, on the emulated core.
  ///
  /// - Throws: what keeps a project from being built or run.
  package mutating func verify(
    _ cases: [InputCase], isSimulated: Bool, emulated count: Int, toolVersion: String,
    progress: Progress? = nil
  ) throws(Diagnostics) {
    let spread = Set(ParetoFront.spread(count, over: points.count))
    for position in points.indices where isSimulated || spread.contains(position) {
      progress?(Double(position) / Double(points.count), "proving \(position + 1) of \(points.count)")
      let links: [Verification.Link] =
        (isSimulated ? [.guarded] : []) + (spread.contains(position) ? [.emulator] : [])
      let verification = try Verification(
        points[position].plan, cases: cases, golden: nil, links: links, toolVersion: toolVersion)
      points[position].isBitExact = verification.isBitExact
      points[position].instructions = verification.measurement?.instructions
    }
  }

  /// So many positions, as far from each other as can be, the first and the last among them.
  package static func spread(_ count: Int, over total: Int) -> [Int] {
    guard count > 0, total > 0 else { return [] }
    guard count > 1 else { return [0] }
    guard count < total else { return Array(0..<total) }
    return (0..<count).map { ($0 * (total - 1) + (count - 1) / 2) / (count - 1) }
  }
}
