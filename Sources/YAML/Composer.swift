import Support

/// Composes events to nodes, collecting what the dialect refuses and stopping at the limits.
struct Composer: ~Copyable {
  private var events: EventStream
  private let file: String
  private let limits: YAML.Limits
  private var nodes = 0
  /// What is refused but does not stop the reading, in the order of the file.
  private(set) var findings: [Diagnostic] = []
  /// Where a value is refused and null stands in its stead; no further finding is made there.
  private(set) var unreadable: Set<SourcePosition> = []

  init(_ events: consuming EventStream, file: String, limits: YAML.Limits) {
    self.events = events
    self.file = file
    self.limits = limits
  }

  /// The only document of the stream; throws the finding that stops the reading.
  mutating func document() throws(Diagnostics) -> YAML.Node {
    _ = try events.next()
    let start = try events.next()
    guard case .documentStart(let hasTagDirectives) = start.kind else {
      throw fatal(start.position, "the file holds no document", expected: "a mapping")
    }
    if hasTagDirectives {
      try report(start.position, "tag directives are not supported", hint: "remove the lines with %TAG")
    }
    let root = try node(try events.next(), depth: 1)
    _ = try events.next()
    let end = try events.next()
    if case .documentStart = end.kind {
      try report(end.position, "a second document", expected: "one document in a file")
    }
    return root
  }

  private mutating func node(_ event: EventStream.Event, depth: Int) throws(Diagnostics) -> YAML.Node {
    let position = event.position
    nodes += 1
    guard nodes <= limits.nodes else {
      throw fatal(position, "the document has too many values", expected: "at most \(limits.nodes)")
    }
    switch event.kind {
    case .alias(let name):
      try report(
        position, "the alias \("*\(name)".quoted) is not supported", hint: "write the value out")
      unreadable.insert(position)
    case .scalar(let properties, let text, let style):
      let tag = try tag(properties, at: position, fits: [.null, .bool, .int, .float, .str])
      return YAML.Node(at: position, .scalar(YAML.Scalar(text, style: style, tag: tag)))
    case .sequenceStart(let properties):
      try checkDepth(depth, at: position)
      _ = try tag(properties, at: position, fits: [.seq])
      return YAML.Node(at: position, .sequence(try elements(depth: depth)))
    case .mappingStart(let properties):
      try checkDepth(depth, at: position)
      _ = try tag(properties, at: position, fits: [.map])
      return YAML.Node(at: position, .mapping(try members(depth: depth)))
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      throw fatal(position, "not YAML: a value is missing")
    }
    return YAML.Node(at: position, .scalar(YAML.Scalar("")))
  }

  private mutating func elements(depth: Int) throws(Diagnostics) -> [YAML.Node] {
    var elements: [YAML.Node] = []
    while true {
      let event = try events.next()
      if case .sequenceEnd = event.kind { return elements }
      elements.append(try node(event, depth: depth + 1))
    }
  }

  private mutating func members(depth: Int) throws(Diagnostics) -> [YAML.Node.Member] {
    var members: [YAML.Node.Member] = []
    var positions: [String: SourcePosition] = [:]
    while true {
      let event = try events.next()
      if case .mappingEnd = event.kind { return members }
      let key = try node(event, depth: depth + 1)
      let isUsable = try check(key: key, first: &positions)
      let value = try node(try events.next(), depth: depth + 1)
      if isUsable { members.append(YAML.Node.Member(key: key, value: value)) }
    }
  }

  /// Whether a key can stay: a scalar, not `<<`, not there before.
  private mutating func check(
    key: YAML.Node, first: inout [String: SourcePosition]
  ) throws(Diagnostics) -> Bool {
    if unreadable.contains(key.position) { return false }
    guard case .scalar(let scalar) = key.kind else {
      try report(key.position, "\(key.summary) as a key", expected: "a word as a key")
      return false
    }
    if scalar.text == "<<", scalar.style == .plain {
      try report(key.position, "the merge key \"<<\" is not supported", hint: "write the keys out")
      return false
    }
    if let earlier = first[scalar.text] {
      try report(
        key.position, "duplicate key \(scalar.text.quoted)", expected: "each key once",
        hint: "it stands first at line \(earlier.line)")
      return false
    }
    first[scalar.text] = key.position
    return true
  }

  /// The tag before a value; reports an anchor, and a tag that is not one of the core schema or not for
  /// this kind of value.
  private mutating func tag(
    _ properties: EventStream.Event.Properties, at position: SourcePosition, fits: [YAML.Tag]
  ) throws(Diagnostics) -> YAML.Tag? {
    if let anchor = properties.anchor {
      try report(
        position, "the anchor \("&\(anchor)".quoted) is not supported",
        hint: "write the value out where it is used")
    }
    guard let text = properties.tag else { return nil }
    if text == "!" { return fits.contains(.str) ? .str : nil }
    let prefix = "tag:yaml.org,2002:"
    if text.hasPrefix(prefix), let tag = YAML.Tag(rawValue: String(text.dropFirst(prefix.count))),
      fits.contains(tag)
    {
      return tag
    }
    let shown = text.hasPrefix(prefix) ? "!!\(text.dropFirst(prefix.count))" : text
    try report(
      position, "the tag \(shown.quoted) is not supported here",
      expected: fits.map { "!!\($0.rawValue)" }.joined(separator: ", ") + " or none")
    return nil
  }

  private func checkDepth(_ depth: Int, at position: SourcePosition) throws(Diagnostics) {
    guard depth <= limits.depth else {
      throw fatal(
        position, "sequences and mappings nest too deep", expected: "at most \(limits.depth) levels")
    }
  }

  private mutating func report(
    _ position: SourcePosition, _ message: String, expected: String? = nil, hint: String? = nil
  ) throws(Diagnostics) {
    findings.append(
      Diagnostic(at: position.location(in: file), message, expected: expected, hint: hint))
    guard findings.count < limits.findings else {
      throw fatal(position, "more than \(limits.findings) errors; reading stops here")
    }
  }

  private func fatal(_ position: SourcePosition, _ message: String, expected: String? = nil) -> Diagnostics {
    Diagnostics(Diagnostic(at: position.location(in: file), message, expected: expected))
  }
}
