extension JSON {
  /// The value as JSON text (RFC 8259): the same value always gives the same bytes.
  ///
  /// Doubles have the shortest form that reads back as the same double. Compact text has no blanks and no
  /// line feed. Pretty text has an indentation of two blanks and ends with a line feed; an array of plain
  /// values that fits stays on one line, so that shapes read as shapes.
  package func rendered(pretty: Bool) -> String {
    var text = ""
    if pretty {
      writePretty(to: &text, indentation: 0)
      text += "\n"
    } else {
      writeCompact(to: &text, separator: ",")
    }
    return text
  }

  private func writeCompact(to text: inout String, separator: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? value.description : "null"
    case .string(let value): Self.write(value, to: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += separator }
        element.writeCompact(to: &text, separator: separator)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += separator }
        Self.write(member.key, to: &text)
        text += ":"
        member.value.writeCompact(to: &text, separator: separator)
      }
      text += "}"
    }
  }

  private func writePretty(to text: inout String, indentation: Int) {
    switch self {
    case .array(let elements) where !elements.isEmpty:
      if let line = onOneLine(elements) {
        text += line
        return
      }
      Self.writeBlock("[", elements, "]", to: &text, indentation) { element, text in
        element.writePretty(to: &text, indentation: indentation + 2)
      }
    case .object(let members) where !members.isEmpty:
      Self.writeBlock("{", members, "}", to: &text, indentation) { member, text in
        Self.write(member.key, to: &text)
        text += ": "
        member.value.writePretty(to: &text, indentation: indentation + 2)
      }
    default: writeCompact(to: &text, separator: ",")
    }
  }

  /// The array on one line, where it is short and holds neither arrays nor objects.
  private func onOneLine(_ elements: [JSON]) -> String? {
    let longest = 80
    guard elements.count <= longest / 2, elements.allSatisfy(\.isPlain) else { return nil }
    var text = ""
    writeCompact(to: &text, separator: ", ")
    return text.utf8.count <= longest ? text : nil
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    case .null, .bool, .integer, .number, .string: true
    }
  }

  private static func writeBlock<Element>(
    _ opening: String, _ elements: [Element], _ closing: String, to text: inout String, _ indentation: Int,
    write: (Element, inout String) -> Void
  ) {
    let blanks = String(repeating: " ", count: indentation)
    text += opening
    for (index, element) in elements.enumerated() {
      text += index > 0 ? ",\n" : "\n"
      text += blanks + "  "
      write(element, &text)
    }
    text += "\n" + blanks + closing
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..<" ": text += "\\u00" + [UInt8(scalar.value)].hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
