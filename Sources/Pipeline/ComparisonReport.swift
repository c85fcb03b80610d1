import Planning
import Support

/// Policies side by side: what each needs and does, for people and for programs.
package struct ComparisonReport {
  package var comparison: Comparison

  package init(_ comparison: Comparison) { self.comparison = comparison }

  /// Whether any policy found a plan.
  package var hasPlan: Bool { comparison.runs.contains { $0.plan != nil } }

  package var json: JSON {
    let job = comparison.job
    return .object([
      ("report", "compare"), ("version", 1), ("model", .string(job.model.name)),
      ("board", .string(job.board.name)), ("input", .string(job.input.rawValue)),
      ("placement", job.placement.map { .string($0.rawValue) } ?? .null),
      ("layerwise_macs", .integer(job.model.macs.nominal)),
      ("rows", .array(comparison.runs.map(row))),
    ])
  }

  private func row(_ run: Comparison.Run) -> JSON {
    func integer(_ figure: (Plan) -> Int) -> JSON { run.plan.map { .integer(figure($0)) } ?? .null }
    return .object([
      ("policy", .string(run.policy)), ("options", .object(run.options.map { ($0.name, $0.value.json) })),
      ("peak_sram_bytes", integer { $0.placement.peak }),
      ("lower_bound_bytes", integer { $0.placement.lowerBound }),
      ("layerwise_sram_bytes", integer { $0.program.layerwisePeak }), ("macs", integer { $0.macs.nominal }),
      ("valid_macs", integer { $0.macs.valid }),
      ("mac_factor", run.plan.map { .number($0.macFactor) } ?? .null),
      ("estimated_instructions", integer { $0.estimatedInstructions }), ("steps", integer { $0.stepCount }),
      ("stream_buffer_bytes", integer { $0.streamBufferBytes }),
      ("placement", run.plan?.placement.json ?? .null),
      ("fits", run.plan.map { .bool($0.fits) } ?? .null), ("reason", run.reason.map(JSON.string) ?? .null),
    ])
  }

  /// A row a run; what follows from a plan is empty where there is none.
  package var csv: String {
    let job = comparison.job
    let header = [
      "model", "board", "input", "policy", "options", "peak_sram_bytes", "lower_bound_bytes",
      "layerwise_sram_bytes", "macs", "valid_macs", "mac_factor", "estimated_instructions", "steps",
      "stream_buffer_bytes", "placement", "proved", "nodes", "fits", "reason",
    ]
    let rows = comparison.runs.map { run in
      [job.model.name, job.board.name, job.input.rawValue, run.policy, run.optionText]
        + (run.plan.map { plan in
          [
            String(plan.placement.peak), String(plan.placement.lowerBound),
            String(plan.program.layerwisePeak), String(plan.macs.nominal), String(plan.macs.valid),
            String(plan.macFactor), String(plan.estimatedInstructions), String(plan.stepCount),
            String(plan.streamBufferBytes), plan.placement.method.rawValue,
            String(plan.placement.isProved), String(plan.placement.nodes), String(plan.fits),
          ]
        } ?? Array(repeating: "", count: 13)) + [run.reason ?? ""]
    }
    return CSV.rendered([header] + rows)
  }

  /// A row a run, then why policies found no plan, each reason once.
  package var text: String {
    var table = Table([
      .left("policy"), .left("options"), .right("peak SRAM"), .right("bound"), .right("saved"),
      .right("MACs"), .right("valid MACs"), .right("work"), .right("estimate"), .right("steps"),
      .right("stream buffers"),
      .left("fits"),
    ])
    for run in comparison.runs {
      guard let plan = run.plan else {
        table.append([run.policy, run.optionText] + Array(repeating: "-", count: 10))
        continue
      }
      table.append([
        run.policy, run.optionText, String(plan.placement.peak), String(plan.placement.lowerBound),
        saved(plan.placement.peak, plan.program.layerwisePeak), String(plan.macs.nominal),
        String(plan.macs.valid), PlanReport(plan).factor, String(plan.estimatedInstructions),
        String(plan.stepCount), String(plan.streamBufferBytes), plan.fits ? "yes" : "no",
      ])
    }
    var reasons: [String] = []
    for case let (policy, reason?) in comparison.runs.map({ ($0.policy, $0.reason) }) {
      let line = "\(policy): \(reason)"
      if !reasons.contains(line) { reasons.append(line) }
    }
    return ([table.rendered(), summary] + reasons).joined(separator: "\n")
  }

  private var summary: String {
    let job = comparison.job
    let layerwise = comparison.runs.lazy.compactMap(\.plan).first.map {
      ": layer by layer \(size($0.program.layerwisePeak)), \(job.model.macs.nominal) MACs"
    }
    return "\(job.model.name) on \(job.board.name), input \(job.input.rawValue)\(layerwise ?? "")"
  }
}
