/// PACK: tensors stacked along a new axis; folded with the shape arithmetic it belongs to.
package struct Pack: OperatorKind, Hashable {
  package static let name = "PACK"
  package static let summary = "where it folds to a constant"
  package static let operandNames = ["input"]
  package static let isVariadic = true

  package var axis: Int

  package init(_ attributes: inout AttributeReader) {
    axis = attributes.integer("axis", default: 0, in: -Shape.maximumRank...Shape.maximumRank)
  }

  package var attributes: [Attribute] { [Attribute("axis", .integer(axis))] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    var extents = inputs[0]!.shape.extents
    guard inputs.allSatisfy({ $0!.shape.extents == extents }) else {
      throw Problem("operands of different shapes", expected: "one shape")
    }
    extents.insert(inputs.count, at: try resolveAxis(axis, rank: extents.count + 1))
    return [Shape(extents)]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    operands.requireTypes([.int32, .int64], inputs: Array(operands.inputs.indices))
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    .whole(operands.input(0).shape)
  }
}
