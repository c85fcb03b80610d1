extension YAML.Scalar {
  /// What a scalar means.
  package enum Value: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case real(Double)
    case string(String)
  }

  /// The meaning under the core schema (YAML 1.2.2, 10.3): plain scalars are null, truth values, integers
  /// (decimal, `0x`, `0o`), reals, or else strings; what is quoted is a string; a tag decides before both.
  ///
  /// An integer that does not fit `Int` is a real. A tag that does not fit the text leaves a string.
  package var value: Value {
    switch tag {
    case .str: .string(text)
    case nil where style == .quoted: .string(text)
    case nil: plainValue
    case .int: integer.map(Value.integer) ?? .string(text)
    case .float: real.map(Value.real) ?? .string(text)
    case .bool, .null, .seq, .map: plainValue
    }
  }

  private var plainValue: Value {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    default: integer.map(Value.integer) ?? real.map(Value.real) ?? .string(text)
    }
  }

  private var integer: Int? {
    if text.hasPrefix("0x") { return Self.unsigned(text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0o") { return Self.unsigned(text.dropFirst(2), radix: 8) }
    return Int(text)
  }

  private static func unsigned(_ digits: Substring, radix: Int) -> Int? {
    guard let first = digits.first, first != "-", first != "+" else { return nil }
    return Int(digits, radix: radix)
  }

  private var real: Double? {
    let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : Substring(text)
    switch unsigned {
    case ".inf", ".Inf", ".INF": return text.first == "-" ? -.infinity : .infinity
    case ".nan", ".NaN", ".NAN": return text == unsigned ? .nan : nil
    default: return Self.isDecimal(unsigned.utf8) ? Double(text) : nil
    }
  }

  /// Whether the text is `[0-9]*(\.[0-9]*)?([eE][-+]?[0-9]+)?` with a digit before the exponent: `Double`
  /// alone would take hexadecimal and words as well.
  private static func isDecimal(_ text: Substring.UTF8View) -> Bool {
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    let whole = text.prefix(while: isDigit)
    var rest = text[whole.endIndex...]
    var digits = whole.count
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      digits += fraction.count
      rest = rest[fraction.endIndex...]
    }
    guard digits > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }
}
