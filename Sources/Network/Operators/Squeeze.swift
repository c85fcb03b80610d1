/// SQUEEZE: the same tensor without extents of 1.
package struct Squeeze: Reinterpretation, Hashable {
  package static let name = "SQUEEZE"
  package static let summary = "given axes, or every extent of 1"

  package var axes: [Int]

  package init(_ attributes: inout AttributeReader) {
    axes = attributes.integers("axes", default: [], count: 0...Shape.maximumRank)
  }

  package var attributes: [Attribute] { [Attribute("axes", .integers(axes))] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let extents = inputs[0]!.shape.extents
    if axes.isEmpty { return [Shape(extents.filter { $0 != 1 })] }
    var dropped = Set<Int>()
    for axis in axes {
      let axis = try resolveAxis(axis, rank: extents.count)
      guard extents[axis] == 1 else {
        throw Problem("axis \(axis) has extent \(extents[axis])", expected: "1")
      }
      dropped.insert(axis)
    }
    return [Shape(extents.indices.filter { !dropped.contains($0) }.map { extents[$0] })]
  }
}
