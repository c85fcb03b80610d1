/// STRIDED_SLICE: every stride-th element of an interval of each axis.
package struct StridedSlice: OperatorKind, Hashable {
  package static let name = "STRIDED_SLICE"
  package static let summary = "constant bounds and strides of either sign; begin, end and shrink masks"
  package static let operandNames = ["input"]

  package var begin: [Int]
  package var end: [Int]
  package var strides: [Int]
  /// Bit i: the bound of axis i is the tensor's own; axis i has one element and is dropped.
  package var beginMask: Int
  package var endMask: Int
  package var shrinkMask: Int

  package init(
    begin: [Int], end: [Int], strides: [Int], beginMask: Int = 0, endMask: Int = 0, shrinkMask: Int = 0
  ) {
    self.begin = begin
    self.end = end
    self.strides = strides
    self.beginMask = beginMask
    self.endMask = endMask
    self.shrinkMask = shrinkMask
  }

  package init(_ attributes: inout AttributeReader) {
    begin = attributes.integers("begin", default: nil)
    end = attributes.integers("end", default: nil)
    strides = attributes.integers("strides", default: Array(repeating: 1, count: begin.count))
    beginMask = attributes.integer("begin_mask", default: 0, in: 0...255)
    endMask = attributes.integer("end_mask", default: 0, in: 0...255)
    shrinkMask = attributes.integer("shrink_axis_mask", default: 0, in: 0...255)
    for mask in ["ellipsis_mask", "new_axis_mask"] {
      let value = attributes.integer(mask, default: 0, in: 0...255)
      if value != 0 { attributes.refuse(Problem("attribute \(mask)=\(value)", expected: "0")) }
    }
  }

  package var attributes: [Attribute] {
    [
      Attribute("begin", .integers(begin)), Attribute("end", .integers(end)),
      Attribute("strides", .integers(strides)), Attribute("begin_mask", .integer(beginMask)),
      Attribute("end_mask", .integer(endMask)), Attribute("shrink_axis_mask", .integer(shrinkMask)),
    ]
  }

  /// One axis of the slice: the first element, the distance to the next, how many, and whether it is dropped.
  package struct Axis: Sendable, Hashable {
    package var first: Int
    package var stride: Int
    package var count: Int
    package var isDropped: Bool
  }

  /// The slice of a tensor of this shape, axis by axis.
  package func axes(of shape: Shape) throws(Problem) -> [Axis] {
    guard begin.count <= shape.rank, end.count == begin.count, strides.count == begin.count else {
      throw Problem(
        "\(begin.count) begins, \(end.count) ends and \(strides.count) strides",
        expected: "as many of each as \(shape.rank) axes, or fewer")
    }
    var axes: [Axis] = []
    for (index, extent) in shape.extents.enumerated() {
      guard index < begin.count else {
        axes.append(Axis(first: 0, stride: 1, count: extent, isDropped: false))
        continue
      }
      let stride = strides[index]
      guard stride != 0, (-Shape.maximumExtent...Shape.maximumExtent).contains(stride) else {
        throw Problem("a stride of \(stride)", expected: "a stride that is not 0")
      }
      let own = stride > 0 ? (first: 0, end: extent) : (first: extent - 1, end: -1)
      let limits = stride > 0 ? 0...extent : -1...extent - 1
      func resolve(_ bound: Int) -> Int {
        let (sum, overflow) = bound.addingReportingOverflow(bound < 0 ? extent : 0)
        return min(max(overflow ? bound : sum, limits.lowerBound), limits.upperBound)
      }
      let isDropped = shrinkMask >> index & 1 == 1
      var first = beginMask >> index & 1 == 1 ? own.first : resolve(begin[index])
      var last = endMask >> index & 1 == 1 ? own.end : resolve(end[index])
      if isDropped {
        first = begin[index] < 0 ? begin[index] &+ extent : begin[index]
        guard (0..<extent).contains(first) else {
          throw Problem("element \(begin[index]) of an axis of \(extent)", expected: "an element that exists")
        }
        last = first + (stride > 0 ? 1 : -1)
      }
      let count = stride > 0 ? (last - first + stride - 1) / stride : (last - first + stride + 1) / stride
      guard count > 0 else {
        throw Problem("an empty slice \(first) to \(last) of axis \(index)", expected: "at least one element")
      }
      axes.append(Axis(first: first, stride: isDropped ? 1 : stride, count: count, isDropped: isDropped))
    }
    return axes
  }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    [Shape(try axes(of: inputs[0]!.shape).filter { !$0.isDropped }.map(\.count))]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    let input = operands.input(0)
    if input.type == .int32 || input.type == .int64 {
      return operands.requireTypes([input.type])
    }
    return operands.requireInt8() + operands.requireOneImage()
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    func axis(_ index: Int) -> AxisWindow {
      AxisWindow(numerator: strides[index], offset: begin[index])
    }
    return Window(rows: axis(0), columns: axis(1), channels: axis(2))
  }

  /// In canonical form `begin` holds first elements and `strides` the distances; masks are resolved.
  package func canonical(_ operands: Operands) throws(Problem) -> any OperatorKind {
    let axes = try axes(of: operands.input(0).shape)
    let missing = Array(
      repeating: Axis(first: 0, stride: 1, count: 1, isDropped: false), count: max(0, 3 - axes.count))
    let inner = missing + axes.suffix(3)
    // The end of a reversed axis that runs down to element 0 has no number of its own: -1 means the last one.
    let open = inner.indices.filter { inner[$0].first + inner[$0].count * inner[$0].stride < 0 }
    return StridedSlice(
      begin: inner.map(\.first), end: inner.map { max(0, $0.first + $0.count * $0.stride) },
      strides: inner.map(\.stride), endMask: open.reduce(0) { $0 | 1 << $1 })
  }
}
