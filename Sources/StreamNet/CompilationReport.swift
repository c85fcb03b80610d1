import Execution
import Firmware
import Pipeline
import Planning
import Support

/// What a compilation wrote, and what the board's compiler makes of it.
struct CompilationReport {
  var plan: Plan
  var folder: String
  var files: [FirmwareFile]
  /// nil where the board's compiler is not installed.
  var figures: ObjectFigures?
  /// Whether clang checked the project instead.
  var wasCrossChecked = false
  /// What would fit, where the plan does not.
  var advice: FitAdvice?

  var report: Report {
    var table = Table([.left("file"), .right("bytes")])
    for file in files { table.append([file.path, String(file.bytes.count)]) }
    return Report(
      text: "\(table.rendered())\n\(plan.job.model.name): \(arenas); \(check)",
      json: json, outcome: shortages.isEmpty ? .done : .notFulfilled, notices: shortages)
  }

  private var arenas: String {
    let regions = plan.placement.regions
    guard regions.count > 1 else { return "arena of \(plan.placement.peak) bytes" }
    return "arenas of " + regions.map { "\($0.peak) bytes in \($0.name)" }.joined(separator: ", ")
  }

  private var check: String {
    if let figures {
      return "\(plan.job.board.compiler ?? ""): \(figures.code) bytes of code, \(figures.weights) of weights,"
        + " at most \(figures.stackBound) of stack"
    }
    return wasCrossChecked ? "checked with clang" : "not compiled here"
  }

  /// What does not fit: memory by the plan; flash and stack by the compiler's figures where there are any.
  private var shortages: [String] {
    let (board, budget) = (plan.job.board, plan.job.budget)
    let report = PlanReport(plan, advice: advice)
    guard let figures else { return report.shortages }
    let arenas = plan.placement.regions.compactMap { region in
      board.memories.first { $0.name == region.name }.map {
        ($0.name, region.peak, budget.limit(of: $0))
      }
    }
    let limits =
      arenas + [
        (board.storage.name, figures.flash, budget.limit(of: board.storage)),
        (Budget.stack, figures.stackBound, budget.bytes[Budget.stack] ?? Int.max),
      ]
    return report.lines(
      limits.filter { $0.1 > $0.2 }.map { Plan.Shortage(region: $0.0, required: $0.1, available: $0.2) })
  }

  private var json: JSON {
    let entries = files.map { file in
      JSON.object([
        ("path", .string(file.path)), ("bytes", .integer(file.bytes.count)),
        ("sha256", .string(SHA256.hash(file.bytes).hex)),
      ])
    }
    return .object([
      ("report", "compile"), ("version", 1), ("model", .string(plan.job.model.name)),
      ("board", .string(plan.job.board.name)), ("policy", .string(plan.job.policy.name)),
      ("arena_bytes", .integer(plan.placement.peak)),
      ("lower_bound_bytes", .integer(plan.placement.lowerBound)), ("placement", plan.placement.json),
      ("code_bytes", figures.map { .integer($0.code) } ?? .null),
      ("flash_bytes", figures.map { .integer($0.flash) } ?? .null),
      ("stack_bound_bytes", figures.map { .integer($0.stackBound) } ?? .null),
      ("files", .array(entries)),
    ])
  }
}
