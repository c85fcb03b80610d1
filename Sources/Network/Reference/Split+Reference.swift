extension Split {
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let bytes = try Reference.bytes(inputs, 0, operands)
    let input = operands.input(0)
    let axis = try resolveAxis(axis, rank: input.shape.rank)
    return operands.outputs.enumerated().map { index, output in
      let view = Reference.StridedView(
        start: index * output.shape.extents[axis] * input.shape.strides[axis],
        axes: zip(output.shape.extents, input.shape.strides).map { .init(count: $0, stride: $1) })
      return view.gather(bytes, size: input.type.byteCount)
    }
  }
}
