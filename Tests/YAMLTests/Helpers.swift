import Support
import YAML

/// The lines of the findings about a text, or `fine`.
func findings(_ text: String, limits: YAML.Limits = YAML.Limits()) -> String {
  findings(Array(text.utf8), limits: limits)
}

func findings(_ bytes: [UInt8], limits: YAML.Limits = YAML.Limits()) -> String {
  do throws(Diagnostics) {
    _ = try YAML.parse(bytes, file: "r.yaml", limits: limits)
    return "fine"
  } catch {
    return error.description
  }
}

func parse(_ text: String) throws(Diagnostics) -> YAML.Node {
  try YAML.parse(Array(text.utf8), file: "r.yaml")
}

func reader(_ text: String) throws(Diagnostics) -> YAML.Reader {
  try YAML.reader(of: Array(text.utf8), file: "r.yaml")
}

extension YAML.Reader {
  /// The lines of all findings.
  func lines() -> [String] { finish().map(\.description) }
}

extension YAML.Node {
  /// The node as one line: `1:1{a: 1:4 "x"}`.
  var outline: String {
    let place = "\(position.line):\(position.column)"
    switch kind {
    case .scalar(let scalar): return "\(place) \(scalar.style == .plain ? scalar.text : scalar.text.quoted)"
    case .sequence(let elements): return place + "[" + elements.map(\.outline).joined(separator: ", ") + "]"
    case .mapping(let members):
      return place + "{" + members.map { "\($0.key.outline): \($0.value.outline)" }.joined(separator: ", ")
        + "}"
    }
  }
}
