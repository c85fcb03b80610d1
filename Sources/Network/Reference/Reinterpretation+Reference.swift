extension Reinterpretation {
  /// The same bytes: RESHAPE, SQUEEZE and EXPAND_DIMS only change the shape.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    [try Reference.bytes(inputs, 0, operands)]
  }
}
