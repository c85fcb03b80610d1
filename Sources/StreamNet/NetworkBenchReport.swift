import Execution
import Glibc
import Pipeline
import Planning
import Support

/// What networks cost on an emulated core, for people and for programs.
struct NetworkBenchReport {
  var board: String
  var rows: [Row]

  /// One model by one policy; no run where the policy finds no plan.
  struct Row {
    var model: String
    var policy: String
    /// Multiply-accumulates of the model where nothing is computed again.
    var macs: Int
    var figures: Figures?
    var reason: String?

    var instructionsPerMAC: Double? { figures.map { Double($0.instructions) / Double(max(macs, 1)) } }
  }

  struct Figures {
    var isBitExact: Bool
    var instructions: Int
    /// By class of kernel and of the loop between them, in that order.
    var parts: [(name: String, instructions: Int)]
    var code: Int
    var weights: Int
    var stack: Int
    var peak: Int

    init(_ run: EmulatedRun, _ plan: Plan, isBitExact: Bool) {
      self.isBitExact = isBitExact
      (instructions, code, weights) = (run.instructions, run.figures.code, run.figures.weights)
      (stack, peak) = (run.figures.stackBound, plan.placement.peak)
      let classes = Dictionary(
        uniqueKeysWithValues: zip(plan.program.graph.operators, plan.program.kernels).map {
          ($0.name, $1.costClass.rawValue)
        })
      var sums: [String: Int] = [:]
      for (name, count) in run.instructionsByOperator { sums[classes[name] ?? "loop", default: 0] += count }
      parts = (CostClass.allCases.map(\.rawValue) + ["loop"]).map { ($0, sums[$0] ?? 0) }
    }
  }

  var report: Report {
    let isExact = rows.allSatisfy { $0.figures?.isBitExact ?? true }
    return Report(text: text, json: json, csv: csv, outcome: isExact ? .done : .notFulfilled)
  }

  private var json: JSON {
    .object([
      ("report", "bench-networks"), ("version", 1), ("board", .string(board)),
      ("rows", .array(rows.map(json))),
    ])
  }

  private func json(_ row: Row) -> JSON {
    let figures = row.figures
    func integer(_ value: Int?) -> JSON { value.map(JSON.integer) ?? .null }
    return .object([
      ("model", .string(row.model)), ("policy", .string(row.policy)), ("macs", .integer(row.macs)),
      ("instructions", integer(figures?.instructions)),
      ("instructions_per_mac", row.instructionsPerMAC.map(JSON.number) ?? .null),
      ("instructions_by_class", .object((figures?.parts ?? []).map { ($0.name, .integer($0.instructions)) })),
      ("code_bytes", integer(figures?.code)), ("weight_bytes", integer(figures?.weights)),
      ("stack_bound_bytes", integer(figures?.stack)), ("peak_sram_bytes", integer(figures?.peak)),
      ("bit_exact", figures.map { .bool($0.isBitExact) } ?? .null),
      ("reason", row.reason.map(JSON.string) ?? .null),
    ])
  }

  private var csv: String {
    let header = [
      "model", "policy", "macs", "instructions", "instructions_per_mac", "code_bytes", "weight_bytes",
      "stack_bound_bytes", "peak_sram_bytes", "reason",
    ]
    let lines = rows.map { row -> [String] in
      let figures = row.figures.map { [$0.code, $0.weights, $0.stack, $0.peak].map { String($0) } }
      let instructions = row.figures.map { String($0.instructions) } ?? ""
      let cost = row.instructionsPerMAC.map { String($0) } ?? ""
      return [row.model, row.policy, String(row.macs), instructions, cost]
        + (figures ?? ["", "", "", ""]) + [row.reason ?? ""]
    }
    return CSV.rendered([header] + lines)
  }

  private var text: String {
    let parts = rows.lazy.compactMap(\.figures).first?.parts ?? []
    var columns: [Table.Column] = [
      .left("network"), .left("policy"), .right("a MAC"), .right("to the first"),
    ]
    columns += parts.map { .right($0.name) }
    var table = Table(columns + [.right("code"), .right("peak SRAM")])
    for row in rows {
      guard let figures = row.figures, let cost = row.instructionsPerMAC else { continue }
      let first = rows.first { $0.model == row.model && $0.figures != nil }?.instructionsPerMAC ?? cost
      let shares = figures.parts.map { part in
        "\((part.instructions * 100 + figures.instructions / 2) / max(figures.instructions, 1)) %"
      }
      let cells = [row.model, row.policy, hundredths(cost), "\(hundredths(cost / first))x"]
      table.append(cells + shares + [String(figures.code), String(figures.peak)])
    }
    var lines = [table.rendered()]
    for policy in policies {
      let costs = rows.filter { $0.policy == policy }.compactMap(\.instructionsPerMAC)
      guard !costs.isEmpty else { continue }
      let mean = exp(costs.reduce(0) { $0 + log($1) } / Double(costs.count))
      lines.append(
        "\(policy): \(hundredths(mean)) instructions a MAC in the geometric mean of \(costs.count) networks")
    }
    lines += rows.filter { $0.figures?.isBitExact == false }.map {
      "\($0.model), \($0.policy): NOT bit-exact"
    }
    lines += rows.compactMap { row in row.reason.map { "\(row.model), \(row.policy): \($0)" } }
    return lines.joined(separator: "\n")
  }

  private var policies: [String] {
    var names: [String] = []
    for row in rows where !names.contains(row.policy) { names.append(row.policy) }
    return names
  }
}

/// A number with two decimals, not negative.
func hundredths(_ number: Double) -> String {
  let count = String(Int((number * 100).rounded()))
  let digits = String(repeating: "0", count: max(0, 3 - count.count)) + count
  return "\(digits.dropLast(2)).\(digits.suffix(2))"
}
