import Support

extension LuaUsage {
  /// What was used, against what may be.
  package func text(of limits: LuaLimits) -> String {
    "\(ByteSize.formatted(peakMemory)) of \(ByteSize.formatted(limits.memory)) of memory,"
      + " \(instructions) of \(limits.instructions) instructions"
  }
}
