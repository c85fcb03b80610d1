import Planning

extension LuaModule {
  /// The boards there are.
  static func board(_ bench: Workbench) -> LuaModule {
    LuaModule(
      "board", "The boards there are.",
      [
        LuaFunction("list", "-> string[]", "The names of all boards that can be found.") { _ in
          .list(bench.catalog.names(.board).map { .string($0) })
        },
        LuaFunction(
          "get", "name?: string -> board", "The board of a name or of a file; without one that at hand."
        ) { call in
          guard let name = try call.optional(1, { try call.string($0, "name") }) else {
            return try bench.atHand().target.board.record
          }
          return try bench.catalog.nested(in: call.stack.state).board(name).record
        },
      ])
  }
}

extension Board {
  /// The board as Lua sees it.
  var record: LuaOutput {
    let memories = memories.map { memory in
      LuaOutput.record([
        ("name", .string(memory.name)), ("kind", .string(memory.kind.rawValue)),
        ("address", .integer(memory.address)), ("size", .integer(memory.bytes)),
        ("wait_states", .integer(memory.waitStates)),
      ])
    }
    return .record([
      ("name", .string(name)), ("description", .string(description)), ("core", .string(core)),
      ("clock", .integer(clock)), ("features", .list(features.map { .string($0) })),
      ("memories", .list(memories)), ("emulator", emulator.map { .string($0) } ?? .nil),
    ])
  }
}
