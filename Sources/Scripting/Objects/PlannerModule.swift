import Network
import Planning
import Support

extension LuaState {
  /// Defines the module `planner`: what stages and schedules of the graph at hand cost.
  func define(planner: StagePlanner, source: LuaSource) {
    define(
      module: "planner",
      functions: [
        LuaFunction(
          "stage",
          "What a stage costs: its first operator, and a table as in a schedule, whose `keep` may be one word "
            + "for all tensors inside; { placement = \"exact\" } places its buffers so. "
            + "Gives { peak, bound, macs, valid_macs, steps, cost }, or nil and a reason."
        ) { call in
          let first = try planner.graph.index(of: call.string(1, "first"), call)
          let stage = try Stage(call.table(2, "stage"), from: first, of: planner.graph, source)
          let placement = try call.placement(3, source)
          do throws(Problem) {
            return try planner.estimate(stage, first: first, placement: placement).record
          } catch {
            return .results([.nil, .string(error.message)])
          }
        },
        LuaFunction("optimal", "x") { call in
          _ = try call.integer(1, "percent")
          let mode = try call.integer(2, "mode")
          let base = planner.graph.operators.reduce(0) { $0 + planner.graph.macs(of: $1).nominal }
          let search = PlanSearch(planner, space: SearchSpace(rows: [1, 2, 3, 4, 6, 8]))
          guard let found = search.leastPeak() else { return .results([.nil]) }
          print(found.peak, found.bound, found.macs, found.cost, search.nodes)
          if mode == 2 {
            var peak = found.peak
            while peak > 0, let next = search.leastMACs(within: peak) {
              print(peak, next.peak, Double(next.macs) / Double(base), next.cost, search.nodes, next.schedule.stages.count)
              peak = min(next.peak - 4, peak * 98 / 100 / 4 * 4)
            }
          }
          if mode == 1, let cheap = search.leastCost(within: found.peak) {
            print(cheap.peak, cheap.bound, cheap.macs, cheap.cost, search.nodes)
          }
          return .results([.nil])
        },
        LuaFunction(
          "evaluate",
          "What a whole schedule costs; { placement = \"exact\" } places its buffers so. "
            + "Gives { peak, bound, macs, valid_macs, steps, cost }, or nil and a reason."
        ) { call in
          let schedule = try Schedule(call.table(1, "schedule"), from: source)
          let placement = try call.placement(2, source)
          do throws(Diagnostics) {
            return try planner.estimate(schedule, placement: placement, source: .file(source.path)).record
          } catch {
            return .results([.nil, .string(error.all[0].message)])
          }
        },
      ])
  }
}

extension LuaCall {
  /// How buffers are placed, as the table of settings at a position says; greedily without one.
  fileprivate func placement(_ position: Int, _ source: LuaSource) throws -> PlacementMethod {
    guard let table = try optional(position, { try table($0, "settings") }) else { return .greedy }
    let fields = LuaFields(table, of: "table of settings", in: source)
    let name = fields.optional("placement") {
      fields.string($0, oneOf: PlacementMethod.allCases.map(\.rawValue))
    }
    try fields.finish()
    return name.flatMap(PlacementMethod.init) ?? .greedy
  }
}

extension Graph {
  fileprivate func index(of name: String, _ call: LuaCall) throws -> OperatorIndex {
    guard let index = operatorIndex(named: name) else {
      throw call.error(1, "first", Problem.unknown("operator", name, among: operators.map(\.name)).message)
    }
    return index
  }
}

extension Stage {
  /// A stage from its table; one word for `keep` stands for every tensor inside.
  fileprivate init(
    _ table: LuaTable, from first: OperatorIndex, of graph: Graph, _ source: LuaSource
  ) throws(Diagnostics) {
    var table = table
    if case .string(let word)? = table["keep"], case .string(let name)? = table["last"],
      let last = graph.operatorIndex(named: name)
    {
      let inside = graph.operators[first..<max(first, last)].map { graph.tensors[$0.outputs[0]].name }
      var fields = Dictionary(uniqueKeysWithValues: table.fields.map { ($0.key, $0.value) })
      fields["keep"] = .table(
        LuaTable(fields: Dictionary(uniqueKeysWithValues: inside.map { ($0, .string(word)) })))
      table = LuaTable(list: table.list, fields: fields)
    }
    let fields = LuaFields(table, of: "stage", in: source)
    self.init(fields)
    try fields.finish()
  }
}

extension StageEstimate {
  fileprivate var record: LuaOutput {
    .record([
      ("peak", .integer(peak)), ("bound", .integer(bound)), ("macs", .integer(macs.nominal)),
      ("valid_macs", .integer(macs.valid)),
      ("steps", .integer(steps)), ("cost", .integer(cost)),
    ])
  }
}
