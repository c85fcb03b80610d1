import Support

extension YAML {
  /// How a node becomes a value of a type, and what to call that type in messages.
  struct Format<Value> {
    /// Why a node is not such a value.
    struct Mismatch: Error {
      var message: String?
      var hint: String?
    }

    let expected: String
    let read: (Scalar) throws(Mismatch) -> Value
  }
}

extension YAML.Format<String> {
  /// A text; plain numbers and truth values count as the text that is written.
  static func string(among choices: [String]?) -> Self {
    Self(expected: choices.map(YAML.Reader.oneOf) ?? "a string") { (scalar) throws(Mismatch) in
      if let choices, !choices.contains(scalar.text) {
        throw Mismatch(hint: suggestionHint(for: scalar.text, among: choices))
      }
      return scalar.text
    }
  }
}

extension YAML.Format<Int> {
  static func integer(in range: ClosedRange<Int>) -> Self {
    let limits = Self.words(range, lowest: .min, highest: .max)
    return Self(expected: "an integer\(limits)") { (scalar) throws(Mismatch) in
      guard case .integer(let value) = scalar.value, range.contains(value) else { throw Mismatch() }
      return value
    }
  }

  static func byteSize(in range: ClosedRange<Int>) -> Self {
    let limits = Self.words(range, lowest: 0, highest: .max)
    return Self(expected: limits.isEmpty ? ByteSize.expected : "\(ByteSize.expected),\(limits)") {
      (scalar) throws(Mismatch) in
      do throws(ByteSize.Malformed) {
        let bytes = try ByteSize.parse(scalar.text)
        if range.contains(bytes) { return bytes }
      } catch {
        throw Mismatch(message: error.message)
      }
      throw Mismatch()
    }
  }
}

extension YAML.Format<Double> {
  static func real(in range: ClosedRange<Double>) -> Self {
    let limits = Self.words(range, lowest: -.infinity, highest: .infinity)
    return Self(expected: "a number\(limits)") { (scalar) throws(Mismatch) in
      let value: Double? =
        switch scalar.value {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .null, .bool, .string: nil
        }
      guard let value, value.isFinite, range.contains(value) else { throw Mismatch() }
      return value
    }
  }
}

extension YAML.Format<Bool> {
  static var bool: Self {
    Self(expected: "true or false") { (scalar) throws(Mismatch) in
      guard case .bool(let value) = scalar.value else { throw Mismatch() }
      return value
    }
  }
}

extension YAML.Format where Value: Comparable {
  /// ` from 1 to 9`, ` of at least 1`, ` of at most 9`, or nothing where the range is everything.
  fileprivate static func words(_ range: ClosedRange<Value>, lowest: Value, highest: Value) -> String {
    switch (range.lowerBound <= lowest, range.upperBound >= highest) {
    case (true, true): ""
    case (false, true): " of at least \(range.lowerBound)"
    case (true, false): " of at most \(range.upperBound)"
    case (false, false): " from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}

extension YAML.Reader {
  /// The value of a key in a format.
  func read<Value>(_ key: String, _ presence: Presence, as format: YAML.Format<Value>) -> Value? {
    value(of: key, presence, expected: format.expected).flatMap { convert($0, named: key.quoted, as: format) }
  }

  /// The elements of the sequence at a key in a format; nil when one of them is wrong.
  func readList<Value>(_ key: String, _ presence: Presence, as format: YAML.Format<Value>) -> [Value]? {
    guard let elements = sequence(key, presence, expected: "a list, each \(format.expected)") else {
      return nil
    }
    let values = elements.enumerated().map { index, element in
      convert(element, named: "element \(index + 1) of \(key.quoted)", as: format)
    }
    return values.contains { $0 == nil } ? nil : values.compactMap { $0 }
  }

  private func convert<Value>(_ node: YAML.Node, named name: String, as format: YAML.Format<Value>) -> Value?
  {
    guard case .scalar(let scalar) = node.kind, scalar.value != .null else {
      report("\(name) is \(node.summary)", at: node, expected: format.expected)
      return nil
    }
    do throws(YAML.Format<Value>.Mismatch) {
      return try format.read(scalar)
    } catch {
      let message = error.message.map { "\(name): \($0)" } ?? "\(name) is \(node.summary)"
      report(message, at: node, expected: format.expected, hint: error.hint)
      return nil
    }
  }
}
