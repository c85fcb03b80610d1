/// SPLIT: a tensor cut into equal parts along an axis; normalisation turns it into STRIDED_SLICEs.
package struct Split: OperatorKind, Hashable {
  package static let name = "SPLIT"
  package static let summary = "equal parts along rows, columns or channels"
  package static let operandNames = ["input"]

  package var axis: Int
  package var count: Int

  package init(axis: Int, count: Int) {
    self.axis = axis
    self.count = count
  }

  package init(_ attributes: inout AttributeReader) {
    axis = attributes.integer("axis", default: nil, in: -Shape.maximumRank...Shape.maximumRank)
    count = attributes.integer("count", default: nil, in: 1...4096)
  }

  package var attributes: [Attribute] {
    [Attribute("axis", .integer(axis)), Attribute("count", .integer(count))]
  }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    var shape = inputs[0]!.shape
    let axis = try resolveAxis(axis, rank: shape.rank)
    guard shape.extents[axis] % count == 0 else {
      throw Problem("\(count) parts of an extent of \(shape.extents[axis])", expected: "equal parts")
    }
    shape.extents[axis] /= count
    return Array(repeating: shape, count: count)
  }

  package func problems(_ operands: Operands) -> [Problem] {
    let axis = (try? canonicalAxis(axis, rank: operands.input(0).shape.rank)) == nil
    return operands.requireInt8()
      + (axis ? [Problem("a split along the batch axis", expected: "rows, columns or channels")] : [])
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    .whole(operands.input(0).shape)
  }

  package func canonical(_ operands: Operands) throws(Problem) -> any OperatorKind {
    Split(axis: try canonicalAxis(axis, rank: operands.input(0).shape.rank), count: count)
  }

  /// The slice that one part is, for operands in canonical form.
  package func slice(_ part: Int, of input: Shape) -> StridedSlice {
    var begin = [0, 0, 0]
    var end = input.extents
    let extent = input.extents[axis] / count
    begin[axis] = part * extent
    end[axis] = (part + 1) * extent
    return StridedSlice(begin: begin, end: end, strides: [1, 1, 1])
  }
}
