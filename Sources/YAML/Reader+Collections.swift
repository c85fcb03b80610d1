extension YAML.Reader {
  /// The texts of a sequence; nil when one of them is wrong, each wrong one reported where it stands.
  package func strings(
    _ key: String, _ presence: Presence = .required, among choices: [String]? = nil
  ) -> [String]? {
    readList(key, presence, as: .string(among: choices))
  }

  /// The integers of a sequence; nil when one of them is wrong, each wrong one reported where it stands.
  package func integers(
    _ key: String, _ presence: Presence = .required, in range: ClosedRange<Int> = Int.min...Int.max
  ) -> [Int]? {
    readList(key, presence, as: .integer(in: range))
  }

  /// The elements of a sequence, of whatever kind.
  package func sequence(
    _ key: String, _ presence: Presence = .required, expected: String = "a sequence"
  ) -> [YAML.Node]? {
    guard let value = value(of: key, presence, expected: expected) else { return nil }
    guard case .sequence(let elements) = value.kind else {
      report("\(key.quoted) is \(value.summary)", at: value, expected: expected)
      return nil
    }
    return elements
  }

  /// A reader over the inner mapping at `key`, finished with this one.
  package func mapping(_ key: String, _ presence: Presence = .required) -> YAML.Reader? {
    guard let value = value(of: key, presence, expected: "a mapping") else { return nil }
    guard case .mapping = value.kind else {
      report("\(key.quoted) is \(value.summary)", at: value, expected: "a mapping")
      return nil
    }
    return reader(over: value)
  }

  /// Readers over the mappings of the sequence at `key`, finished with this one; an element that is none is
  /// reported and left out.
  package func mappings(_ key: String, _ presence: Presence = .required) -> [YAML.Reader]? {
    sequence(key, presence, expected: "a sequence of mappings")?.enumerated().compactMap { index, element in
      if case .mapping = element.kind { return reader(over: element) }
      report(
        "element \(index + 1) of \(key.quoted) is \(element.summary)", at: element, expected: "a mapping")
      return nil
    }
  }
}
