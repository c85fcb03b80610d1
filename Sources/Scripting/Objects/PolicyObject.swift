import Pipeline
import Planning
import Support

/// A policy as Lua sees it.
final class PolicyObject: LuaObject {
  let policy: any Policy
  let bench: Workbench

  init(_ policy: any Policy, _ bench: Workbench) {
    self.policy = policy
    self.bench = bench
  }

  static let luaType = LuaObjectType<PolicyObject>(
    name: "policy", summary: "A policy that can be asked for schedules of the network at hand.",
    properties: [
      .init("name", "string", "Its name.") { .string($0.policy.name) },
      .init("version", "string", "Its version.") { .string($0.policy.version) },
      .init("description", "string", "What it does.") { .string($0.policy.description) },
      .init("options", "table<string, any>", "Its options and their defaults.") { object in
        .record(object.policy.options.map { ($0.name, $0.fallback?.output ?? .nil) })
      },
    ],
    methods: [
      .init(
        "schedule", "options?: table -> schedule?, string?",
        "Its schedule for the network at hand, or nil and the reason why there is none."
      ) { object, call in
        let network = try object.bench.atHand()
        var options: [String: String] = [:]
        for field in try call.optional(1, { try call.table($0, "options") })?.fields ?? [] {
          options[field.key] = field.value.text
        }
        do throws(Diagnostics) {
          let schedule = try object.policy.schedule(
            network.graph.graph, for: network.target, options: object.policy.resolve(options))
          return .table(schedule.table)
        } catch {
          return .results([.nil, .string(error.all[0].message)])
        }
      }
    ],
    text: { "policy \($0.policy.name)" })
}

extension OptionValue {
  /// The value as Lua gets it.
  var output: LuaOutput {
    switch self {
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .boolean(let value): .boolean(value)
    case .text(let value): .string(value)
    }
  }
}
