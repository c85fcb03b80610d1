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
      var models: [Model] = []
      for name in networks.isEmpty ? ["mcunet-vww1"] : networks {
        models.append(try ModelFile.model(name, home: home))
      }
      if try catalog.kind(of: plugin) == .board {
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
}
