import Network
import Planning
import Support

/// An option and the values it takes one after the other.
package struct OptionSweep: Sendable, Hashable {
  package var option: String
  package var values: [String]

  package init(option: String, values: [String]) {
    self.option = option
    self.values = values
  }
}

/// One model planned in several ways.
package struct Comparison {
  /// What all ways share; its policy and options are those of none in particular.
  package var job: Job
  package var runs: [Run]

  /// One way: a policy with its options, and the plan or why there is none.
  package struct Run {
    package var policy: String
    /// As the policy got them, defaults included, in alphabetical order; as given where they are incomplete.
    package var options: [(name: String, value: OptionValue)]
    package var outcome: Result<Plan, Diagnostics>

    package var plan: Plan? { try? outcome.get() }
  }

  /// The most runs of one comparison.
  static let runLimit = 10_000

  /// Plans a model by every policy, with the options each of them declares: those of the job, and the swept ones
  /// with every combination of their values, the last sweep fastest.
  ///
  /// - Throws: options that no policy declares, values that a policy does not take, a budget for memories the
  ///   board does not have. That a policy finds no plan is a run.
  package init(_ job: Job, policies: [any Policy], sweeps: [OptionSweep]) throws(Diagnostics) {
    self.job = job
    let findings =
      job.budget.findings(for: job.board) + Comparison.findings(job.options, sweeps, policies: policies)
    guard findings.isEmpty else { throw Diagnostics(findings.map { $0.diagnostic(at: nil) }) }
    runs = []
    for policy in policies {
      let declared = Set(policy.options.map(\.name))
      let fixed = job.options.filter { declared.contains($0.key) }
      for swept in combinations(of: sweeps.filter { declared.contains($0.option) }) {
        var job = job
        job.policy = policy
        job.options = fixed.merging(swept) { $1 }
        runs.append(Run(job))
      }
    }
  }

  private static func findings(
    _ options: [String: String], _ sweeps: [OptionSweep], policies: [any Policy]
  ) -> [Problem] {
    let given = options.sorted { $0.key < $1.key }.map { OptionSweep(option: $0.key, values: [$0.value]) }
    let declared = Set(policies.flatMap { $0.options.map(\.name) }).sorted()
    var problems: [Problem] = []
    for entry in given + sweeps {
      if !declared.contains(entry.option) {
        problems.append(.unknown("option of these policies", entry.option, among: declared))
      }
      for policy in policies {
        guard let option = policy.options.first(where: { $0.name == entry.option }) else { continue }
        problems += entry.values.filter { option.value(of: $0) == nil }.map {
          option.refusal(of: $0, policy: policy.name)
        }
      }
    }
    var count = policies.count
    for sweep in sweeps where count <= runLimit { count *= max(1, sweep.values.count) }
    if count > runLimit {
      problems.append(Problem("the sweeps make too many runs", expected: "at most \(runLimit)"))
    }
    return problems
  }
}

extension Comparison.Run {
  fileprivate init(_ job: Job) {
    policy = job.policy.name
    do throws(Diagnostics) {
      options = try job.policy.resolve(job.options).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      outcome = .success(try job.plan())
    } catch {
      let values = job.policy.options.compactMap { option in
        (job.options[option.name].flatMap(option.value) ?? option.fallback).map { (option.name, $0) }
      }
      options = values.sorted { $0.0 < $1.0 }
      outcome = .failure(error)
    }
  }

  /// The options as one text: `split=auto tile=1`.
  package var optionText: String { options.map { "\($0.name)=\($0.value.text)" }.joined(separator: " ") }

  /// Why there is no plan, without the places of plug-ins on this machine.
  package var reason: String? {
    guard case .failure(let diagnostics) = outcome else { return nil }
    return diagnostics.all.map { diagnostic in
      var diagnostic = diagnostic
      if case .file? = diagnostic.location { diagnostic.location = nil }
      return diagnostic.description
    }.joined(separator: "; ")
  }
}

/// Every choice of one value for each option, the last option's changing fastest; one empty choice of none.
private func combinations(of sweeps: [OptionSweep]) -> [[String: String]] {
  sweeps.reduce([[:]]) { choices, sweep in
    choices.flatMap { choice in sweep.values.map { choice.merging([sweep.option: $0]) { $1 } } }
  }
}
