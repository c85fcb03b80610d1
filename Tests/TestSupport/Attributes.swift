import Network

/// Attributes by name: how tests make kinds that have no other initialiser.
package struct GivenAttributes: AttributeSource {
  private let attributes: [Attribute]

  package init(_ attributes: [Attribute]) { self.attributes = attributes }

  package func value(_ name: String) throws(Problem) -> AttributeValue? {
    attributes.first { $0.name == name }?.value
  }

  /// A kind with these attributes.
  package static func kind<Kind: OperatorKind>(_ kind: Kind.Type, _ attributes: [Attribute] = []) -> Kind {
    var reader = AttributeReader(GivenAttributes(attributes))
    return Kind(&reader)
  }
}
