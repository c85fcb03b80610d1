/// MUL: a product of two tensors, element by element, with broadcasting.
package struct Multiply: Broadcasting, Hashable {
  package static let name = "MUL"

  package var activation: Activation

  package init(activation: Activation = .none) { self.activation = activation }
}
