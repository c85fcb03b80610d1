import Network
import TestSupport

/// A chain of operators whose names mean something to compilers, linkers, shells and people's eyes.
enum HostileNames {
  static let names = [
    "int", "while", "main", "sn_run", "model", "nodes", "a\"quote\"", "*/ #error ends a comment /*", "*/*",
    "*/\u{301} #error", "new\nline", "return\r#error", "back\\slash\\", "back?slash??/", "%s%n", "tab\there",
    "ünïcode 名前 🙂", "right \u{202E}to left", "separator\u{2028}#error", "x", "x_operands", "X", "x 2", "x_2",
    "", " ", "$(false)", "#define", String(repeating: "very long ", count: 500),
    String(repeating: "very long ", count: 500) + "too",
  ]

  /// 4 x 3 x 2 bytes in and out.
  static func graph() -> Graph {
    var graph = Graph(name: "*/ \"int\"\n#error\u{202E}")
    var last = graph.addInput("*/ image\n#error", 4, 3, 2)
    for name in names {
      guard let next = try? graph.add(name, LeakyRelu(alpha: 0.5), [last]) else { continue }
      last = next
    }
    graph.outputs = [last]
    return graph
  }
}
