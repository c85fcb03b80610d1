/// HARD_SWISH: x * relu6(x + 3) / 6, element by element.
package struct HardSwish: PlainElementwise, Hashable {
  package static let name = "HARD_SWISH"
  package static let summary = "any scales"

  package init() {}
}
