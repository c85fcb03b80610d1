import Network
import Pipeline
import Planning
import Support

extension LuaModule {
  /// What stages and schedules of the network at hand cost.
  static func planner(_ bench: Workbench) -> LuaModule {
    LuaModule(
      "planner", "What stages and schedules of the network at hand cost.",
      [
        LuaFunction(
          "stage", "first: string, stage: stage, settings?: planner_settings -> estimate?, string?",
          "What a stage costs: its first operator, and a table as in a schedule, whose `keep` may be one word "
            + "for all tensors inside; { placement = \"exact\" } places its buffers so. "
            + "Gives { peak, bound, macs, valid_macs, steps, cost }, or nil and a reason."
        ) { call in
          let planner = try bench.atHand().target.planner
          let first = try planner.graph.index(of: call.string(1, "first"), call)
          let stage = try Stage(call.table(2, "stage"), from: first, of: planner.graph, bench.source)
          let placement = try call.placement(3, bench.source)
          do throws(Problem) {
            let estimate = try planner.estimate(stage, first: first, placement: placement)
            call.charge(estimate.steps)
            return estimate.record
          } catch {
            return .results([.nil, .string(error.message)])
          }
        },
        LuaFunction(
          "stages", "candidates: stage_columns -> stage_scores",
          "What very many stages cost, each with tiles in operator order: exact work, and the sum of the sizes of "
            + "all buffers, which no peak is above. A million take less than a second; planner.stage places the "
            + "buffers of the few that are left."
        ) { call in
          try bench.stageScores(call)
        },
        LuaFunction(
          "evaluate", "schedule: schedule, settings?: planner_settings -> estimate?, string?",
          "What a whole schedule costs; { placement = \"exact\" } places its buffers so. "
            + "Gives { peak, bound, macs, valid_macs, steps, cost }, or nil and a reason."
        ) { call in
          let planner = try bench.atHand().target.planner
          let schedule = try Schedule(call.table(1, "schedule"), from: bench.source)
          let placement = try call.placement(2, bench.source)
          do throws(Diagnostics) {
            let estimate = try planner.estimate(
              schedule, placement: placement, source: .file(bench.source.path))
            call.charge(estimate.steps)
            return estimate.record
          } catch {
            return .results([.nil, .string(error.all[0].message)])
          }
        },
        LuaFunction(
          "optimal", "goal?: planner_goal -> found_schedule | nil, string?",
          "The best schedule of the search space that the guide describes: of least memory without computing "
            + "anything twice; with { max_work = x } of at most x times the work of running layer by layer; with "
            + "{ budget = bytes } the one of least cost that fits. Placed exactly. Nil and a reason where there is "
            + "none."
        ) { call in
          let goal = try call.goal(1, bench.source)
          let search = try bench.search(bench.atHand().target)
          let found = search.best(for: goal)
          bench.catalog.observer.progress?(1, "")
          call.charge(search.nodes)
          guard let found else { return .results([.nil, .string("no schedule of the search space fits")]) }
          return found.record
        },
        LuaFunction(
          "front", "settings?: planner_front_settings -> found_schedule[]",
          "Schedules that trade memory for work, from the most memory to the least; none needs both as many bytes "
            + "and as much work as another."
        ) { call in
          let target = try bench.atHand().target
          let search = bench.search(target)
          let settings = try call.frontSettings(1, bench.source)
          let highest = settings.highest ?? target.planner.layerwisePeak ?? 0
          let points = search.front(
            from: highest, resolution: settings.resolution, effort: settings.effort)
          bench.catalog.observer.progress?(1, "")
          call.charge(search.nodes)
          return .list(points.map(\.record))
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

extension Workbench {
  /// A search that tells people how far it is.
  fileprivate func search(_ target: Target) -> PlanSearch {
    let search = PlanSearch(target.planner)
    guard let progress = catalog.observer.progress else { return search }
    var next = 0
    search.observer = { nodes, limit in
      guard nodes >= next else { return }
      next = nodes + limit / 1000
      progress(Double(nodes) / Double(max(limit, 1)), "searching")
    }
    return search
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

extension LuaCall {
  /// What a search is for, as the table at a position says.
  fileprivate func goal(_ position: Int, _ source: LuaSource) throws -> SearchGoal {
    guard let table = try optional(position, { try table($0, "goal") }) else { return SearchGoal() }
    let fields = LuaFields(table, of: "goal", in: source)
    let goal = SearchGoal(
      budget: fields.optional("budget") { fields.integer($0, in: 0...(1 << 48)) },
      maxWork: fields.optional("max_work") { fields.number($0) } ?? 1)
    try fields.finish()
    return goal
  }

  fileprivate func frontSettings(
    _ position: Int, _ source: LuaSource
  ) throws -> (highest: Int?, resolution: Double, effort: Int) {
    guard let table = try optional(position, { try table($0, "settings") }) else { return (nil, 0.02, 10) }
    let fields = LuaFields(table, of: "table of settings", in: source)
    let highest = fields.optional("highest") { fields.integer($0, in: 0...(1 << 48)) }
    let resolution = fields.optional("resolution") { fields.number($0) } ?? 0.02
    let effort = fields.optional("effort") { fields.integer($0, in: 1...1000) } ?? 10
    try fields.finish()
    return (highest, min(max(resolution, 0.001), 0.5), effort)
  }
}

extension FoundSchedule {
  fileprivate var record: LuaOutput {
    .record([
      ("schedule", .table(schedule.table)), ("peak", .integer(peak)), ("bound", .integer(bound)),
      ("macs", .integer(macs)), ("cost", .integer(cost)),
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
      ("peak", .integer(peak)), ("bound", .integer(bound)), ("macs", .integer(macs.nominal)),
      ("valid_macs", .integer(macs.valid)),
      ("steps", .integer(steps)), ("cost", .integer(cost)),
    ])
  }
}
