/// RELU: max(x, 0), element by element; fused into its producer where the scales agree.
package struct Relu: PlainElementwise, Hashable {
  package static let name = "RELU"
  package static let summary = "any scales"

  package init() {}
}
