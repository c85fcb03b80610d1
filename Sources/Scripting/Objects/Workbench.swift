import Network
import Pipeline
import Planning
import Support

/// What the modules of one Lua state work on: the network at hand, and the plug-ins that can be found.
///
/// A policy's network is the one it is called for; a script chooses its own.
final class Workbench {
  /// Reads a model by name or path.
  typealias ModelLoader = (String) throws(Diagnostics) -> Model

  struct Network {
    var graph: GraphObject
    var target: Target
  }

  let catalog: PluginCatalog
  /// nil where Lua code may not read models.
  let loader: ModelLoader?
  var network: Network?
  /// The folder of code that plug-ins share.
  var library = "library"
  /// What findings about schedules name.
  var source = LuaSource(path: "schedule", text: "")

  init(catalog: PluginCatalog, loader: ModelLoader? = nil) {
    self.catalog = catalog
    self.loader = loader
  }

  /// The network at hand.
  ///
  /// - Throws: that there is none.
  func atHand() throws(LuaError) -> Network {
    guard let network else { throw LuaError("there is no network at hand; choose one with network.use") }
    return network
  }

  /// The plan that a schedule makes of the network at hand, its steps charged.
  ///
  /// - Throws: what keeps the schedule from being lowered.
  func plan(_ table: LuaTable, for call: LuaCall) throws -> Plan {
    let target = try atHand().target
    call.charge(target.planner.graph.operators.count * 256)
    var job = target.job
    job.policy = GivenSchedule(try Schedule(table, from: source), location: .file(source.path))
    job.options = [:]
    do throws(Diagnostics) {
      let plan = try job.plan()
      call.charge(plan.stepCount * 4)
      return plan
    } catch {
      throw LuaError(error.withoutFile(source.path))
    }
  }

  /// The modules that plug-ins and scripts have.
  func modules() -> [LuaModule] {
    [
      .board(self), .memory(self), .network(self), .planner(self), .plugins(self), .report, .schedule(self),
      .simulator(self),
    ]
  }
}

extension Diagnostics {
  /// The findings in one line; the file, which Lua names with the line of the call, is left out.
  func withoutFile(_ path: String) -> String {
    all.map { finding in
      var finding = finding
      if finding.location == .file(path) { finding.location = nil }
      return finding.description
    }.joined(separator: "; ")
  }
}

extension LuaCall {
  /// Takes the work of a Swift function from the allowance of instructions; beyond it the call is the last.
  func charge(_ instructions: Int) { stack.state.consume(instructions) }

  /// Whether nothing is left of the allowance of instructions: whatever the call still does, it is the last.
  var isSpent: Bool { stack.state.usage.instructions >= stack.state.limits.instructions }
}
