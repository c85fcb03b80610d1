/// ADD: a sum of two tensors, element by element, with broadcasting.
package struct Add: Broadcasting, Hashable {
  package static let name = "ADD"

  package var activation: Activation

  package init(activation: Activation = .none) { self.activation = activation }
}
