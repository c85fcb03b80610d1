/// LEAKY_RELU: x where positive, alpha * x elsewhere.
package struct LeakyRelu: Elementwise, Hashable {
  package static let name = "LEAKY_RELU"
  package static let summary = "any slope and scales"

  package var alpha: Double

  package init(alpha: Double) { self.alpha = alpha }

  package init(_ attributes: inout AttributeReader) { alpha = attributes.real("alpha", default: 0) }

  package var attributes: [Attribute] { [Attribute("alpha", .real(alpha))] }
}
