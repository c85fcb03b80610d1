import Pipeline
import Planning
import Support

/// How long simulated inferences take, for people and for programs.
struct SimulationBenchReport {
  var rows: [Row]
  /// How often each inference was run.
  var runs: Int

  /// One inference of a model by the plan of a policy; no seconds where the policy finds no plan.
  struct Row {
    var model: String
    var policy: String
    var steps: Int?
    var macs: Int?
    /// The median, the lower one of two: constants are laid out, then all steps run.
    var seconds: Double?
    var reason: String?

    init(model: String, _ run: Comparison.Run, seconds: [Double]) {
      (self.model, policy, reason) = (model, run.policy, run.reason)
      (steps, macs) = (run.plan?.stepCount, run.plan?.macs.nominal)
      if !seconds.isEmpty { self.seconds = seconds.sorted()[(seconds.count - 1) / 2] }
    }
  }

  var report: Report { Report(text: text, json: json, csv: csv) }

  private var json: JSON {
    .object([
      ("report", "bench-simulation"), ("version", 1), ("runs", .integer(runs)),
      ("rows", .array(rows.map(json))),
    ])
  }

  private func json(_ row: Row) -> JSON {
    .object([
      ("model", .string(row.model)), ("policy", .string(row.policy)),
      ("steps", row.steps.map(JSON.integer) ?? .null), ("macs", row.macs.map(JSON.integer) ?? .null),
      ("seconds", row.seconds.map(JSON.number) ?? .null),
      ("reason", row.reason.map(JSON.string) ?? .null),
    ])
  }

  private var csv: String {
    CSV.rendered(
      [["model", "policy", "steps", "macs", "seconds", "reason"]]
        + rows.map { row in
          [
            row.model, row.policy, row.steps.map { String($0) } ?? "", row.macs.map { String($0) } ?? "",
            row.seconds.map { String($0) } ?? "", row.reason ?? "",
          ]
        })
  }

  private var text: String {
    var table = Table([
      .left("network"), .left("policy"), .right("steps"), .right("MACs"), .right("seconds"),
    ])
    for row in rows {
      table.append([
        row.model, row.policy, row.steps.map { String($0) } ?? "-", row.macs.map { String($0) } ?? "-",
        row.seconds.map { decimal($0, places: 3) } ?? "-",
      ])
    }
    let settings = "seconds are the median of \(runs) on this computer, planning not counted"
    let reasons = rows.compactMap { row in row.reason.map { "\(row.model), \(row.policy): \($0)" } }
    return ([table.rendered(), settings] + reasons).joined(separator: "\n")
  }
}
