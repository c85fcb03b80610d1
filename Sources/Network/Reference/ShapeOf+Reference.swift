extension ShapeOf {
  /// The extents as int32 or int64.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let size = operands.output.type.byteCount
    return [
      operands.input(0).shape.extents.flatMap { extent in
        (0..<size).map { UInt8(truncatingIfNeeded: extent >> (8 * $0)) }
      }
    ]
  }
}
