import Network
import Pipeline
import Planning
import Scripting
import Support

extension Toolkit {
  /// Plans each model by each policy, with both ways of input, beside the memory that the project set out for. The
  /// same in every run.
  ///
  /// - Parameters:
  ///   - request: board, budget, input mode and placement, both ways of input where it has none, placed exactly
  ///     where it has nothing else; links to go through. Its model, policy and options play no part.
  ///   - models: as in a request; where empty, the networks of the zoo.
  ///   - policies: names or paths of policy plug-ins; where empty, `layer-wise`, `row-stream` and, where there is
  ///     one, `auto`. Options have their defaults.
  public func benchMemory(
    _ request: Request, models: [String] = [], policies: [String] = []
  ) throws(RequestFailure) -> Report {
    let catalog = PluginCatalog(request, home: home)
    let usual = ["layer-wise", "row-stream", "auto"].filter(catalog.names(.policy).contains)
    let names = policies.isEmpty ? usual : policies
    let models = models.isEmpty ? try answering { () throws(Diagnostics) in try home.networks() } : models
    let progress = request.pluginSettings.progress
    defer { progress?(1, "") }
    var report = MemoryBenchReport(board: "", rows: [])
    for (position, model) in models.enumerated() {
      var request = request
      (request.model, request.policy, request.options) = (model, Settings.defaultPolicy, [:])
      let settings = try Settings(request, home: home)
      var job = settings.job
      job.options = [:]
      job.placement = job.placement ?? .exact
      report.board = job.board.name
      for input in request.input == nil ? [.streamed, .resident] : [job.input] {
        job.input = input
        progress?(Double(position) / Double(models.count), job.model.name)
        let links = request.links.isEmpty ? [] : settings.links
        report.rows.append(
          try answering { [job] () throws(Diagnostics) in
            var policies: [any Policy] = []
            for name in names { policies.append(try catalog.policy(name)) }
            let runs = try Comparison(job, policies: policies, sweeps: []).runs
            var verdicts: [Bool?] = []
            for run in runs { verdicts.append(try isBitExact(run, links)) }
            return MemoryBenchReport.Row(
              model: job.model.name, input: input, runs: runs, isBitExact: verdicts)
          })
      }
    }
    return report.report
  }

  /// Whether a plan gives the reference bytes on some links; nil without links or a plan.
  private func isBitExact(
    _ run: Comparison.Run, _ links: [Verification.Link]
  ) throws(Diagnostics) -> Bool? {
    guard let plan = run.plan, !links.isEmpty else { return nil }
    return try Verification(
      plan, cases: [InputCase(.noise(1))], golden: nil, links: links, toolVersion: Toolkit.version
    ).isBitExact
  }
}
