extension StridedSlice {
  /// Element `first + i * stride` of every axis, where `first` is the bound, counted from the end where it is
  /// negative and brought inside the tensor. How many there are is the result's shape.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let (bytes, input) = (try Reference.bytes(inputs, 0, operands), operands.input(0))
    var counts = operands.output.shape.extents[...]
    var view = Reference.StridedView(axes: [])
    for (axis, (extent, distance)) in zip(input.shape.extents, input.shape.strides).enumerated() {
      guard axis < begin.count else {
        view.axes.append(.init(count: counts.removeFirst(), stride: distance))
        continue
      }
      let bound = begin[axis] < 0 ? begin[axis] &+ extent : begin[axis]
      let isOpen = beginMask >> axis & 1 == 1 && shrinkMask >> axis & 1 == 0
      let first = isOpen ? (strides[axis] > 0 ? 0 : extent - 1) : min(max(bound, 0), extent - 1)
      view.start += first * distance
      if shrinkMask >> axis & 1 == 0 {
        view.axes.append(.init(count: counts.removeFirst(), stride: strides[axis] * distance))
      }
    }
    return [view.gather(bytes, size: input.type.byteCount)]
  }
}
