import Execution
import Network
import Planning
import Support

/// The outcome of a verification, for people and for programs.
package struct VerificationReport {
  package var plan: Plan
  package var verification: Verification

  package init(_ plan: Plan, _ verification: Verification) {
    self.plan = plan
    self.verification = verification
  }

  package var json: JSON {
    .object(members)
  }

  private var members: [(key: String, value: JSON)] {
    [
      ("report", "verify"), ("version", 1), ("model", .string(plan.job.model.name)),
      ("board", .string(plan.job.board.name)), ("policy", .string(plan.job.policy.name)),
      ("placement", plan.placement.json), ("reference", .string(verification.reference)),
      (
        "links",
        .array(
          verification.links.map { link, outcomes in
            .object([
              ("link", .string(link.rawValue)), ("cases", .array(outcomes.map(json))),
            ])
          })
      ),
      ("bit_exact", .bool(verification.isBitExact)),
      ("compared_tensors", .integer(verification.comparedTensors)),
      ("aliased_tensors", .array(names { if case .aliased = $0 { true } else { false } })),
      ("folded_tensors", .array(names { if case .folded = $0 { true } else { false } })),
    ] + (verification.measurement.map { [("emulator", json($0))] } ?? [])
  }

  private func json(_ run: EmulatedRun) -> JSON {
    .object([
      ("machine", .string(plan.job.board.emulator ?? "")), ("instructions", .integer(run.instructions)),
      ("code_bytes", .integer(run.figures.code)), ("weight_bytes", .integer(run.figures.weights)),
      ("flash_bytes", .integer(run.figures.flash)),
      ("arena_bytes", .integer(run.arena)), ("stack_bound_bytes", .integer(run.figures.stackBound)),
      ("stack_used_bytes", .integer(run.stackUsed)),
      ("trace", run.transcript.cases.first?.steps.map { .string(hexadecimal($0)) } ?? .null),
      (
        "operators",
        .array(
          run.instructionsByOperator.map {
            .object([("name", .string($0.name)), ("instructions", .integer($0.count))])
          })
      ),
    ])
  }

  private func json(_ outcome: Verification.Outcome) -> JSON {
    .object([
      ("data", .string(outcome.data)), ("bit_exact", .bool(outcome.isBitExact)),
      ("first_divergence", outcome.firstDivergence.map(JSON.string) ?? .null),
      ("output_sha256", .string(outcome.outputHash)),
    ])
  }

  /// Why the outcome is not what was asked for, beside differences: a stack that may grow too large.
  package var shortages: [String] {
    guard let run = verification.measurement else { return [] }
    if run.stackUsed > run.figures.stackBound {
      return ["the run took \(run.stackUsed) bytes of stack, above the bound of \(run.figures.stackBound)"]
    }
    guard let limit = plan.job.budget.bytes[Budget.stack], run.figures.stackBound > limit else { return [] }
    return [
      "does not fit the stack: requires \(run.figures.stackBound) bytes, \(limit) are available,"
        + " \(run.figures.stackBound - limit) too many"
    ]
  }

  /// The tensors as read that ended in a certain way.
  private func names(_ isMeant: (TensorFate) -> Bool) -> [JSON] {
    let model = plan.job.model
    return zip(model.graph.tensors, model.normalised.fates)
      .filter { !$0.0.isConstant && isMeant($0.1) }.map { .string($0.0.name) }
  }

  /// A line a link and case, then the verdict.
  package var text: String {
    var table = Table([.left("link"), .left("data"), .left("bit-exact"), .left("")])
    for (link, outcomes) in verification.links {
      for outcome in outcomes {
        let verdict = outcome.isBitExact ? "yes" : "no"
        table.append([
          link.rawValue, outcome.data, verdict,
          outcome.firstDivergence.map { "first difference: \($0)" } ?? "",
        ])
      }
    }
    let verdict =
      verification.isBitExact
      ? "bit-exact: yes, \(verification.comparedTensors) tensors a case; reference: \(verification.reference)"
      : "bit-exact: no; reference: \(verification.reference)"
    return ([table.rendered(), verdict] + (verification.measurement.map { [figures($0)] } ?? [])).joined(
      separator: "\n")
  }

  private func figures(_ run: EmulatedRun) -> String {
    let perMAC = plan.macs.nominal == 0 ? 0 : run.instructions * 100 / plan.macs.nominal
    return
      "emulated: \(run.instructions) instructions (\(perMAC / 100).\(perMAC % 100 < 10 ? "0" : "")\(perMAC % 100) a MAC), "
      + "\(size(run.figures.code)) of code, \(size(run.figures.weights)) of weights, "
      + "\(size(run.arena)) of arena, \(run.stackUsed) of at most \(run.figures.stackBound) bytes of stack"
  }
}

/// 16 digits.
private func hexadecimal(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
