/// What a Lua state may use before it is stopped for good.
package struct LuaLimits: Sendable, Equatable {
  /// Bytes held at once.
  package var memory: Int
  /// Bytes of one string.
  package var string: Int
  /// Virtual machine instructions of one call from outside; library calls and allocated bytes are charged
  /// as instructions too, so that the same plug-in stops at the same place on every machine.
  package var instructions: Int
  /// Processor seconds in Lua itself, not counting Swift functions: a last net, which is machine-dependent.
  package var seconds: Double
  /// How deeply nested and how many values data copied out of Lua may be.
  package var copy: LuaCopyLimits

  package init(
    memory: Int = 64 << 20, string: Int = 4 << 20, instructions: Int = 200_000_000, seconds: Double = 5,
    copy: LuaCopyLimits = LuaCopyLimits()
  ) {
    self.memory = memory
    self.string = string
    self.instructions = instructions
    self.seconds = seconds
    self.copy = copy
  }
}

/// The bounds on data copied between Lua and Swift.
package struct LuaCopyLimits: Sendable, Equatable {
  package var depth: Int
  package var values: Int

  package init(depth: Int = 32, values: Int = 1_000_000) {
    self.depth = depth
    self.values = values
  }
}

/// What a Lua state has used.
package struct LuaUsage: Sendable, Equatable {
  /// Bytes held now, and at most.
  package var memory: Int
  package var peakMemory: Int
  /// Instructions charged since the last fresh allowance.
  package var instructions: Int
}
