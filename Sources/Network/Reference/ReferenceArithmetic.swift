/// What an operator computes, value by value: the reference arithmetic of TensorFlow Lite Micro.
///
/// Conformances are written straight from the mathematics and share nothing with the C kernels or with
/// planning, so that agreement of the two means something. They work on shapes of any rank.
package protocol ReferenceArithmetic {
  /// The bytes of every result for the bytes of the operands, constants included.
  ///
  /// Bytes are little-endian and in memory order, as many as the operand's tensor has; nil where an optional
  /// operand is left out. The operands have passed ``OperatorKind/problems(_:)``. Integer overflow wraps.
  /// - Throws: a ``Problem`` for what cannot be computed, such as a scale that is not finite.
  func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]]
}
