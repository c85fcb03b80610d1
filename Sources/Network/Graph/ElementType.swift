/// The type of a tensor's elements.
package enum ElementType: String, Sendable, Hashable, CaseIterable {
  case int8, uint8, int16, int32, int64, float32, bool

  /// Bytes of one element.
  package var byteCount: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .int16: 2
    case .int32, .float32: 4
    case .int64: 8
    }
  }
}
