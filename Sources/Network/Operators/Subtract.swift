/// SUB: a difference of two tensors, element by element, with broadcasting.
package struct Subtract: Broadcasting, Hashable {
  package static let name = "SUB"

  package var activation: Activation

  package init(activation: Activation = .none) { self.activation = activation }
}
