import Network
import Pipeline
import Planning
import Support

/// A policy written in Lua.
final class PolicyPlugin: Policy {
  let name: String
  let version: String
  let description: String
  let options: [PolicyOption]
  let placement: PlacementMethod?
  let location: Location
  private let source: LuaSource
  private let state: LuaState
  private let bench: Workbench
  private let function: LuaReference

  /// - Throws: every missing, unknown or wrong field, with file and line.
  init(_ plugin: PluginFile) throws(Diagnostics) {
    let fields = plugin.fields
    let header = plugin.header(.policy)
    name = header.name
    version = header.version
    description = header.description
    location = plugin.source.location(of: ["schedule"])
    source = plugin.source
    state = plugin.state
    bench = plugin.bench
    options = fields.optional("options") { fields.options($0) } ?? []
    placement = fields.optional("placement") {
      fields.string($0, oneOf: PlacementMethod.allCases.map(\.rawValue))
    }.flatMap { PlacementMethod(rawValue: $0) }
    function = fields.function("schedule")
    try fields.finish()
  }

  func schedule(
    _ graph: Graph, for target: Target, options: [String: OptionValue]
  ) throws(Diagnostics) -> Schedule {
    let results: [LuaValue]
    let object = GraphObject(graph, model: target.job.model)
    bench.network = Workbench.Network(graph: object, target: target)
    state.reseed()
    defer {
      bench.catalog.charge(state.usage)
      bench.catalog.observer.note?("policy \(name) used \(state.usage.text(of: state.limits))")
    }
    do throws(LuaFailure) {
      results = try state.call(
        function,
        [.object(object), target.record, .table(LuaTable(fields: options.mapValues(\.lua)))])
    } catch {
      throw bench.catalog.diagnostics(of: error)
    }
    switch results.first {
    case .table(let table)?:
      guard !table.list.isEmpty, table.fields.isEmpty else { return try Schedule(table, from: source) }
      return try best(of: table.list, for: target)
    case .nil?, nil:
      guard case .string(let reason)? = results.dropFirst().first else {
        throw Diagnostics(
          Diagnostic(
            at: location, "policy \(name) returns nothing",
            expected: "a schedule, a list of them, or nil and a reason"))
      }
      throw Diagnostics(Diagnostic(at: location, "policy \(name) does not apply: \(reason)"))
    case let other?:
      throw Diagnostics(
        Diagnostic(
          at: location, "policy \(name) returns \(other.kind)",
          expected: "a schedule, a list of them, or nil and a reason"
        ))
    }
  }
}

extension PolicyPlugin {
  /// The greatest number of candidates.
  private static let candidateLimit = 10_000

  /// Of several schedules the one with the least work that fits the budget; where none fits, the lowest. Of
  /// equal ones the lower, then the first.
  private func best(of candidates: [LuaValue], for target: Target) throws(Diagnostics) -> Schedule {
    guard candidates.count <= PolicyPlugin.candidateLimit else {
      throw Diagnostics(
        Diagnostic(
          at: location, "policy \(name) returns \(candidates.count) candidates",
          expected: "at most \(PolicyPlugin.candidateLimit)"))
    }
    let available = target.board.workingMemories.reduce(0) { $0 + target.budget.limit(of: $1) }
    var best: (schedule: Schedule, rank: (Int, Int, Int))?
    for (position, candidate) in candidates.enumerated() {
      guard case .table(let table) = candidate else {
        throw Diagnostics(
          Diagnostic(
            at: location, "candidate \(position + 1) of policy \(name) is \(candidate.kind)",
            expected: "a schedule"))
      }
      let schedule = try Schedule(table, from: source)
      let estimate = try target.planner.estimate(schedule, source: location)
      let excess = max(0, estimate.peak - available)
      let rank = (excess, excess > 0 ? 0 : estimate.macs.nominal, estimate.peak)
      if best == nil || rank < best!.rank { best = (schedule, rank) }
    }
    return best!.schedule
  }
}

extension LuaFields {
  /// The options a policy declares, in alphabetical order.
  fileprivate func options(_ key: String) -> [PolicyOption] {
    let all = table(key, of: "table of options")
    let options = all.table.fields.map { field in
      let option = all.table(field.key, of: "option")
      defer { try? option.finish() }
      let kind = PolicyOption.Kind(
        rawValue: option.string("type", oneOf: PolicyOption.Kind.allCases.map(\.rawValue)))
      let fallback = option.has("default") ? OptionValue(option.table["default"]) : nil
      if option.has("default"), fallback?.kind != kind, !(fallback?.kind == .integer && kind == .number) {
        option.note("default", "the default is not of the option's type", expected: kind?.rawValue)
      }
      return PolicyOption(
        name: field.key, kind: kind ?? .string, fallback: fallback,
        least: option.optional("min") { option.number($0) },
        greatest: option.optional("max") { option.number($0) },
        choices: option.optional("choices") { option.strings($0) } ?? [], help: option.string("help"))
    }
    try? all.finish()
    return options
  }
}

extension OptionValue {
  fileprivate init?(_ value: LuaValue?) {
    switch value {
    case .integer(let value)?: self = .integer(value)
    case .number(let value)?: self = .number(value)
    case .boolean(let value)?: self = .boolean(value)
    case .string(let value)?: self = .text(value)
    default: return nil
    }
  }

  fileprivate var kind: PolicyOption.Kind {
    switch self {
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .text: .string
    }
  }

  fileprivate var lua: LuaValue {
    switch self {
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .boolean(let value): .boolean(value)
    case .text(let value): .string(value)
    }
  }
}
