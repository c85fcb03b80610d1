import Support
import YAML

enum YAMLNode {
  static func parse(_ text: String) throws(Diagnostics) -> YAML.Node {
    try YAML.parse(Array(text.utf8), file: "net.yaml")
  }
}
