/// Comma-separated values as RFC 4180 describes them, with line feeds alone.
package enum CSV {
  /// The rows, one a line, without a line break at the end; control characters in a cell become blanks.
  package static func rendered(_ rows: [[String]]) -> String {
    rows.map { $0.map { cell($0.onSingleLine) }.joined(separator: ",") }.joined(separator: "\n")
  }

  private static func cell(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
    return "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }
}
