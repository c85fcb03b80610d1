/// Pieces of C that are the same wherever they are written.
enum CText {
  /// A name as a C identifier: at most 40 letters, digits and underscores, not beginning with a digit. Tools
  /// need not tell longer names apart.
  static func identifier(_ name: String) -> String {
    let text = String(
      name.prefix(40).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? Character($0.lowercased()) : "_" })
    return text.first.map { $0.isNumber } ?? true ? "m\(text.prefix(39))" : text
  }

  /// What is wrong with a name that is to be a C identifier; nil where nothing is.
  static func fault(inIdentifier name: String) -> String? {
    let isWord = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
      default: false
      }
    }
    guard isWord, let first = name.first, !first.isNumber, name.count <= 63 else {
      return "expected at most 63 letters, digits and underscores, not beginning with a digit"
    }
    return isReserved(name) ? "names of the runtime begin with sn_" : nil
  }

  /// Whether names with this prefix could be those of the runtime.
  static func isReserved(_ prefix: String) -> Bool { prefix == "sn" || prefix.hasPrefix("sn_") }

  /// A text inside a comment: one line of visible characters, and neither end nor beginning of a comment.
  static func comment(_ text: String) -> String {
    var line = ""
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if (last == "*" && scalar == "/") || (last == "/" && scalar == "*") { line.append(" ") }
      last = isVisible(scalar) ? scalar : " "
      line.unicodeScalars.append(last)
    }
    return line
  }

  /// Whether a character neither breaks a line nor changes how those around it are shown.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
    default: true
    }
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
