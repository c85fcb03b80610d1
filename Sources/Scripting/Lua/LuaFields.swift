import Support

/// A strict reader of a table, such as a plug-in's descriptor: it notes every problem where it stands.
///
/// A reader of a required field notes what is wrong and gives a placeholder; ``finish()`` throws all the
/// notes, so no placeholder outlives it.
/// ```swift
/// let fields = LuaFields(table, of: "board", in: source)
/// let name = fields.string("name")
/// let clock = fields.integer("clock", in: 1...1_000_000_000)
/// let flags = fields.optional("flags") { fields.strings($0) }
/// try fields.finish()
/// ```
package final class LuaFields {
  /// What the table describes, for messages: `board`, `option`.
  package let subject: String
  package let table: LuaTable
  /// The keys that lead to this table.
  package let path: [String]
  private let source: LuaSource
  private let parent: LuaFields?
  private var known: Set<String> = []
  private var problems: [Diagnostic] = []

  package init(_ table: LuaTable, of subject: String, in source: LuaSource) {
    self.table = table
    self.subject = subject
    self.source = source
    path = []
    parent = nil
  }

  private init(_ table: LuaTable, of subject: String, under key: String, in parent: LuaFields) {
    self.table = table
    self.subject = subject
    self.parent = parent
    source = parent.source
    path = parent.path + [key]
  }

  /// Whether the field is there; it then counts as known.
  package func has(_ key: String) -> Bool { value(key) != nil }

  package func string(_ key: String, oneOf allowed: [String]? = nil) -> String {
    guard case .string(let text)? = value(key) else {
      return mismatch(key, "a string", "")
    }
    if let allowed, !allowed.contains(text) {
      note(
        key, "\(name(key)) is '\(text)'", expected: allowed.joined(separator: ", "),
        hint: suggestionHint(for: text, among: allowed))
    }
    return text
  }

  /// An integer, or a number without a fraction.
  package func integer(_ key: String, in range: ClosedRange<Int> = .min ... .max) -> Int {
    var found: Int?
    switch value(key) {
    case .integer(let value)?: found = value
    case .number(let value)?: found = Int(exactly: value)
    default: break
    }
    guard let found else { return mismatch(key, "an integer", range.lowerBound) }
    if !range.contains(found) {
      note(key, "\(name(key)) is \(found)", expected: describe(range))
    }
    return found
  }

  /// Bytes: an integer, or a text such as `512K`.
  package func size(_ key: String) -> Int {
    if case .integer? = value(key) { return integer(key, in: 0...Int.max) }
    let text = string(key)
    guard !text.isEmpty else { return 0 }
    guard let bytes = try? ByteSize.parse(text) else {
      note(key, "\(name(key)) is \(text.quoted)", expected: ByteSize.expected)
      return 0
    }
    return bytes
  }

  /// A finite number.
  package func number(_ key: String, in range: ClosedRange<Double>? = nil) -> Double {
    var found: Double?
    switch value(key) {
    case .integer(let value)?: found = Double(value)
    case .number(let value)?: found = value.isFinite ? value : nil
    default: break
    }
    guard let found else { return mismatch(key, "a finite number", range?.lowerBound ?? 0) }
    if let range, !range.contains(found) {
      note(key, "\(name(key)) is \(found)", expected: "\(range.lowerBound) to \(range.upperBound)")
    }
    return found
  }

  package func boolean(_ key: String) -> Bool {
    guard case .boolean(let value)? = value(key) else {
      return mismatch(key, "true or false", false)
    }
    return value
  }

  package func function(_ key: String) -> LuaReference {
    guard case .function(let value)? = value(key) else {
      return mismatch(key, "a function", LuaReference(index: -1, state: 0))
    }
    return value
  }

  /// A list of any data.
  package func list(_ key: String) -> [LuaValue] {
    guard case .table(let table)? = value(key), table.fields.isEmpty else {
      return mismatch(key, "a list", [])
    }
    return table.list
  }

  package func strings(_ key: String) -> [String] {
    let texts = list(key).map { value -> String? in
      if case .string(let text) = value { text } else { nil }
    }
    if let wrong = texts.firstIndex(of: nil) {
      note(key, "\(name(key))[\(wrong + 1)] is \(list(key)[wrong].kind)", expected: "a string")
    }
    return texts.compactMap(\.self)
  }

  /// A table with fields of its own; call its ``finish()`` before this one's.
  package func table(_ key: String, of subject: String) -> LuaFields {
    guard case .table(let table)? = value(key), table.list.isEmpty else {
      return LuaFields(mismatch(key, "a table", LuaTable()), of: subject, under: key, in: self)
    }
    return LuaFields(table, of: subject, under: key, in: self)
  }

  /// A list of tables with fields of their own; call the ``finish()`` of each before this one's.
  package func tables(_ key: String, of subject: String) -> [LuaFields] {
    list(key).enumerated().map { position, value in
      guard case .table(let table) = value, table.list.isEmpty else {
        note(key, "\(name(key))[\(position + 1)] is \(value.kind)", expected: "a table")
        return LuaFields(LuaTable(), of: subject, under: key, in: self)
      }
      return LuaFields(table, of: subject, under: key, in: self)
    }
  }

  /// What a reader gives, or nil when the field is absent.
  package func optional<Value>(_ key: String, _ read: (String) -> Value) -> Value? {
    has(key) ? read(key) : nil
  }

  /// Notes a problem of one field, or with nil of the table itself.
  package func note(_ key: String?, _ message: String, expected: String? = nil, hint: String? = nil) {
    let keys = key.map { path + [$0] } ?? path
    add(Diagnostic(at: source.location(of: keys), message, expected: expected, hint: hint))
  }

  /// Notes unknown fields; on the outermost table, throws everything noted.
  package func finish() throws(Diagnostics) {
    for field in table.fields where !known.contains(field.key) {
      note(
        field.key, "unknown field '\((path + [field.key]).joined(separator: "."))' of a \(subject)",
        hint: suggestionHint(for: field.key, among: known.sorted(by: bytewise)))
    }
    if !table.list.isEmpty { note(nil, "a \(subject) has fields, but this one has elements without a name") }
    if parent == nil, !problems.isEmpty { throw Diagnostics(problems) }
  }

  private func add(_ problem: Diagnostic) {
    if let parent { parent.add(problem) } else { problems.append(problem) }
  }

  private func value(_ key: String) -> LuaValue? {
    known.insert(key)
    return table[key]
  }

  private func mismatch<Value>(_ key: String, _ expected: String, _ placeholder: Value) -> Value {
    if let found = table[key] {
      note(key, "\(name(key)) is \(found.kind)", expected: expected)
    } else {
      note(nil, "the \(subject) has no \(name(key))", expected: expected)
    }
    return placeholder
  }

  private func name(_ key: String) -> String { "'\((path + [key]).joined(separator: "."))'" }

  private func describe(_ range: ClosedRange<Int>) -> String {
    if range.upperBound == .max { return "at least \(range.lowerBound)" }
    if range.lowerBound == .min { return "at most \(range.upperBound)" }
    return "\(range.lowerBound) to \(range.upperBound)"
  }
}
