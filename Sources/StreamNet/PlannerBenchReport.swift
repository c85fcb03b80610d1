import Pipeline
import Planning
import Support

/// How long planning takes, for people and for programs.
struct PlannerBenchReport {
  var rows: [Row]
  /// How often each plan was made.
  var runs: Int

  /// One model planned by one policy.
  struct Row {
    var model: String
    var input: InputMode
    var run: Comparison.Run
    /// The median, the lower one of two.
    var seconds: Double

    init(_ job: Job, _ timings: [(run: Comparison.Run, seconds: Double)]) {
      let ordered = timings.sorted { $0.seconds < $1.seconds }
      (model, input) = (job.model.name, job.input)
      (run, seconds) = ordered[(ordered.count - 1) / 2]
    }

    /// The seconds it is to take at most: less where the policy evaluates nothing to find its schedule.
    var target: Double? { run.plan.map { $0.evaluations == 0 ? 0.1 : 5 } }
  }

  var report: Report { Report(text: text, json: json, csv: csv) }

  private var json: JSON {
    .object([
      ("report", "bench-planner"), ("version", 1), ("runs", .integer(runs)), ("rows", .array(rows.map(json))),
    ])
  }

  private func json(_ row: Row) -> JSON {
    .object([
      ("model", .string(row.model)), ("policy", .string(row.run.policy)),
      ("options", .object(row.run.options.map { ($0.name, $0.value.json) })),
      ("input", .string(row.input.rawValue)), ("seconds", .number(row.seconds)),
      ("target_seconds", row.target.map(JSON.number) ?? .null),
      ("evaluations", row.run.plan.map { .integer($0.evaluations) } ?? .null),
      ("peak_sram_bytes", row.run.plan.map { .integer($0.placement.peak) } ?? .null),
      ("reason", row.run.reason.map(JSON.string) ?? .null),
    ])
  }

  private var csv: String {
    let header = [
      "model", "policy", "options", "input", "seconds", "target_seconds", "evaluations", "peak_sram_bytes",
      "reason",
    ]
    let lines = rows.map { row in
      [
        row.model, row.run.policy, row.run.optionText, row.input.rawValue, String(row.seconds),
        row.target.map { String($0) } ?? "", row.run.plan.map { String($0.evaluations) } ?? "",
        row.run.plan.map { String($0.placement.peak) } ?? "", row.run.reason ?? "",
      ]
    }
    return CSV.rendered([header] + lines)
  }

  private var text: String {
    var table = Table([
      .left("network"), .left("policy"), .right("seconds"), .right("target"), .right("peak SRAM"),
    ])
    for row in rows {
      table.append([
        row.model, row.run.policy, thousandths(row.seconds), row.target.map { "\($0)" } ?? "-",
        row.run.plan.map { String($0.placement.peak) } ?? "-",
      ])
    }
    var reasons: [String] = []
    for case let (policy, reason?) in rows.map({ ($0.run.policy, $0.run.reason) }) {
      let line = "\(policy): \(reason)"
      if !reasons.contains(line) { reasons.append(line) }
    }
    let settings = "seconds are the median of \(runs) on this computer; the targets are for a release build"
    return ([table.rendered(), settings] + reasons).joined(separator: "\n")
  }
}

/// A number with three decimals, not negative.
private func thousandths(_ number: Double) -> String {
  let count = String(Int((number * 1000).rounded()))
  let digits = String(repeating: "0", count: max(0, 4 - count.count)) + count
  return "\(digits.dropLast(3)).\(digits.suffix(3))"
}
