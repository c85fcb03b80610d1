/// The offset of the first byte that is not part of valid UTF-8, or nil where all is valid.
///
/// - Complexity: O(n).
package func firstInvalidUTF8Offset(in bytes: [UInt8]) -> Int? {
  do throws(Unicode.UTF8.ValidationError) {
    _ = try UTF8Span(validating: bytes.span)
    return nil
  } catch {
    return error.byteOffsets.lowerBound
  }
}
