import Pipeline
import Planning
import Scripting
import Support

extension Toolkit {
  /// Measures how long planning takes: policy, lowering and placement of each model by each policy.
  ///
  /// Seconds differ from run to run; everything else of the report does not.
  /// - Parameters:
  ///   - request: board, budget, input mode and placement; its model, policy and options play no part.
  ///   - models: as in a request; where empty, the networks of the zoo.
  ///   - policies: names or paths of policy plug-ins; where empty, every policy there is. Options have their
  ///     defaults.
  ///   - runs: how often each plan is made, at least once; the median counts.
  public func benchPlanner(
    _ request: Request, models: [String] = [], policies: [String] = [], runs: Int = 3
  ) throws(RequestFailure) -> Report {
    let catalog = PluginCatalog(request, home: home)
    let models = models.isEmpty ? try answering { () throws(Diagnostics) in try home.networks() } : models
    var rows: [PlannerBenchReport.Row] = []
    for model in models {
      var request = request
      (request.model, request.policy, request.options) = (model, Settings.defaultPolicy, [:])
      var job = try Settings(request, home: home).job
      job.options = [:]
      for name in policies.isEmpty ? catalog.names(.policy) : policies {
        rows.append(
          try answering { () throws(Diagnostics) in
            PlannerBenchReport.Row(job, try timings(of: job, by: catalog.policy(name), runs: max(1, runs)))
          })
      }
    }
    return PlannerBenchReport(rows: rows, runs: max(1, runs)).report
  }

  /// Counts the instructions of each model by each policy on the emulated machine that stands for a board, and
  /// what they take of flash and memory. The same in every run.
  ///
  /// - Parameters:
  ///   - request: board, budget, input mode and placement; its model, policy and options play no part.
  ///   - models: as in a request; where empty, the networks of the zoo.
  ///   - policies: names or paths of policy plug-ins; where empty, `layer-wise`, `row-stream` and, where there is
  ///     one, `auto`. Options have their defaults.
  public func benchNetworks(
    _ request: Request, models: [String] = [], policies: [String] = []
  ) throws(RequestFailure) -> Report {
    let catalog = PluginCatalog(request, home: home)
    let usual = ["layer-wise", "row-stream", "auto"].filter(catalog.names(.policy).contains)
    let models = models.isEmpty ? try answering { () throws(Diagnostics) in try home.networks() } : models
    var report = NetworkBenchReport(board: "", rows: [])
    for model in models {
      var request = request
      (request.model, request.policy, request.options) = (model, Settings.defaultPolicy, [:])
      let settings = try Settings(request, home: home)
      var job = settings.job
      job.options = [:]
      report.board = job.board.name
      for name in policies.isEmpty ? usual : policies {
        report.rows.append(
          try answering { () throws(Diagnostics) in
            try measured(Comparison(job, policies: [catalog.policy(name)], sweeps: []).runs[0], job)
          })
      }
    }
    return report.report
  }

  /// Counts the instructions of kernels beside those of CMSIS-NN, which is fetched, in one run of an emulator.
  ///
  /// It needs the project's own folder, where `bench/kernels` and the kernels' sources are, bash and Python.
  /// - Parameter core: `cortex-m7`, `cortex-m4`, `cortex-m33` or `cortex-m55`.
  public func benchKernels(core: String) throws(RequestFailure) -> Report {
    try answering { () throws(Diagnostics) in
      let script = Files.join(home.path, "bench/kernels/run")
      guard Files.exists(script), Files.exists(Files.join(home.path, "Sources/CKernels")) else {
        throw Diagnostics(
          Diagnostic(
            at: .file(script), "this is not there", expected: "StreamNet's sources beside the program"))
      }
      for tool in ["arm-none-eabi-gcc", "qemu-system-arm", "bash", "python3"]
      where ChildProcess.find(tool) == nil {
        throw Diagnostics(
          Diagnostic("the program \(tool) is not found", hint: "streamnet doctor says what is missing"))
      }
      let outcome = try ChildProcess.run(
        "bash", [script, core, "lines"], in: home.path, limits: ChildLimits(seconds: 900))
      guard outcome.code == 0 else {
        throw Diagnostics(Diagnostic("the benchmark of kernels fails: \(outcome.firstLine)"))
      }
      return try KernelBenchReport(core: core, output: outcome.output, errors: outcome.errors).report
    }
  }

  private func measured(_ run: Comparison.Run, _ job: Job) throws(Diagnostics) -> NetworkBenchReport.Row {
    var row = NetworkBenchReport.Row(
      model: job.model.name, policy: run.policy, macs: job.model.macs.nominal, reason: run.reason)
    guard let plan = run.plan else { return row }
    let verification = try Verification(
      plan, cases: [InputCase(.noise(1))], golden: nil, links: [.emulator], toolVersion: Toolkit.version)
    row.figures = verification.measurement.map {
      NetworkBenchReport.Figures($0, plan, isBitExact: verification.isBitExact)
    }
    return row
  }

  /// The same plan made several times, and the seconds each took.
  private func timings(
    of job: Job, by policy: any Policy, runs: Int
  ) throws(Diagnostics) -> [(run: Comparison.Run, seconds: Double)] {
    var timings: [(run: Comparison.Run, seconds: Double)] = []
    let clock = ContinuousClock()
    for _ in 0..<runs {
      let start = clock.now
      let run = try Comparison(job, policies: [policy], sweeps: []).runs[0]
      timings.append((run, (clock.now - start) / .seconds(1)))
    }
    return timings
  }
}

extension Home {
  /// The names of the network descriptions that ship, in alphabetical order.
  func networks() throws(Diagnostics) -> [String] {
    try Files.list(zoo, suffix: ".yaml").map { String($0.dropLast(".yaml".count)) }
  }
}
