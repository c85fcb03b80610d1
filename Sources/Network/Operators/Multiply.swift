/// MUL: a product of two tensors, element by element, with broadcasting.
package struct Multiply: OperatorKind, Broadcasting, Hashable {
  package static let name = "MUL"
  package static let summary =
    "broadcasting over rows, columns and channels; constant operands; fused activation"
  package static let operandNames = ["left", "right"]

  package var activation: Activation

  package init(activation: Activation = .none) { self.activation = activation }

  package init(_ attributes: inout AttributeReader) {
    activation = attributes.choice("activation", default: .none)
  }

  package var attributes: [Attribute] { [Attribute("activation", activation.value)] }
}
