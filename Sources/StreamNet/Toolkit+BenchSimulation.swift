import Execution
import Pipeline
import Scripting
import Support

extension Toolkit {
  /// Measures how long one simulated inference of each model takes by the plan of each policy, planning not
  /// counted.
  ///
  /// Seconds differ from run to run; everything else of the report does not.
  /// - Parameters:
  ///   - request: board, input mode and placement; its model, policy and options play no part. The board says
  ///     which kernels run.
  ///   - models: as in a request; where empty, the networks of the zoo.
  ///   - policies: names or paths of policy plug-ins; where empty, `layer-wise` and `row-stream`. Options have
  ///     their defaults.
  ///   - runs: how often each inference is run, at least once; the median counts.
  public func benchSimulation(
    _ request: Request, models: [String] = [], policies: [String] = [], runs: Int = 3
  ) throws(RequestFailure) -> Report {
    let catalog = PluginCatalog(request, home: home)
    let models = models.isEmpty ? try answering { () throws(Diagnostics) in try home.networks() } : models
    var rows: [SimulationBenchReport.Row] = []
    for model in models {
      var request = request
      (request.model, request.policy, request.options) = (model, Settings.defaultPolicy, [:])
      var job = try Settings(request, home: home).job
      job.options = [:]
      for name in policies.isEmpty ? ["layer-wise", "row-stream"] : policies {
        rows.append(
          try answering { () throws(Diagnostics) in
            let run = try Comparison(job, policies: [catalog.policy(name)], sweeps: []).runs[0]
            let seconds = try run.plan.map { plan throws(Diagnostics) in
              try secondsOfInferences(plan, runs: max(1, runs))
            }
            return SimulationBenchReport.Row(model: job.model.name, run, seconds: seconds ?? [])
          })
      }
    }
    return SimulationBenchReport(rows: rows, runs: max(1, runs)).report
  }

  private func secondsOfInferences(_ plan: Plan, runs: Int) throws(Diagnostics) -> [Double] {
    let inputs = try InputCase(.noise(1)).bytes(for: plan.job.model.graph)
    let simulator = Simulator(program: plan.program, placement: plan.placement)
    let clock = ContinuousClock()
    var seconds: [Double] = []
    for _ in 0..<runs {
      let start = clock.now
      _ = try simulator.run(inputs: inputs)
      seconds.append((clock.now - start) / .seconds(1))
    }
    return seconds
  }
}
