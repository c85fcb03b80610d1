import Support

extension YAML {
  /// The root of the only document in `bytes`.
  ///
  /// - Parameter file: The name for messages.
  /// - Throws: Every finding about the text: syntax, limits, and what the dialect refuses.
  /// - Complexity: O(n · depth).
  package static func parse(
    _ bytes: [UInt8], file: String, limits: Limits = Limits()
  ) throws(Diagnostics) -> Node {
    let document = try compose(bytes, file: file, limits: limits)
    guard document.findings.isEmpty else { throw Diagnostics(document.findings) }
    return document.root
  }

  /// A reader over the mapping in `bytes`.
  ///
  /// Findings that leave the document readable, such as duplicate keys and aliases, do not throw: they are
  /// among those of ``Reader/finish()``, so that one error does not hide another.
  package static func reader(
    of bytes: [UInt8], file: String, limits: Limits = Limits()
  ) throws(Diagnostics) -> Reader {
    let document = try compose(bytes, file: file, limits: limits)
    let log = Reader.Log(file: file, findings: document.findings, unreadable: document.unreadable)
    return Reader(document.root, log: log)
  }

  private struct Document {
    var root: Node
    var findings: [Diagnostic]
    var unreadable: Set<SourcePosition>
  }

  private static func compose(
    _ bytes: [UInt8], file: String, limits: Limits
  ) throws(Diagnostics) -> Document {
    try check(bytes, file: file, limits: limits)
    let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    return try bytes.withUnsafeBufferPointer { (buffer) throws(Diagnostics) -> Document in
      let text = UnsafeBufferPointer(rebasing: buffer[start...])
      var composer = Composer(EventStream(text, file: file), file: file, limits: limits)
      do throws(Diagnostics) {
        let root = try composer.document()
        return Document(root: root, findings: composer.findings, unreadable: composer.unreadable)
      } catch {
        throw Diagnostics(composer.findings + error.all)
      }
    }
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Refuses what libyaml would report without a place, and what would take it long.
  private static func check(_ bytes: [UInt8], file: String, limits: Limits) throws(Diagnostics) {
    guard bytes.count <= limits.bytes else {
      throw Diagnostics(
        Diagnostic(
          at: .file(file), "the file has \(ByteSize.formatted(bytes.count))",
          expected: "at most \(ByteSize.formatted(limits.bytes))"))
    }
    func finding(at offset: Int, _ message: String) -> Diagnostics {
      Diagnostics(Diagnostic(at: SourcePosition(ofByte: offset, in: bytes).location(in: file), message))
    }
    if let offset = firstInvalidUTF8Offset(in: bytes) {
      throw finding(at: offset, "the text is not valid UTF-8")
    }
    var directives = 0
    var previous: UInt8 = 0x0A
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case 0x09, 0x0A, 0x0D: break
      case 0..<0x20, 0x7F:
        throw finding(at: offset, "the text has the control character 0x\([byte].hex)")
      case UInt8(ascii: "%") where previous == 0x0A || previous == 0x0D:
        directives += 1
        // libyaml's time is quadratic in the number of directives.
        if directives > 16 { throw finding(at: offset, "too many lines start with %") }
      default: break
      }
      previous = byte
    }
  }
}
