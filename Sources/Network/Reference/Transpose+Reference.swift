extension Transpose {
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let (bytes, input) = (try Reference.bytes(inputs, 0, operands), operands.input(0))
    let strides = input.shape.strides
    let view = Reference.StridedView(
      axes: permutation.map { .init(count: input.shape.extents[$0], stride: strides[$0]) })
    return [view.gather(bytes, size: input.type.byteCount)]
  }
}
