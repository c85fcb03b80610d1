import Network
import Pipeline
import Planning
import Scripting
import Support

extension Toolkit {
  /// Plans a model by several policies, side by side.
  ///
  /// The policy of the request, and that of a recipe with its options, play no part.
  /// - Parameters:
  ///   - policies: names or paths of policy plug-ins; where empty, every policy there is.
  ///   - sweeps: `OPTION=VALUE,VALUE,...` each; every combination is planned by the policies that declare them.
  public func compare(
    _ request: Request, policies: [String] = [], sweeps: [String] = []
  ) throws(RequestFailure) -> Report {
    let sweeps = try OptionSweep.all(sweeps, besides: request.options)
    var unbound = request
    unbound.policy = Settings.defaultPolicy
    var job = try Settings(unbound, home: home).job
    job.options = request.options
    return try answering { [job] () throws(Diagnostics) in
      let catalog = PluginCatalog(request, home: home)
      var plugins: [any Policy] = []
      for name in policies.isEmpty ? catalog.names(.policy) : policies {
        plugins.append(try catalog.policy(name))
      }
      let report = ComparisonReport(try Comparison(job, policies: plugins, sweeps: sweeps))
      return Report(
        text: report.text, json: report.json, csv: report.csv, outcome: report.hasPlan ? .done : .failed)
    }
  }

  /// Who lives in memory at one step of a plan.
  ///
  /// - Parameter step: from 0; nil for the one at the peak.
  public func explain(_ request: Request, at step: Int? = nil) throws(RequestFailure) -> Report {
    let plan = try makePlan(Settings(request, home: home))
    return try answering { () throws(Diagnostics) in
      let report = ExplanationReport(try Explanation(plan, at: step))
      return Report(
        text: report.text, json: report.json, outcome: plan.fits ? .done : .notFulfilled,
        notices: PlanReport(plan).shortages)
    }
  }
}

extension OptionSweep {
  /// Sweeps as they are written.
  ///
  /// - Throws: texts of another form, and options that are given twice.
  fileprivate static func all(
    _ texts: [String], besides options: [String: String]
  ) throws(RequestFailure) -> [OptionSweep] {
    var sweeps: [OptionSweep] = []
    var problems: [Problem] = []
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let values = parts.last?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
      guard parts.count == 2, !parts[0].isEmpty, !values.contains("") else {
        problems.append(
          Problem("--sweep is \(text.quoted)", expected: "OPTION=VALUE,VALUE,..., such as tile=1,2,4"))
        continue
      }
      if options[parts[0]] != nil || sweeps.contains(where: { $0.option == parts[0] }) {
        problems.append(Problem("--sweep gives option \(parts[0]) a second time", expected: "each once"))
      }
      sweeps.append(OptionSweep(option: parts[0], values: values))
    }
    guard problems.isEmpty else {
      throw RequestFailure(Diagnostics(problems.map { $0.diagnostic(at: nil) }), isUsage: true)
    }
    return sweeps
  }
}
