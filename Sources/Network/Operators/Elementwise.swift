/// An operator on one int8 tensor, element by element.
package protocol Elementwise: OperatorKind {}

extension Elementwise {
  package static var operandNames: [String] { ["input"] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] { [inputs[0]!.shape] }

  package func problems(_ operands: Operands) -> [Problem] { operands.requireInt8() }

  package func window(of input: Int, _ operands: Operands) -> Window { .identity }
}

/// An element-wise operator without attributes.
package protocol PlainElementwise: Elementwise { init() }

extension PlainElementwise {
  package init(_ attributes: inout AttributeReader) { self.init() }
  package var attributes: [Attribute] { [] }
}
