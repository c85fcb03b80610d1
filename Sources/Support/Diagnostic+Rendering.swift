extension Location: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let path, let line, let column):
      return [path, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    case .graph(let model, let node, let tensor):
      var text = model
      if let node { text += ": \(node)" }
      if let tensor { text += ": tensor \(tensor)" }
      return text
    }
  }
}

extension Diagnostic: CustomStringConvertible {
  /// One line: `where: what is wrong; expected what; hint`.
  package var description: String {
    var text = location.map { "\($0): " } ?? ""
    if severity == .warning { text += "warning: " }
    text += message
    if let expected { text += "; expected \(expected)" }
    if let hint { text += "; \(hint)" }
    return text.onSingleLine
  }
}

extension Diagnostics: CustomStringConvertible {
  package var description: String { all.map(\.description).joined(separator: "\n") }
}
