import CYAML
import Support

/// libyaml's parser as a stream of Swift values: the only file that speaks C.
struct EventStream: ~Copyable {
  struct Event {
    enum Kind {
      case streamStart, streamEnd, documentStart(hasTagDirectives: Bool), documentEnd
      case alias(String)
      case scalar(Properties, text: String, style: YAML.Scalar.Style)
      case sequenceStart(Properties), sequenceEnd
      case mappingStart(Properties), mappingEnd
    }

    /// What may stand before a value.
    struct Properties {
      var anchor: String?
      var tag: String?
    }

    let kind: Kind
    let position: SourcePosition
  }

  /// Behind a pointer, since libyaml keeps the parser's own address in it.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeBufferPointer<UInt8>
  private let file: String

  /// - Parameter input: UTF-8 without byte-order mark; it outlives the stream.
  init(_ input: UnsafeBufferPointer<UInt8>, file: String) {
    self.input = input
    self.file = file
    parser = .allocate(capacity: 1)
    precondition(yaml_parser_initialize(parser) == 1, "out of memory")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event; throws one diagnostic where the text is not YAML.
  mutating func next() throws(Diagnostics) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
    defer { yaml_event_delete(&event) }
    return Event(kind: Self.kind(of: event), position: SourcePosition(event.start_mark))
  }

  private static func kind(of event: yaml_event_t) -> Event.Kind {
    let data = event.data
    switch event.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_DOCUMENT_START_EVENT:
      let tags = data.document_start.tag_directives
      return .documentStart(hasTagDirectives: tags.start != tags.end)
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT: return .alias(text(data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return .scalar(
        Event.Properties(anchor: text(scalar.anchor), tag: text(scalar.tag)),
        text: String(decoding: bytes, as: UTF8.self),
        style: scalar.style == YAML_PLAIN_SCALAR_STYLE ? .plain : .quoted)
    case YAML_SEQUENCE_START_EVENT:
      let start = data.sequence_start
      return .sequenceStart(Event.Properties(anchor: text(start.anchor), tag: text(start.tag)))
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      let start = data.mapping_start
      return .mappingStart(Event.Properties(anchor: text(start.anchor), tag: text(start.tag)))
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    default: return .streamEnd
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private func syntaxError() -> Diagnostics {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "out of memory"
    if state.error == YAML_READER_ERROR {
      let position = SourcePosition(ofByte: Int(state.problem_offset), in: Array(input))
      return Diagnostics(Diagnostic(at: position.location(in: file), "not YAML: \(problem)"))
    }
    let position = SourcePosition(state.problem_mark)
    var message = "not YAML: \(problem)"
    if let context = state.context.map({ String(cString: $0) }) {
      message += " \(context)"
      let start = SourcePosition(state.context_mark)
      if start != position { message += " that starts at \(start.line):\(start.column)" }
    }
    let atTab = position.firstByte(in: input) == 0x09
    return Diagnostics(
      Diagnostic(
        at: position.location(in: file), message, hint: atTab ? "indent with spaces, not with tabs" : nil))
  }
}

extension SourcePosition {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  /// The byte at this place of a text.
  fileprivate func firstByte(in text: UnsafeBufferPointer<UInt8>) -> UInt8? {
    let lines = text.split(separator: 0x0A, maxSplits: line, omittingEmptySubsequences: false)
    guard line <= lines.count else { return nil }
    return lines[line - 1].filter { !(0x80...0xBF).contains($0) }.dropFirst(column - 1).first
  }
}
