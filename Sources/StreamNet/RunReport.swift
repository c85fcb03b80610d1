import Pipeline
import Support

/// The outcome of a run: plan and check in one table.
struct RunReport {
  var plan: Plan
  var verification: VerificationReport?
  /// What would fit, where the plan does not.
  var advice: FitAdvice?

  var report: Report {
    let isExact = verification?.verification.isBitExact ?? true
    let shortages = PlanReport(plan, advice: advice).shortages + (verification?.shortages ?? [])
    return Report(
      text: text, json: json, outcome: shortages.isEmpty && isExact ? .done : .notFulfilled,
      notices: shortages)
  }

  private var json: JSON {
    .object([
      ("report", "run"), ("version", 1), ("plan", PlanReport(plan, advice: advice).json),
      ("verify", verification?.json ?? .null),
    ])
  }

  private var text: String {
    var table = Table([
      .left("model"), .left("policy"), .left("board"), .left("input"), .right("peak SRAM"),
      .right("layer by layer"), .right("MACs"), .right("work"), .left("fits"), .left("bit-exact"),
    ])
    let job = plan.job
    table.append([
      job.model.name, job.policy.name, job.board.name, job.input.rawValue, String(plan.placement.peak),
      String(plan.program.layerwisePeak), String(plan.macs.nominal), PlanReport(plan).factor,
      plan.fits && verification?.shortages.isEmpty ?? true ? "yes" : "no", verdict,
    ])
    guard let verification, !verification.verification.isBitExact else { return table.rendered() }
    return "\(verification.text)\n\n\(table.rendered())"
  }

  private var verdict: String {
    verification.map { $0.verification.isBitExact ? "yes" : "no" } ?? "not checked"
  }
}
