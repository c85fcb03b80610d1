/// EXPAND_DIMS: the same tensor with one more extent of 1.
package struct ExpandDimensions: Reinterpretation, Hashable {
  package static let name = "EXPAND_DIMS"
  package static let summary = "a constant axis"

  package var axis: Int

  package init(_ attributes: inout AttributeReader) {
    axis = attributes.integer("axis", default: nil, in: -Shape.maximumRank...Shape.maximumRank)
  }

  package var attributes: [Attribute] { [Attribute("axis", .integer(axis))] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    var extents = inputs[0]!.shape.extents
    extents.insert(1, at: try resolveAxis(axis, rank: extents.count + 1))
    return [Shape(extents)]
  }
}
