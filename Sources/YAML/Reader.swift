import Support

extension YAML {
  /// A typed view of a mapping that collects what is wrong instead of stopping at it.
  ///
  /// Each method names a key once: it reports a missing key, a wrong type, a value out of range, and
  /// returns nil or the default; ``finish()`` then reports every key that nobody asked for. Readers of inner
  /// mappings share the findings of the outer one and are finished with it. `key: ~` counts as absent.
  package final class Reader {
    /// Whether a key may be absent; nil is returned for it either way.
    package enum Presence: Sendable { case required, optional }

    /// The findings of all readers of a document.
    final class Log {
      let file: String
      var findings: [Diagnostic]
      let unreadable: Set<SourcePosition>

      init(file: String, findings: [Diagnostic] = [], unreadable: Set<SourcePosition> = []) {
        self.file = file
        self.findings = findings
        self.unreadable = unreadable
      }
    }

    /// The mapping; where the value is none, a finding was made and the reader behaves as if it were empty.
    package let node: Node
    let log: Log
    private let members: [Node.Member]
    private let isMapping: Bool
    private let index: [String: Int]
    private var asked: [String] = []
    private var children: [Reader] = []

    /// A reader over a node that was parsed before.
    package convenience init(_ node: Node, file: String) { self.init(node, log: Log(file: file)) }

    init(_ node: Node, log: Log) {
      self.node = node
      self.log = log
      if case .mapping(let members) = node.kind {
        self.members = members
        isMapping = true
      } else {
        members = []
        isMapping = false
      }
      index = Dictionary(members.enumerated().map { ($1.key.text ?? "", $0) }) { first, _ in first }
      if !isMapping { report("\(node.summary) where a mapping belongs", at: node, expected: "`key: value`") }
    }

    /// Every key of the mapping with its value, in order, where the keys are the user's own words; none of
    /// them is unknown then.
    package func entries() -> [(key: Node, value: Node)] {
      for member in members { ask(member.key.text ?? "") }
      return members.map { ($0.key, $0.value) }
    }

    /// Whether the mapping has a value for `key`; the key counts as asked for.
    package func has(_ key: String) -> Bool { value(of: key, .optional, expected: "") != nil }

    /// The value of `key` of whatever kind.
    package func node(_ key: String, _ presence: Presence = .required, expected: String = "a value") -> Node?
    {
      value(of: key, presence, expected: expected)
    }

    /// Adds a finding of the caller at a node of this document.
    package func report(_ message: String, at node: Node, expected: String? = nil, hint: String? = nil) {
      guard !log.unreadable.contains(node.position) else { return }
      let location = node.position.location(in: log.file)
      log.findings.append(Diagnostic(at: location, message, expected: expected, hint: hint))
    }

    /// Reports the keys that nobody asked for, here and in the inner readers, and returns all findings of the
    /// document in the order of the file.
    package func finish() -> [Diagnostic] {
      reportUnknownKeys()
      var seen: Set<Diagnostic> = []
      return log.findings.filter { seen.insert($0).inserted }.enumerated()
        .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
    }

    /// The value of a key, nil where it is absent or null; an absent key is reported where it is required.
    func value(of key: String, _ presence: Presence, expected: String) -> Node? {
      ask(key)
      if let index = index[key] {
        let value = members[index].value
        guard case .scalar(let scalar) = value.kind, scalar.value == .null else { return value }
        if presence == .required { report("\(key.quoted) has no value", at: value, expected: expected) }
        return nil
      }
      if presence == .required, isMapping {
        report("missing key \(key.quoted)", at: node, expected: expected)
      }
      return nil
    }

    /// A reader over an inner node, finished with this one.
    package func reader(over node: Node) -> Reader {
      let reader = Reader(node, log: log)
      children.append(reader)
      return reader
    }

    private func ask(_ key: String) {
      if !asked.contains(key) { asked.append(key) }
    }

    private func reportUnknownKeys() {
      let known = Set(asked)
      for key in members.map(\.key) {
        guard let text = key.text, !known.contains(text) else { continue }
        report(
          "unknown key \(text.quoted)", at: key, expected: Reader.oneOf(asked),
          hint: suggestionHint(for: text, among: asked))
      }
      for child in children { child.reportUnknownKeys() }
    }

    /// `one of a, b, c`, cut after twelve.
    static func oneOf(_ choices: [String]) -> String {
      let most = 12
      if choices.isEmpty { return "no key" }
      if choices.count == 1 { return choices[0] }
      let shown = choices.prefix(most).joined(separator: ", ")
      return "one of \(shown)\(choices.count > most ? ", …" : "")"
    }
  }
}

extension Diagnostic {
  /// Line and column, for sorting.
  fileprivate var place: SourcePosition {
    guard case .file(_, let line, let column) = location else { return SourcePosition(line: 0, column: 0) }
    return SourcePosition(line: line ?? 0, column: column ?? 0)
  }
}
