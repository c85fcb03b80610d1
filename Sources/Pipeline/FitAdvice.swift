import Network
import Planning
import Support

/// What stands in the way of a plan that does not fit its memory, and what would fit. Everything it says was
/// planned.
package struct FitAdvice {
  /// What lives at the peak in the memory that is too small, the largest first.
  package var residents: [Explanation.Resident]
  /// The flag that gives the schedule, as it is, the memory it needs; nil where the board has no more, and where
  /// buffers may go to several memories.
  package var budget: String?
  /// What was tried, in this order.
  package var changes: [Change]

  /// Other flags, and the plan that they make.
  package struct Change {
    package var flags: String
    package var plan: Plan
  }

  /// Tries other ways, the quick ones first, until some fit: an exact placement, a streamed input, and every policy
  /// but the last, which is the best; then the last, with both ways of input; then more work, as its option
  /// `max_work`.
  ///
  /// - Parameter policies: the quickest first.
  /// - Returns: nil for a plan that fits.
  package init?(_ plan: Plan, policies: [any Policy]) {
    let board = plan.job.board
    let arenas = Set(board.workingMemories.map(\.name))
    let shortages = plan.shortages
    let memory = plan.placement.fullestRegion.name
    guard let shortage = shortages.first(where: { $0.region == memory }) ?? shortages.first else {
      return nil
    }
    residents =
      shortage.region == memory
      ? ((try? Explanation(plan))?.residents ?? []).filter { $0.liveBytes > 0 && $0.placed.region == memory }
        .sorted { ($1.liveBytes, $0.placed.offset) < ($0.liveBytes, $1.placed.offset) } : []
    changes = []
    let isEnough = shortages.allSatisfy { shortage in
      board.memories.contains { $0.name == shortage.region && $0.bytes >= shortage.required }
    }
    if isEnough, arenas.count == 1 {
      budget = "--budget " + shortages.map { "\($0.region)=\($0.required)" }.joined(separator: ",")
    }
    // Flash is the same for all schedules.
    guard shortages.allSatisfy({ arenas.contains($0.region) }) else { return }
    tryOthers(plan, policies)
  }

  private mutating func tryOthers(_ plan: Plan, _ policies: [any Policy]) {
    let job = plan.job
    let isStreamable = job.input == .resident && !job.model.normalised.graph.inputs.isEmpty
    if job.placementMethod == .greedy, !plan.placement.isProved, plan.boundFits {
      add("--placement exact", job) { $0.placement = .exact }
    }
    if isStreamable { add("--input streamed", job) { $0.input = .streamed } }
    func take(_ policy: any Policy, _ job: inout Job) {
      (job.policy, job.options) = (policy, [:])
    }
    guard let last = policies.last else { return }
    for policy in policies.dropLast() where ![policy.name, last.name].contains(job.policy.name) {
      add("--policy \(policy.name)", job) { take(policy, &$0) }
    }
    guard !hasFitting else { return }
    if last.name != job.policy.name { add("--policy \(last.name)", job) { take(last, &$0) } }
    if isStreamable, !hasFitting, last.name != job.policy.name {
      add("--policy \(last.name) --input streamed", job) {
        take(last, &$0)
        $0.input = .streamed
      }
    }
    for input in isStreamable ? [InputMode.resident, .streamed] : [job.input] where !hasFitting {
      var job = job
      take(last, &job)
      job.input = input
      guard let factor = FitAdvice.leastWork(of: job) else { continue }
      let flags = "--policy \(last.name) --option objective=cost --option max_work=\(factor)"
      add(flags + (input == plan.job.input ? "" : " --input \(input.rawValue)"), job) {
        $0.options = ["objective": "cost", "max_work": factor]
      }
    }
  }

  private var hasFitting: Bool { changes.contains { $0.plan.fits } }

  /// Adds what a change of the job gives, where that can be planned.
  private mutating func add(_ flags: String, _ job: Job, _ change: (inout Job) -> Void) {
    var job = job
    change(&job)
    if let plan = try? job.plan() { changes.append(Change(flags: flags, plan: plan)) }
  }

  /// How many times the work of running layer by layer fits the memory, as the search finds; with three decimals,
  /// rounded up. nil where it finds nothing, or the policy spends no work.
  private static func leastWork(of job: Job) -> String? {
    let memories = job.board.workingMemories
    let names = Set(job.policy.options.map(\.name))
    guard names.isSuperset(of: ["objective", "max_work"]), memories.count == 1 else { return nil }
    let available = job.budget.limit(of: memories[0])
    let layerwise = job.model.macs.nominal
    guard layerwise > 0, let found = PlanSearch(job.target.planner).leastMACs(within: available),
      found.peak <= available
    else { return nil }
    return decimal((Double(found.macs) / Double(layerwise) * 1000).rounded(.up) / 1000, places: 3)
  }
}

extension Plan {
  /// Whether a placement at the lower bound would fit the memory there is.
  fileprivate var boundFits: Bool {
    placement.lowerBound <= job.board.workingMemories.reduce(0) { $0 + job.budget.limit(of: $1) }
  }
}

extension FitAdvice {
  /// What is said of a plan that does not fit, behind what is missing: a line each.
  package var lines: [String] {
    var lines: [String] = []
    if !residents.isEmpty { lines.append("at the peak live \(FitAdvice.list(residents))") }
    if let budget { lines.append("as it is, it needs \(budget)") }
    lines += changes.filter(\.plan.fits).map { "would fit: \($0.text)" }
    let others = changes.filter { !$0.plan.fits }
    if !others.isEmpty { lines.append("would not fit: \(others.map(\.text).joined(separator: "; "))") }
    return lines
  }

  /// What lives, at most six of it.
  private static func list(_ residents: [Explanation.Resident]) -> String {
    let parts = residents.prefix(6).map { resident in
      let (live, all) = (resident.liveBytes, resident.placed.buffer.bytes)
      return "\(resident.placed.buffer.name) (\(live == all ? "\(all)" : "\(live) of \(all)") bytes)"
    }
    let more = residents.count - parts.count
    return parts.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  package var json: [(key: String, value: JSON)] {
    [
      (
        "at_peak",
        .array(
          residents.map { resident in
            .object([
              ("name", .string(resident.placed.buffer.name)),
              ("live_bytes", .integer(resident.liveBytes)), ("bytes", .integer(resident.placed.buffer.bytes)),
            ])
          })
      ),
      (
        "changes",
        .array(
          changes.map { change in
            .object([
              ("flags", .string(change.flags)), ("fits", .bool(change.plan.fits)),
              ("peak_sram_bytes", .integer(change.plan.placement.peak)),
              ("mac_factor", .number(change.plan.macFactor)),
            ])
          })
      ),
    ]
  }
}

extension FitAdvice.Change {
  /// The flags with what the plan needs, and its work where that is more than layer by layer.
  fileprivate var text: String {
    let layerwise = plan.job.model.macs.nominal
    let work = plan.macs.nominal > layerwise ? ", \(decimal(plan.macFactor, places: 3))x the MACs" : ""
    return "\(flags) (\(plan.placement.peak) bytes\(work))"
  }
}
