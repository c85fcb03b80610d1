import Network
import Planning
import Support

/// The explanation of one step of a plan, for people and for programs.
package struct ExplanationReport {
  package var explanation: Explanation
  /// What follows from the figures, a line each; only about the peak.
  package var hints: [String]

  package init(_ explanation: Explanation) {
    self.explanation = explanation
    hints = explanation.isPeak ? explanation.hints : []
  }

  private var plan: Plan { explanation.plan }

  package var json: JSON {
    .object([
      ("report", "explain"), ("version", 1), ("model", .string(plan.job.model.name)),
      ("board", .string(plan.job.board.name)), ("policy", .string(plan.job.policy.name)),
      ("input", .string(plan.job.input.rawValue)), ("step", .integer(explanation.step)),
      ("steps", .integer(plan.stepCount)), ("is_peak", .bool(explanation.isPeak)),
      ("action", .string(explanation.action)), ("operator", .string(explanation.node.name)),
      ("peak_sram_bytes", .integer(plan.placement.peak)), ("reach_bytes", .integer(explanation.reach)),
      ("live_bytes", .integer(explanation.liveBytes)), ("gap_bytes", .integer(explanation.gap)),
      ("lower_bound_bytes", .integer(plan.placement.lowerBound)), ("fits", .bool(plan.fits)),
      ("buffers", .array(explanation.residents.map(json))), ("hints", .array(hints.map(JSON.string))),
    ])
  }

  private func json(_ resident: Explanation.Resident) -> JSON {
    let (placed, buffer) = (resident.placed, resident.placed.buffer)
    return .object([
      ("name", .string(buffer.name)), ("kind", .string(buffer.kind.rawValue)),
      ("bytes", .integer(buffer.bytes)), ("live_bytes", .integer(resident.liveBytes)),
      ("offset", .integer(placed.offset)), ("region", .string(placed.region)),
      ("since_step", resident.since.map { .integer($0.step) } ?? .null),
      ("since", resident.since.map { .string($0.name) } ?? .null),
      ("until_step", resident.until.map { .integer($0.step) } ?? .null),
      ("until", resident.until.map { .string($0.name) } ?? .null),
      ("readers", .array(resident.readers.map(JSON.string))),
    ])
  }

  package var text: String {
    let graph = plan.program.graph
    var head = Table([.left(""), .left("")])
    head.append([
      "step", "\(explanation.step) of 0...\(plan.stepCount - 1)\(explanation.isPeak ? ", the peak" : "")",
    ])
    head.append(["does", explanation.action])
    head.append(["operator", graph.location(of: explanation.node).description])
    head.append(["peak SRAM", size(plan.placement.peak)])
    head.append(["reach", "\(size(explanation.reach)), the highest byte in use at this step"])
    head.append(["live", size(explanation.liveBytes)])
    head.append(["gap", "\(size(explanation.gap)) below the reach that hold nothing alive"])
    var table = Table([
      .left("buffer"), .left("kind"), .right("bytes"), .right("live"), .right("offset"), .left("since"),
      .left("until"), .left("for"),
    ])
    for resident in explanation.residents {
      let buffer = resident.placed.buffer
      table.append([
        buffer.name, buffer.kind.rawValue, String(buffer.bytes), String(resident.liveBytes),
        place(resident.placed), resident.since.map(text) ?? "start",
        resident.until.map(text) ?? "end", resident.readers.joined(separator: ", "),
      ])
    }
    return ([head.rendered(), "", table.rendered()] + (hints.isEmpty ? [] : [""] + hints))
      .joined(separator: "\n")
  }

  /// With the memory where there are several.
  private func place(_ placed: PlacedBuffer) -> String {
    (plan.placement.regions.count > 1 ? "\(placed.region)+" : "") + String(placed.offset)
  }

  private func text(_ occasion: Explanation.Occasion) -> String { "\(occasion.step) \(occasion.name)" }
}

extension Explanation {
  /// What the figures say about a lower peak: how the input arrives, how tight the placement is, and which of
  /// both keeps the plan out of its budget.
  fileprivate var hints: [String] {
    [inputHint, placementHint, budgetHint].compactMap { $0 }
  }

  /// The peak of the same policy with a streamed input, where a resident one is among those that live.
  private var inputHint: String? {
    let graph = plan.program.graph
    let inputs = graph.inputs.map { graph.tensors[$0].name }
    let bytes = residents.filter { $0.since == nil && inputs.contains($0.placed.buffer.name) }
      .reduce(0) { $0 + $1.placed.buffer.bytes }
    guard plan.job.input == .resident, bytes > 0 else { return nil }
    var job = plan.job
    job.input = .streamed
    guard let streamed = try? job.plan() else { return nil }
    return "the resident input takes \(bytes) bytes here; with a streamed input the peak is"
      + " \(streamed.placement.peak) bytes"
  }

  private var placementHint: String {
    let (placement, bound) = (plan.placement, plan.placement.lowerBound)
    if placement.isProved {
      return "the placement is optimal: none of this schedule is below \(bound) bytes; a lower peak needs"
        + " another schedule"
    }
    return
      "no placement of this schedule is below \(bound) bytes; this one is \(placement.peak - bound) above"
      + (placement.method == .greedy ? ", \"--placement exact\" may be lower" : "")
  }

  private var budgetHint: String? {
    let memory = plan.placement.fullestRegion
    guard let shortage = plan.shortages.first(where: { $0.region == memory.name }) else { return nil }
    let bound = memory.lowerBound
    return bound > shortage.available
      ? "no placement of this schedule fits \(shortage.available) bytes of \(memory.name)"
      : "a placement at the lower bound of \(bound) bytes would fit \(shortage.available) bytes of"
        + " \(memory.name); this one does not"
  }
}
