/// RELU6: min(max(x, 0), 6), element by element; fused into its producer.
package struct Relu6: PlainElementwise, Hashable {
  package static let name = "RELU6"
  package static let summary = "clamps by the operand's scale and never rescales, as the reference does"

  package init() {}
}
