import YAML

/// One layer of a description while it is read.
struct Layer {
  /// The key: a kind of operator in lower case, or `block`.
  let key: String
  let name: String
  /// Its position among the layers.
  let index: Int
  let reader: YAML.Reader
  /// The key's place in the file: where findings about the whole layer stand.
  let node: YAML.Node

  func provenance(_ kind: any OperatorKind.Type, label: String) -> Provenance {
    Provenance(index: index, kind: kind.name, label: label)
  }
}

extension Description {
  static let block = "block"

  /// The kinds of operator a layer can be, by key: all but those that only compute shapes, which a description
  /// states.
  package static let operatorKinds: [(key: String, kind: any OperatorKind.Type)] =
    OperatorRegistry.kinds.filter { $0 != ShapeOf.self && $0 != Pack.self }.map { ($0.name.lowercased(), $0) }

  /// Every key a layer can have.
  package static let layerKeys: [String] = operatorKinds.map(\.key) + [block]
}
