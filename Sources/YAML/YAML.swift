/// Reading YAML files that people write and nobody trusts: recipes and network descriptions.
///
/// ```swift
/// let recipe = try YAML.reader(of: bytes, file: "recipe.yaml")
/// let board = recipe.string("board")
/// let inputs = recipe.integer("inputs", default: 3, in: 1...100)
/// let findings = recipe.finish()
/// guard findings.isEmpty, let board else { throw Diagnostics(findings) }
/// ```
/// The dialect is YAML 1.2 with its core schema and without what a configuration does not need: anchors,
/// aliases, merge keys, tags of one's own, several documents, keys that are not scalars. Each is refused
/// where it stands.
package enum YAML {}
