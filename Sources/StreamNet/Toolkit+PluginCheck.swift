import Pipeline
import Planning
import Scripting
import Support

extension Toolkit {
  /// Whether a plug-in does on networks what it should: a policy gives repeatable, bit-exact plans with the input
  /// resident and streamed; on a board, plans fit.
  ///
  /// - Parameters:
  ///   - plugin: a file, or a name.
  ///   - networks: models by name or path; mcunet-vww1 where empty.
  ///   - options: of the policy.
  public func checkPlugin(
    _ plugin: String, on networks: [String] = [], options: [String: String] = [:], pluginPath: [String] = [],
    _ settings: PluginSettings = PluginSettings()
  ) throws(RequestFailure) -> Report {
    let catalog = PluginCatalog(pluginPath: pluginPath, settings: settings, home: home)
    return try answering { () throws(Diagnostics) in
      let kind = try catalog.kind(of: plugin)
      if kind == .kernel || kind == .operator { return try checkKernel(plugin, kind, networks, catalog) }
      var models: [Model] = []
      for name in networks.isEmpty ? ["mcunet-vww1"] : networks {
        models.append(try ModelFile.model(name, home: home, catalog))
      }
      if kind == .board {
        return try checkBoard(catalog.board(plugin), models, catalog)
      }
      let board = try catalog.board(Settings.defaultBoard)
      let check = try PolicyCheck(models, board: board, options: options) { () throws(Diagnostics) in
        try catalog.policy(plugin)
      }
      return Report(text: check.text, json: check.json, outcome: check.passes ? .done : .notFulfilled)
    }
  }

  /// A row a network and policy.
  private func checkBoard(
    _ board: Board, _ models: [Model], _ catalog: PluginCatalog
  ) throws(Diagnostics) -> Report {
    var table = Table([
      .left("network"), .left("policy"), .right("peak SRAM"), .right("flash"), .left("fits"),
    ])
    var rows: [JSON] = []
    var fitsAny = true
    for model in models {
      var fits = false
      for name in ["layer-wise", "row-stream"] {
        let plan = try Job(model: model, board: board, policy: catalog.policy(name)).plan()
        fits = fits || plan.fits
        table.append([
          model.name, name, String(plan.placement.peak), String(plan.flashBytes), plan.fits ? "yes" : "no",
        ])
        rows.append(
          .object([
            ("model", .string(model.name)), ("policy", .string(name)),
            ("peak_sram_bytes", .integer(plan.placement.peak)), ("flash_bytes", .integer(plan.flashBytes)),
            ("fits", .bool(plan.fits)),
          ]))
      }
      fitsAny = fitsAny && fits
    }
    return Report(
      text: table.rendered(),
      json: .object([
        ("report", "plugin-check"), ("version", 1), ("passed", .bool(fitsAny)), ("rows", .array(rows)),
      ]), outcome: fitsAny ? .done : .notFulfilled)
  }

  /// A row a network and policy.
  private func checkKernel(
    _ plugin: String, _ kind: PluginKind, _ networks: [String], _ catalog: PluginCatalog
  ) throws(Diagnostics) -> Report {
    guard kind == .kernel else {
      throw Diagnostics(
        Diagnostic("an operator is checked with a kernel that computes it", hint: "check the kernel"))
    }
    var models: [Model] = []
    for name in networks { models.append(try ModelFile.model(name, home: home, catalog)) }
    let check = try KernelCheck(plugin, on: models, catalog)
    var table = Table([
      .left("network"), .left("policy"), .right("operators"), .right("peak SRAM"), .left("bit-exact"),
    ])
    for row in check.rows {
      table.append([
        row.network, row.policy, String(row.operators), String(row.peak),
        row.divergence.map { "no: \($0)" } ?? "yes",
      ])
    }
    let rows = check.rows.map { row in
      JSON.object([
        ("model", .string(row.network)), ("policy", .string(row.policy)),
        ("operators", .integer(row.operators)),
        ("peak_sram_bytes", .integer(row.peak)), ("bit_exact", .bool(row.divergence == nil)),
      ])
    }
    return Report(
      text: table.rendered(),
      json: .object([
        ("report", "plugin-check"), ("version", 1), ("passed", .bool(check.passes)), ("rows", .array(rows)),
      ]), outcome: check.passes ? .done : .notFulfilled)
  }
}
