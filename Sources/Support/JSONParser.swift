/// A recursive-descent parser of JSON over valid UTF-8.
struct JSONParser {
  struct Failure: Error {
    var offset: Int
    var message: String
    var expected: String?
  }

  let bytes: UnsafeBufferPointer<UInt8>
  var offset = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() throws(Failure) -> JSON {
    let value = try value(depth: 0)
    skipBlanks()
    guard offset == bytes.count else { throw unexpected(expected: "the end of the file") }
    return value
  }

  /// The byte at `offset`, nil at the end.
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  func unexpected(expected: String) -> Failure {
    guard let byte = current else {
      return Failure(offset: offset, message: "the text ends too early", expected: expected)
    }
    let shown = (0x21...0x7E).contains(byte) ? "\"\(Unicode.Scalar(byte))\"" : "byte 0x\([byte].hex)"
    return Failure(offset: offset, message: "unexpected \(shown)", expected: expected)
  }

  private mutating func value(depth: Int) throws(Failure) -> JSON {
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"): return try number()
    case .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
    default: throw unexpected(expected: "a JSON value")
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> JSON {
    try open(depth: depth)
    var members: [(key: String, value: JSON)] = []
    var keys: Set<String> = []
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      let start = offset
      guard current == UInt8(ascii: "\"") else { throw unexpected(expected: "a key in double quotes") }
      let key = try string()
      guard keys.insert(key).inserted else {
        throw Failure(offset: start, message: "duplicate key \(key.quoted)", expected: "each key once")
      }
      skipBlanks()
      guard take(":") else { throw unexpected(expected: "\":\"") }
      members.append((key, try value(depth: depth)))
      skipBlanks()
    } while take(",")
    guard take("}") else { throw unexpected(expected: "\",\" or \"}\"") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(Failure) -> JSON {
    try open(depth: depth)
    var elements: [JSON] = []
    if take("]") { return .array([]) }
    repeat {
      elements.append(try value(depth: depth))
      skipBlanks()
    } while take(",")
    guard take("]") else { throw unexpected(expected: "\",\" or \"]\"") }
    return .array(elements)
  }

  private mutating func open(depth: Int) throws(Failure) {
    guard depth <= JSON.deepest else {
      throw Failure(
        offset: offset, message: "arrays and objects nest too deep",
        expected: "at most \(JSON.deepest) levels")
    }
    offset += 1
    skipBlanks()
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(Failure) -> JSON {
    let end = offset + word.utf8CodeUnitCount
    guard end <= bytes.count,
      (0..<word.utf8CodeUnitCount).allSatisfy({ bytes[offset + $0] == word.utf8Start[$0] })
    else { throw unexpected(expected: "a JSON value") }
    offset = end
    return value
  }

  private mutating func number() throws(Failure) -> JSON {
    let start = offset
    let negative = take("-")
    var isInteger = true
    let leading = offset
    if !take("0") { try digits() }
    let isZero = bytes[leading] == UInt8(ascii: "0")
    if take(".") {
      isInteger = false
      try digits()
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    if let byte = current, (0x30...0x39).contains(byte) {
      throw unexpected(expected: "no further digit after a leading 0")
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isInteger, !(negative && isZero), let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw Failure(offset: start, message: "the number \(text.quoted) is too large")
    }
    return .number(value)
  }

  private mutating func digits() throws(Failure) {
    let start = offset
    while let byte = current, (0x30...0x39).contains(byte) { offset += 1 }
    guard offset > start else { throw unexpected(expected: "a digit") }
  }
}
