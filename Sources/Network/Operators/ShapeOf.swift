/// SHAPE: the extents of a tensor; known when the model is read, so that normalisation removes it.
package struct ShapeOf: OperatorKind, Hashable {
  package static let name = "SHAPE"
  package static let summary = "where it folds to a constant"
  package static let operandNames = ["input"]

  package init(_ attributes: inout AttributeReader) {}
  package var attributes: [Attribute] { [] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    [Shape([inputs[0]!.shape.rank])]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    operands.requireTypes([.int32, .int64], inputs: [])
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    .whole(operands.input(0).shape)
  }
}
