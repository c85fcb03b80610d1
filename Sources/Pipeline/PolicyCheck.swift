import Network
import Planning
import Support

/// Whether a policy gives schedules that can be used: on each network, with the input resident and streamed.
package struct PolicyCheck {
  package struct Row {
    package var network: String
    package var input: InputMode
    package var outcome: Result<Figures, Diagnostics>
  }

  package struct Figures {
    package var plan: Plan
    /// Whether a fresh copy of the policy gives the same schedule.
    package var isRepeatable: Bool
    /// The first operator that differs from the reference; nil where all bytes are the same.
    package var divergence: String?
  }

  package private(set) var rows: [Row] = []

  /// - Parameter policy: makes a fresh copy of the policy.
  /// - Throws: what is wrong with the policy itself.
  package init(
    _ models: [Model], board: Board, options: [String: String],
    policy: () throws(Diagnostics) -> any Policy
  ) throws(Diagnostics) {
    for model in models {
      for input in InputMode.allCases {
        let first = Job(
          model: model, board: board, policy: try policy(), options: options, input: input)
        var second = first
        second.policy = try policy()
        do throws(Diagnostics) {
          let plan = try first.plan()
          let verification = try Verification(
            plan, cases: [InputCase(.noise(1))], golden: nil, toolVersion: "")
          let again = try second.policy.schedule(
            model.normalised.graph, for: second.target, options: second.policy.resolve(options))
          let figures = Figures(
            plan: plan, isRepeatable: again == plan.schedule,
            divergence: verification.links.lazy.flatMap(\.outcomes).compactMap(\.firstDivergence).first)
          rows.append(Row(network: model.name, input: input, outcome: .success(figures)))
        } catch {
          rows.append(Row(network: model.name, input: input, outcome: .failure(error)))
        }
      }
    }
  }

  /// Whether every row has a plan that is bit-exact and comes out alike.
  package var passes: Bool {
    rows.allSatisfy { row in
      guard case .success(let figures) = row.outcome else { return false }
      return figures.isRepeatable && figures.divergence == nil
    }
  }

  package var text: String {
    var table = Table([
      .left("network"), .left("input"), .right("peak SRAM"), .right("saved"), .right("work"),
      .left("repeatable"), .left("bit-exact"),
    ])
    var reasons: [String] = []
    for row in rows {
      switch row.outcome {
      case .success(let figures):
        let plan = figures.plan
        table.append([
          row.network, row.input.rawValue, String(plan.placement.peak),
          saved(plan.placement.peak, plan.program.layerwisePeak), PlanReport(plan).factor,
          figures.isRepeatable ? "yes" : "no", figures.divergence.map { "no: \($0)" } ?? "yes",
        ])
      case .failure(let diagnostics):
        table.append([row.network, row.input.rawValue, "-", "-", "-", "-", "-"])
        reasons += diagnostics.all.map { "\(row.network), \(row.input.rawValue): \($0)" }
      }
    }
    return ([table.rendered()] + reasons).joined(separator: "\n")
  }

  package var json: JSON {
    .object([
      ("report", "plugin-check"), ("version", 1), ("passed", .bool(passes)),
      ("rows", .array(rows.map(PolicyCheck.json))),
    ])
  }

  private static func json(_ row: Row) -> JSON {
    let figures = try? row.outcome.get()
    var reason = JSON.null
    if case .failure(let diagnostics) = row.outcome {
      reason = .string(diagnostics.all.map(\.description).joined(separator: "; "))
    }
    return .object([
      ("model", .string(row.network)), ("input", .string(row.input.rawValue)),
      ("peak_sram_bytes", figures.map { .integer($0.plan.placement.peak) } ?? .null),
      ("layerwise_sram_bytes", figures.map { .integer($0.plan.program.layerwisePeak) } ?? .null),
      ("mac_factor", figures.map { .number($0.plan.macFactor) } ?? .null),
      ("repeatable", figures.map { .bool($0.isRepeatable) } ?? .null),
      ("bit_exact", figures.map { .bool($0.divergence == nil) } ?? .null), ("reason", reason),
    ])
  }
}
