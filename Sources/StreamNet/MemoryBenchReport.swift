import Pipeline
import Planning
import Support

/// What memory networks need by several policies, for people and for programs.
struct MemoryBenchReport {
  var board: String
  var rows: [Row]

  /// One model with one way of input.
  struct Row {
    var model: String
    var input: InputMode
    var runs: [Comparison.Run]
    /// For each run whether it gives the reference bytes; nil where this was not asked for.
    var isBitExact: [Bool?]

    var target: Int? { MemoryTargets.peak(of: model, input) }
    var layerwise: Int? { runs.lazy.compactMap(\.plan).first?.program.layerwisePeak }
    var least: Int? { runs.compactMap { $0.plan?.placement.peak }.min() }
  }

  private var isChecked: Bool { rows.contains { $0.isBitExact.contains { $0 != nil } } }

  var report: Report {
    let isExact = rows.allSatisfy { !$0.isBitExact.contains(false) }
    return Report(text: text, json: json, csv: csv, outcome: isExact ? .done : .notFulfilled)
  }

  /// How much of the memory that running layer by layer takes a policy saves, in percent, in the mean of the rows
  /// of one way of input where it finds a plan; nil where it finds none.
  private func meanSaved(_ policy: Int, _ input: InputMode) -> Double? {
    let shares = rows.filter { $0.input == input }.compactMap { row in
      row.runs[policy].plan.map {
        100 - 100 * Double($0.placement.peak) / Double(max(1, $0.program.layerwisePeak))
      }
    }
    return shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
  }

  private var inputs: [InputMode] {
    [InputMode.streamed, .resident].filter { input in rows.contains { $0.input == input } }
  }

  private var policies: [String] { rows.first?.runs.map(\.policy) ?? [] }

  private var json: JSON {
    let means = inputs.flatMap { input in
      policies.enumerated().map { position, policy in
        JSON.object([
          ("policy", .string(policy)), ("input", .string(input.rawValue)),
          ("saved_percent", meanSaved(position, input).map(JSON.number) ?? .null),
        ])
      }
    }
    return .object([
      ("report", "bench-memory"), ("version", 1), ("board", .string(board)),
      ("rows", .array(rows.flatMap(json))), ("means", .array(means)),
    ])
  }

  private func json(_ row: Row) -> [JSON] {
    row.runs.enumerated().map { position, run in
      func integer(_ figure: (Plan) -> Int) -> JSON { run.plan.map { .integer(figure($0)) } ?? .null }
      return .object([
        ("model", .string(row.model)), ("input", .string(row.input.rawValue)),
        ("policy", .string(run.policy)), ("peak_sram_bytes", integer { $0.placement.peak }),
        ("lower_bound_bytes", integer { $0.placement.lowerBound }),
        ("layerwise_sram_bytes", integer { $0.program.layerwisePeak }),
        ("mac_factor", run.plan.map { .number($0.macFactor) } ?? .null),
        ("target_bytes", row.target.map(JSON.integer) ?? .null),
        ("bit_exact", row.isBitExact[position].map(JSON.bool) ?? .null),
        ("reason", run.reason.map(JSON.string) ?? .null),
      ])
    }
  }

  private var csv: String {
    let header = [
      "model", "input", "policy", "peak_sram_bytes", "lower_bound_bytes", "layerwise_sram_bytes",
      "mac_factor",
      "target_bytes", "bit_exact", "reason",
    ]
    let lines = rows.flatMap { row in
      row.runs.enumerated().map { position, run in
        [row.model, row.input.rawValue, run.policy]
          + (run.plan.map { plan in
            [
              String(plan.placement.peak), String(plan.placement.lowerBound),
              String(plan.program.layerwisePeak), String(plan.macFactor),
            ]
          } ?? ["", "", "", ""]) + [
            row.target.map { String($0) } ?? "", row.isBitExact[position].map { String($0) } ?? "",
            run.reason ?? "",
          ]
      }
    }
    return CSV.rendered([header] + lines)
  }

  private var text: String {
    var columns: [Table.Column] = [.left("network"), .left("input"), .right("layer by layer")]
    columns += policies.flatMap { [Table.Column.right($0), .right("saved")] }
    columns += [.right("target"), .right("to target")]
    if isChecked { columns.append(.left("bit-exact")) }
    var table = Table(columns)
    for row in rows {
      var cells = [row.model, row.input.rawValue, row.layerwise.map { String($0) } ?? "-"]
      for run in row.runs {
        cells += [
          run.plan.map { String($0.placement.peak) } ?? "-",
          run.plan.map { percent($0.placement.peak, of: $0.program.layerwisePeak, less: true) } ?? "-",
        ]
      }
      cells.append(row.target.map { String($0) } ?? "-")
      cells.append(row.target.flatMap { target in row.least.map { percent($0, of: target) } } ?? "-")
      if isChecked { cells.append(verdict(row)) }
      table.append(cells)
    }
    for input in inputs {
      let means = policies.indices.flatMap { position in
        ["", meanSaved(position, input).map { "\(decimal(max(0, $0), places: 1)) %" } ?? "-"]
      }
      table.append(["mean", input.rawValue, ""] + means + ["", ""] + (isChecked ? [""] : []))
    }
    var lines = [table.rendered()]
    let factors = rows.flatMap(\.runs).compactMap(\.plan).filter {
      $0.macs.nominal > $0.job.model.macs.nominal
    }
    lines += factors.map { plan in
      "\(plan.job.model.name), \(plan.job.input.rawValue), \(plan.job.policy.name):"
        + " \(decimal(plan.macFactor, places: 3))x the MACs"
    }
    for row in rows {
      for case let (policy, reason?) in row.runs.map({ ($0.policy, $0.reason) }) {
        lines.append("\(row.model), \(row.input.rawValue), \(policy): \(reason)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private func verdict(_ row: Row) -> String {
    row.isBitExact.contains(false) ? "no" : row.isBitExact.contains(true) ? "yes" : "-"
  }

  /// How much one number is above another, or below it, in percent with one decimal.
  private func percent(_ part: Int, of whole: Int, less: Bool = false) -> String {
    let difference = less ? whole - part : part - whole
    let share = 100 * Double(abs(difference)) / Double(max(1, whole))
    let sign = difference < 0 ? "-" : less ? "" : "+"
    return "\(sign)\(decimal(share, places: 1)) %"
  }
}
