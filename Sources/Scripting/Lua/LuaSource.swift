import Support

/// The text of a plug-in, or of a schedule in YAML, to say on which line a field of the table it returns stands.
///
/// Lua keeps no positions of table fields, so this is a search of the text: exact for tables written out
/// behind `return`, and the line of `return` (or the file alone) for what it cannot find.
package struct LuaSource: Sendable {
  package let path: String
  private let lines: [[UInt8]]
  private let start: Int?
  /// What stands between a key and its value.
  private let separator: UInt8

  package init(path: String, text: String, isYAML: Bool = false) {
    self.path = path
    separator = UInt8(ascii: isYAML ? ":" : "=")
    lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    start = lines.lastIndex { $0.starts(with: "return".utf8) }
  }

  /// Where the field behind these keys stands, `["options", "tile"]` meaning `options.tile`.
  package func location(of keys: [String]) -> Location {
    .file(path, line: (line(of: keys, from: start ?? 0) ?? line(of: keys, from: 0) ?? start ?? 0) + 1)
  }

  /// The line (from 0) of the last key, each key searched for behind the one before it.
  private func line(of keys: [String], from first: Int) -> Int? {
    var line = first
    var column = 0
    for key in keys {
      guard let found = position(of: Array(key.utf8), from: line, column: column) else { return nil }
      (line, column) = found
    }
    return keys.isEmpty ? start : line
  }

  /// The place behind the key where it is set.
  private func position(of key: [UInt8], from first: Int, column: Int) -> (Int, Int)? {
    for line in first..<max(first, lines.count) {
      let text = lines[line]
      var at = line == first ? column : 0
      while at + key.count <= text.count {
        if text[at..<(at + key.count)].elementsEqual(key), isSet(in: text, from: at, to: at + key.count) {
          return (line, at + key.count)
        }
        at += 1
      }
    }
    return nil
  }

  /// Whether the word at these columns stands alone and is followed by one `=`.
  private func isSet(in text: [UInt8], from start: Int, to end: Int) -> Bool {
    if start > 0, isWord(text[start - 1]) || text[start - 1] == UInt8(ascii: ".") { return false }
    if let comment = text.indices.dropLast().first(where: { text[$0] == 0x2D && text[$0 + 1] == 0x2D }),
      comment < start
    {
      return false
    }
    let quoted = Array("\"'] \t".utf8)
    let rest = text[end...].drop { quoted.contains($0) }
    guard end == text.count || !isWord(text[end]), rest.first == separator else { return false }
    return rest.dropFirst().first != UInt8(ascii: "=")
  }

  private func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (byte >= 0x30 && byte <= 0x39)
      || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }
}
