import Network
import Pipeline
import Planning
import Scripting
import Support

/// What is asked of a front beside the model and what it runs on.
public struct ParetoSettings: Sendable {
  /// Policies that are planned beside the front, by name or path; where empty, all there are.
  public var policies: [String]
  /// Every peak that is asked for is at least this share below the one before.
  public var resolution: Double
  /// How many times the work of two searches the front may take.
  public var effort: Int
  /// A folder that every point is written to, as a policy; nil for none.
  public var folder: String?
  /// Whether every point is proved in guarded simulation.
  public var isVerified: Bool
  /// How many points, spread over the front, are proved on the emulated core.
  public var emulated: Int
  /// Whether the report has the picture.
  public var isDrawn: Bool

  /// What is left out is not done.
  public init(
    policies: [String] = [], resolution: Double = 0.02, effort: Int = 10, folder: String? = nil,
    isVerified: Bool = false,
    emulated: Int = 0, isDrawn: Bool = false
  ) {
    self.policies = policies
    self.resolution = resolution
    self.effort = effort
    self.folder = folder
    self.isVerified = isVerified
    self.emulated = emulated
    self.isDrawn = isDrawn
  }
}

extension Toolkit {
  /// All schedules of a model that no other is better than, from the least memory to layer by layer, and beside
  /// them what policies find. Peaks have no scratch that only makes kernels quicker, where that is not free.
  ///
  /// The policy of the request, and that of a recipe with its options, play no part; buffers are placed exactly
  /// where nothing else is asked for. Policies with an option `objective` are asked for the least memory.
  public func pareto(
    _ request: Request, _ pareto: ParetoSettings = ParetoSettings()
  ) throws(RequestFailure) -> Report {
    var unbound = request
    unbound.policy = Settings.defaultPolicy
    let settings = try Settings(unbound, home: home)
    var job = settings.job
    job.options = request.options
    job.placement = job.placement ?? .exact
    job.scratchMayRaisePeak = false
    let progress = request.pluginSettings.progress
    defer { progress?(1, "") }
    return try answering { [job] () throws(Diagnostics) in
      let runs = try runs(of: job, request, pareto.policies)
      var bare = job
      bare.options = [:]
      var front = try ParetoFront(
        bare, resolution: pareto.resolution, effort: pareto.effort, policies: runs, progress: progress)
      if pareto.isVerified || pareto.emulated > 0 {
        let cases = request.data.isEmpty ? [InputCase(.noise(1))] : settings.cases
        try front.verify(
          cases, isSimulated: pareto.isVerified, emulated: pareto.emulated, toolVersion: Toolkit.version,
          progress: progress)
      }
      let files = try pareto.folder.map { folder throws(Diagnostics) in try write(front, to: folder) } ?? []
      let report = ParetoReport(
        front, files: files, replay: replay(request, front, files.first ?? "DIR/point-1.lua"))
      return Report(
        text: report.text, json: report.json, csv: report.csv,
        svg: pareto.isDrawn ? ParetoChart(front).svg : nil,
        outcome: !report.hasPlan ? .failed : report.isBitExact ? .done : .notFulfilled)
    }
  }

  /// What the policies plan, each with the least memory as its objective where it knows one.
  private func runs(
    of job: Job, _ request: Request, _ names: [String]
  ) throws(Diagnostics) -> [Comparison.Run] {
    var settings = request.pluginSettings
    settings.progress = nil
    let catalog = PluginCatalog(pluginPath: request.pluginPath, settings: settings, home: home)
    var policies: [any Policy] = []
    for name in names.isEmpty ? catalog.names(.policy) : names { policies.append(try catalog.policy(name)) }
    var job = job
    let knowsMemory = policies.contains { policy in
      policy.options.contains { $0.name == "objective" && $0.choices.contains("memory") }
    }
    if knowsMemory, job.options["objective"] == nil { job.options["objective"] = "memory" }
    return try Comparison(job, policies: policies, sweeps: []).runs
  }

  /// Writes every point as a policy.
  ///
  /// - Returns: the files.
  private func write(_ front: ParetoFront, to folder: String) throws(Diagnostics) -> [String] {
    try Files.createDirectories(folder)
    var files: [String] = []
    for (position, point) in front.points.enumerated() {
      let name = "point-\(position + 1)"
      files.append(Files.join(folder, "\(name).lua"))
      try Files.write(point.plan.policySource(name: name), to: files[position])
    }
    return files
  }

  /// The command that plans the first point from a file: within the bytes that it needs, as a plan may else take
  /// a little more for scratch that makes kernels quicker.
  private func replay(_ request: Request, _ front: ParetoFront, _ file: String) -> String {
    var words = ["streamnet", "plan", request.model]
    if let board = request.board { words += ["--board", board] }
    if let input = request.input { words += ["--input", input] }
    if let placement = request.placement { words += ["--placement", placement] }
    if let region = front.points.first?.plan.placement.regions.first {
      let rest = request.budget?.split(separator: ",").filter { !$0.hasPrefix("\(region.name)=") } ?? []
      let budget = rest.map(String.init) + ["\(region.name)=\(region.peak)"]
      words += ["--budget", budget.joined(separator: ",")]
    }
    return (words + ["--policy", file]).joined(separator: " ")
  }
}
