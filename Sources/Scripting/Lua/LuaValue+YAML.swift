import Support
import YAML

extension LuaValue {
  /// The data that a text in YAML holds.
  ///
  /// - Throws: everything that is wrong with the text, with line and column.
  init(yaml text: String, file: String) throws(Diagnostics) {
    self.init(try YAML.parse(Array(text.utf8), file: file))
  }

  private init(_ node: YAML.Node) {
    switch node.kind {
    case .scalar(let scalar):
      switch scalar.value {
      case .null: self = .nil
      case .bool(let value): self = .boolean(value)
      case .integer(let value): self = .integer(value)
      case .real(let value): self = .number(value)
      case .string(let value): self = .string(value)
      }
    case .sequence(let elements):
      self = .table(LuaTable(list: elements.map(LuaValue.init)))
    case .mapping(let members):
      let fields = members.map { ($0.key.text ?? "", LuaValue($0.value)) }
      self = .table(LuaTable(fields: Dictionary(fields) { $1 }))
    }
  }

  /// The value in YAML: lists of tables in blocks, everything else in one line.
  var yaml: String {
    guard case .table(let table) = self, !table.fields.isEmpty else { return "\(flow)\n" }
    return table.readableFields.map { field in
      guard case .table(let inner) = field.value, !inner.list.isEmpty else {
        return "\(LuaValue.scalar(field.key)): \(field.value.flow)\n"
      }
      return "\(LuaValue.scalar(field.key)):\n" + inner.list.map { "  - \($0.flow)\n" }.joined()
    }.joined()
  }

  private var flow: String {
    switch self {
    case .nil: "null"
    case .string(let text): LuaValue.scalar(text)
    case .table(let table) where table.fields.isEmpty:
      "[\(table.list.map(\.flow).joined(separator: ", "))]"
    case .table(let table):
      "{ \(table.readableFields.map { "\(LuaValue.scalar($0.key)): \($0.value.flow)" }.joined(separator: ", ")) }"
    default: text
    }
  }

  /// Texts that cannot be mistaken for anything else stand alone, the others in quotes.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.count > 2
      && text.utf8.allSatisfy { byte in
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x5F
          || byte == 0x2E || byte == 0x2D
      }
    let words = ["null", "true", "false", "yes", "off"]
    let isName = text.utf8.first.map { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A } ?? false
    if isPlain, isName, !words.contains(text.lowercased()) { return text }
    return JSON.string(text).rendered(pretty: false)
  }
}

extension LuaTable {
  /// The fields with what names a thing in front, for people to read.
  var readableFields: [Field] {
    let first = ["graph", "first", "last", "tile", "rows", "columns"]
    return first.compactMap { key in fields.first { $0.key == key } }
      + fields.filter { !first.contains($0.key) }
  }
}
