extension JSON {
  /// How deep arrays and objects may nest.
  static let deepest = 64

  /// Reads one JSON value, strictly as RFC 8259 has it: no comments, no trailing commas, no second value, no
  /// key twice in an object, no byte-order mark.
  ///
  /// A number without fraction and exponent that fits `Int` is an integer, any other a number; `-0` is the
  /// number, to keep its sign. Nesting is capped at 64.
  /// - Parameters:
  ///   - file: The name for messages.
  ///   - limit: The most bytes taken.
  /// - Throws: One diagnostic with line and column.
  package static func parse(
    _ bytes: [UInt8], file: String, limit: Int = 64 << 20
  ) throws(Diagnostics) -> JSON {
    guard bytes.count <= limit else {
      throw Diagnostics(
        Diagnostic(
          at: .file(file), "the file has \(ByteSize.formatted(bytes.count))",
          expected: "at most \(ByteSize.formatted(limit))"))
    }
    do throws(JSONParser.Failure) {
      if let offset = firstInvalidUTF8Offset(in: bytes) {
        throw JSONParser.Failure(offset: offset, message: "the text is not valid UTF-8")
      }
      return try bytes.withUnsafeBufferPointer { (buffer) throws(JSONParser.Failure) -> JSON in
        var parser = JSONParser(bytes: buffer)
        return try parser.document()
      }
    } catch {
      let position = SourcePosition(ofByte: error.offset, in: bytes)
      throw Diagnostics(
        Diagnostic(at: position.location(in: file), error.message, expected: error.expected))
    }
  }
}
