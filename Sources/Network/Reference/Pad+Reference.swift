extension Pad {
  /// The input inside, the result's zero point around it.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let bytes = try Reference.bytes(inputs, 0, operands)
    let zero = try Reference.Affine(operands.output).zeroPoint
    let strides = operands.output.shape.strides
    let inside = Reference.StridedView(
      start: strides.indices.reduce(0) { $0 + paddings[2 * $1] * strides[$1] },
      axes: zip(operands.input(0).shape.extents, strides).map { .init(count: $0, stride: $1) })
    var result = [UInt8](repeating: UInt8(truncatingIfNeeded: zero), count: operands.output.shape.count)
    let (starts, length) = inside.runs
    for (index, start) in starts.enumerated() {
      result.replaceSubrange(start..<start + length, with: bytes[index * length..<(index + 1) * length])
    }
    return [result]
  }
}
