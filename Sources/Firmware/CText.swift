/// Pieces of C that are the same wherever they are written.
enum CText {
  /// A name as a C identifier: letters, digits and underscores, not beginning with a digit.
  static func identifier(_ name: String) -> String {
    let text = String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? Character($0.lowercased()) : "_" })
    return text.first.map { $0.isNumber } ?? true ? "m\(text)" : text
  }

  /// A text inside a comment: one line, and no end of the comment.
  static func comment(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : Character($0) })
      .split(separator: "*/", omittingEmptySubsequences: false).joined(separator: "* /")
  }

  /// A text as a string literal of printable ASCII.
  static func literal(_ text: String) -> String {
    let body = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case " "..."~": String(scalar)
      default: "?"
      }
    }
    // Two question marks could begin a trigraph.
    return
      "\"\(body.joined().split(separator: "??", omittingEmptySubsequences: false).joined(separator: "?\\?"))\""
  }

  /// A float32 exactly, in C99's hexadecimal form.
  static func float(_ value: Float) -> String {
    guard value.isFinite, value != 0 else { return "0.0f" }
    let fraction = String(value.significandBitPattern << 1, radix: 16)
    let digits = String(repeating: "0", count: 6 - fraction.count) + fraction
    let isNormal = value.isNormal
    let exponent = isNormal ? Int(value.exponent) : -126
    return "\(value.sign == .minus ? "-" : "")0x\(isNormal ? 1 : 0).\(digits)p\(exponent)f"
  }

  /// The elements of an array, some 100 characters a line, indented.
  static func elements(_ values: some Sequence<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    var width = 0
    for value in values {
      let text = Array("\(value),".utf8)
      if width == 0 || width + text.count > 100 {
        bytes += width == 0 ? [] : [UInt8(ascii: "\n")]
        bytes += Array("    ".utf8)
        width = 4
      } else {
        bytes.append(UInt8(ascii: " "))
        width += 1
      }
      bytes += text
      width += text.count
    }
    return bytes
  }
}
