import Network
import Pipeline
import Planning
import Support

extension LuaModule {
  /// The network at hand, and networks made in Lua.
  static func network(_ bench: Workbench) -> LuaModule {
    LuaModule(
      "network",
      "The network that planner, schedule, memory and simulator work on, and networks made in Lua.",
      [
        LuaFunction(
          "use", "model: string | graph, options?: use_options -> graph, target",
          "Makes a network the one at hand: a model by name or path, or one that network.build made. A policy "
            + "cannot: its network is the one it is called for."
        ) { call in
          guard let loader = bench.loader else {
            throw LuaError("a plug-in's network is the one it is called for")
          }
          let model: Model
          if let graph = call.object(1, as: GraphObject.self) {
            guard let own = graph.model else { throw LuaError("the graph belongs to no model") }
            model = own
          } else {
            model = try loader(call.string(1, "model"))
          }
          let network = try Workbench.Network(model, UseOptions(call, 2, bench))
          bench.network = network
          return .results([.object(network.graph), network.target.record])
        },
        LuaFunction(
          "build", "description: table -> graph",
          "A network from a description as a table: the keys of a network file, without weights. `network = 1` "
            + "may be left out."
        ) { call in
          let table = try call.table(1, "description")
          var fields = Dictionary(uniqueKeysWithValues: table.fields.map { ($0.key, $0.value) })
          fields["network"] = fields["network"] ?? .integer(Description.version)
          let text = Array(try LuaValue.table(LuaTable(fields: fields)).json().rendered(pretty: true).utf8)
          call.charge(text.count * 64)
          let graph = try Description.read(text, file: "description")
          let model = try Model(
            name: graph.name, hash: SHA256.hash(text).hex, format: .description, graph: graph)
          call.charge(model.macs.nominal / 4)
          return .object(GraphObject(model))
        },
        LuaFunction("current", "-> graph, target", "The network at hand and what it is planned for.") { _ in
          let network = try bench.atHand()
          return .results([.object(network.graph), network.target.record])
        },
      ])
  }
}

/// What a network is to be planned for.
private struct UseOptions {
  var board: Board
  var budget = Budget()
  var input = InputMode.resident
  var placement = PlacementMethod.greedy

  init(_ call: LuaCall, _ position: Int, _ bench: Workbench) throws {
    let table = try call.optional(position) { try call.table($0, "options") } ?? LuaTable()
    let fields = LuaFields(table, of: "table of options", in: bench.source)
    let name = fields.optional("board") { fields.string($0) }
    if let text = fields.optional("input", { fields.string($0, oneOf: InputMode.allCases.map(\.rawValue)) }) {
      input = InputMode(rawValue: text) ?? .resident
    }
    if let text = fields.optional(
      "placement", { fields.string($0, oneOf: PlacementMethod.allCases.map(\.rawValue)) })
    {
      placement = PlacementMethod(rawValue: text) ?? .greedy
    }
    if fields.has("budget") {
      let bytes = fields.table("budget", of: "budget")
      for field in bytes.table.fields { budget.bytes[field.key] = bytes.size(field.key) }
      try? bytes.finish()
    }
    try fields.finish()
    board =
      try name.map { name throws(Diagnostics) in try bench.catalog.board(name) }
      ?? bench.network?.target.board ?? bench.catalog.board(PluginCatalog.defaultBoard)
    let findings = budget.findings(for: board)
    guard findings.isEmpty else { throw Diagnostics(findings.map { $0.diagnostic(at: nil) }) }
  }
}

extension Workbench.Network {
  fileprivate init(_ model: Model, _ options: UseOptions) {
    let none = GivenSchedule(Schedule(stages: []), location: .file("schedule"))
    self.init(
      Job(
        model: model, board: options.board, policy: none, budget: options.budget, input: options.input,
        placement: options.placement))
  }

  /// The network of a job.
  init(_ job: Job) {
    self.init(graph: GraphObject(job.model), target: job.target)
  }
}

extension Target {
  /// The target as policies get it: board, budget in bytes by memory, how the input arrives, and how buffers
  /// will be placed.
  var record: LuaOutput {
    .record([
      ("board", board.record),
      ("budget", .record(board.memories.map { ($0.name, .integer(budget.limit(of: $0))) })),
      ("input", .string(input.rawValue)), ("placement", .string(placement.rawValue)),
    ])
  }
}
