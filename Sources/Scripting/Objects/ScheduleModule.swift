import Network
import Planning
import Support

extension LuaModule {
  /// Schedules as tables: made, checked, compared, written and read.
  static func schedule(_ bench: Workbench) -> LuaModule {
    LuaModule(
      "schedule", "Schedules as plain tables: made, checked, compared, written and read.",
      [
        LuaFunction(
          "build", "stages: stage[], variant?: variant -> schedule",
          "A schedule of these stages, from the first operator on; the operators behind them are stages of "
            + "their own, layer by layer. `keep` may be one word for all tensors inside a stage. Stages name the "
            + "operators of the variant where one is given."
        ) { call in
          let network = try bench.atHand()
          let stages = try call.table(1, "stages")
          let variant = try call.optional(2) { try call.table($0, "variant") }
          return .table(
            try Schedule(
              leading: stages.list, of: network, variant ?? LuaTable(), bench.source
            ).table)
        },
        LuaFunction(
          "check", "schedule: schedule -> finding[]",
          "Everything that keeps a schedule from running on the network at hand; an empty list where nothing "
            + "does."
        ) { call in
          let target = try bench.atHand().target
          let table = try call.table(1, "schedule")
          do throws(Diagnostics) {
            let schedule = try Schedule(table, from: bench.source)
            let findings = schedule.findings(
              for: target.planner.graph, input: target.input, memories: target.board.memories,
              source: .file(bench.source.path))
            return .list(findings.map(\.record))
          } catch {
            return .list(error.all.map(\.record))
          }
        },
        LuaFunction("text", "schedule: schedule -> string", "A line a stage.") { call in
          .string(try Schedule(call.table(1, "schedule"), from: bench.source).description)
        },
        LuaFunction(
          "diff", "first: schedule, second: schedule -> string[]",
          "What differs, a line a difference: `-` only in the first, `+` only in the second."
        ) { call in
          let first = try Schedule(call.table(1, "first"), from: bench.source).table
          let second = try Schedule(call.table(2, "second"), from: bench.source).table
          return .list(first.differences(from: second).map { .string($0) })
        },
        LuaFunction("to_yaml", "schedule: schedule -> string", "The schedule as YAML.") { call in
          .string(try Schedule(call.table(1, "schedule"), from: bench.source).yaml)
        },
        LuaFunction("from_yaml", "text: string -> schedule", "The schedule that a text in YAML holds.") {
          call in
          .table(try Schedule(yaml: call.string(1, "text"), file: "schedule.yaml").table)
        },
      ])
  }
}

extension Diagnostic {
  fileprivate var record: LuaOutput {
    .record([
      ("message", .string(message)), ("expected", expected.map { .string($0) } ?? .nil),
      ("hint", hint.map { .string($0) } ?? .nil),
    ])
  }
}

extension Schedule {
  /// Stages from the first operator on, and each operator behind them as a stage of its own.
  fileprivate init(
    leading stages: [LuaValue], of network: Workbench.Network, _ variant: LuaTable, _ source: LuaSource
  ) throws {
    let fields = LuaFields(variant, of: "variant", in: source)
    self.init(graphHash: network.graph.graph.structuralHash, variant: GraphVariant(fields), stages: [])
    try fields.finish()
    let graph: Graph
    do throws(Problem) {
      graph = try network.graph.graph.variant(self.variant)
    } catch {
      throw LuaError("\(error.diagnostic(at: nil))")
    }
    var next = 0
    for (position, value) in stages.enumerated() {
      guard case .table(let table) = value else {
        throw LuaError("stage \(position + 1) is \(value.kind), expected a table")
      }
      guard next < graph.operators.count else {
        throw LuaError("stage \(position + 1) begins behind the last operator")
      }
      let stage = try Stage(table, from: next, of: graph, source)
      guard let last = graph.operatorIndex(named: stage.last) else {
        let problem = Problem.unknown("operator", stage.last, among: graph.operators.map(\.name))
        throw LuaError("stage \(position + 1): \(problem.diagnostic(at: nil))")
      }
      self.stages.append(stage)
      next = max(next, last + 1)
    }
    for node in graph.operators.dropFirst(next) {
      let isFed = graph.activations(of: node).contains { graph.inputs.contains($0.tensor) }
      let streams = network.target.input == .streamed && isFed
      self.stages.append(
        Stage(last: node.name, tile: streams ? Tile(rows: 1, columns: nil) : .everything))
    }
  }
}
