import Network
import Pipeline
import Planning
import Scripting
import Support

extension Toolkit {
  /// Every kind of operator, and the kernels that compute it.
  public func operators() -> Report {
    var table = Table([.left("operator"), .left("kernels"), .left("supported")])
    let entries = OperatorRegistry.kinds.map { kind in
      let kernels = (KernelRegistry.dsp.kernels + KernelRegistry.portable.kernels).filter {
        $0.operatorName == kind.name
      }.map(\.name)
      let portable = kernels.filter { name in KernelRegistry.portable.kernels.contains { $0.name == name } }
      let quick = kernels.count - portable.count
      table.append([
        kind.name,
        kernels.isEmpty
          ? "(removed by normalisation)"
          : portable.joined(separator: ", ") + (quick > 0 ? "; \(quick) for DSP instructions" : ""),
        kind.summary,
      ])
      return JSON.object([
        ("name", .string(kind.name)), ("operands", .array(kind.operandNames.map(JSON.string))),
        ("kernels", .array(kernels.map(JSON.string))), ("summary", .string(kind.summary)),
      ])
    }
    return Report(
      text: table.rendered(),
      json: .object([("report", "ops"), ("version", 1), ("operators", .array(entries))]))
  }

  /// Every board that can be found, or the memories of one.
  public func boards(_ name: String?, pluginPath: [String] = []) throws(RequestFailure) -> Report {
    let catalog = PluginCatalog(pluginPath: pluginPath, home: home)
    let names = name.map { [$0] } ?? catalog.names(.board)
    let boards = try answering { () throws(Diagnostics) in
      var boards: [Board] = []
      for name in names { boards.append(try catalog.board(name)) }
      return boards
    }
    var table = Table([.left("board"), .left("core"), .right("MHz"), .left("memories"), .left("")])
    for board in boards {
      let memories = board.memories.map { "\($0.name) \(ByteSize.formatted($0.bytes))" }
      table.append([
        board.name, board.core, String(board.clock / 1_000_000), memories.joined(separator: ", "),
        board.description,
      ])
    }
    return Report(
      text: table.rendered(),
      json: .object([("report", "boards"), ("version", 1), ("boards", .array(boards.map(\.json)))]))
  }

  /// Every policy that can be found, or the options of one.
  public func policies(_ name: String?, pluginPath: [String] = []) throws(RequestFailure) -> Report {
    let catalog = PluginCatalog(pluginPath: pluginPath, home: home)
    let names = name.map { [$0] } ?? catalog.names(.policy)
    let policies = try answering { () throws(Diagnostics) in
      var policies: [any Policy] = []
      for name in names { policies.append(try catalog.policy(name)) }
      return policies
    }
    var table = Table([.left("policy"), .left("version"), .left("")])
    for policy in policies { table.append([policy.name, policy.version, policy.description]) }
    var text = table.rendered()
    if name != nil, let options = policies.first?.options, !options.isEmpty {
      var table = Table([.left("option"), .left("value"), .left("default"), .left("")])
      for option in options {
        table.append([option.name, option.expectation, option.fallback?.text ?? "", option.help])
      }
      text += "\n\n\(table.rendered())"
    }
    return Report(
      text: text,
      json: .object([("report", "policies"), ("version", 1), ("policies", .array(policies.map(\.json)))]))
  }
}

extension Board {
  fileprivate var json: JSON {
    let memories = memories.map { memory in
      JSON.object([
        ("name", .string(memory.name)), ("kind", .string(memory.kind.rawValue)),
        ("address", .integer(memory.address)), ("bytes", .integer(memory.bytes)),
        ("wait_states", .integer(memory.waitStates)),
      ])
    }
    return .object([
      ("name", .string(name)), ("description", .string(description)), ("core", .string(core)),
      ("features", .array(features.map(JSON.string))), ("clock", .integer(clock)),
      ("memories", .array(memories)),
    ])
  }
}

extension Policy {
  fileprivate var json: JSON {
    let options = options.map { option in
      JSON.object([
        ("name", .string(option.name)), ("type", .string(option.kind.rawValue)),
        ("default", option.fallback?.json ?? .null), ("value", .string(option.expectation)),
        ("choices", .array(option.choices.map(JSON.string))),
        ("help", .string(option.help)),
      ])
    }
    return .object([
      ("name", .string(name)), ("version", .string(version)), ("description", .string(description)),
      ("options", .array(options)),
    ])
  }
}
