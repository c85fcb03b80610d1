import Network
import Planning
import Support

extension LuaModule {
  /// What stages and schedules of the network at hand cost.
  static func planner(_ bench: Workbench) -> LuaModule {
    LuaModule(
      "planner", "What stages and schedules of the network at hand cost.",
      [
        LuaFunction(
          "stage", "first: string, stage: stage -> estimate?, string?",
          "What a stage costs: its first operator, and a table as in a schedule, whose `keep` may be one word "
            + "for all tensors inside. Gives { peak, macs, valid_macs, steps }, or nil and a reason."
        ) { call in
          let planner = try bench.atHand().target.planner
          let first = try planner.graph.index(of: call.string(1, "first"), call)
          let stage = try Stage(call.table(2, "stage"), from: first, of: planner.graph, bench.source)
          do throws(Problem) {
            let estimate = try planner.estimate(stage, first: first)
            call.charge(estimate.steps)
            return estimate.record
          } catch {
            return .results([.nil, .string(error.message)])
          }
        },
        LuaFunction(
          "evaluate", "schedule: schedule -> estimate?, string?",
          "What a whole schedule costs. Gives { peak, macs, valid_macs, steps }, or nil and a reason."
        ) { call in
          let planner = try bench.atHand().target.planner
          let schedule = try Schedule(call.table(1, "schedule"), from: bench.source)
          do throws(Diagnostics) {
            let estimate = try planner.estimate(schedule, source: .file(bench.source.path))
            call.charge(estimate.steps)
            return estimate.record
          } catch {
            return .results([.nil, .string(error.all[0].message)])
          }
        },
        LuaFunction(
          "progress", "done: number, total: number, doing?: string",
          "Tells people how far a search is; has no effect on it."
        ) { call in
          let (done, total) = (try call.number(1, "done"), try call.number(2, "total"))
          let doing = try call.optional(3) { try call.string($0, "doing") } ?? ""
          let part = total > 0 ? min(max(done / total, 0), 1) : 0
          bench.catalog.observer.progress?(part.isNaN ? 0 : part, doing)
          return .none
        },
      ])
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
  init(
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
      ("peak", .integer(peak)), ("macs", .integer(macs.nominal)), ("valid_macs", .integer(macs.valid)),
      ("steps", .integer(steps)),
    ])
  }
}
