extension JSONParser {
  /// The string whose opening quote is at `offset`.
  mutating func string() throws(Failure) -> String {
    offset += 1
    var start = offset
    var text = ""
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        text += String(decoding: bytes[start..<offset], as: UTF8.self)
        offset += 1
        return text
      case UInt8(ascii: "\\"):
        text += String(decoding: bytes[start..<offset], as: UTF8.self)
        text.unicodeScalars.append(try escape())
        start = offset
      case ..<0x20: throw unexpected(expected: "control characters in strings as \\u escapes")
      default: offset += 1
      }
    }
    throw unexpected(expected: "a closing quote")
  }

  /// The scalar that the escape at `offset`, one `\` or two for a surrogate pair, stands for.
  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    let start = offset
    offset += 1
    let letter = current
    offset += 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var value = try hexadecimal()
      if (0xD800...0xDBFF).contains(value), take("\\"), take("u") {
        let low = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(low) else { throw loneSurrogate(at: start) }
        value = 0x1_0000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(value) else { throw loneSurrogate(at: start) }
      return scalar
    default:
      offset = min(start + 1, bytes.count)
      throw unexpected(expected: "one of \" \\ / b f n r t u after \\")
    }
  }

  private func loneSurrogate(at start: Int) -> Failure {
    Failure(offset: start, message: "half a surrogate pair", expected: "both halves as \\u escapes")
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected(expected: "four hexadecimal digits after \\u")
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }
}
