/// The enumerations of the TensorFlow Lite format: what their numbers mean, and what messages call them.
enum TFLiteEnumerations {
  /// The type of a tensor's elements; nil for one that no graph holds.
  static func elementType(_ code: Int) -> ElementType? {
    guard elementTypeNames.indices.contains(code) else { return nil }
    return ElementType(rawValue: elementTypeNames[code])
  }

  static func elementTypeName(_ code: Int) -> String {
    elementTypeNames.indices.contains(code) ? elementTypeNames[code] : "unknown(\(code))"
  }

  static func activation(_ code: Int) throws(Problem) -> Activation {
    switch code {
    case 0: return .none
    case 1: return .relu
    case 2: return .reluN1To1
    case 3: return .relu6
    default:
      let name = code == 4 ? "TANH" : code == 5 ? "SIGN_BIT" : "\(code)"
      throw Problem(
        "a fused activation \(name)", expected: Activation.allCases.map(\.rawValue).joined(separator: ", "))
    }
  }

  static func padding(_ code: Int) throws(Problem) -> Padding {
    switch code {
    case 0: return .same
    case 1: return .valid
    default: throw Problem("a padding of kind \(code)", expected: "0 (SAME) or 1 (VALID)")
    }
  }

  private static let elementTypeNames = [
    "float32", "float16", "int32", "uint8", "int64", "string", "bool", "int16", "complex64", "int8",
    "float64", "complex128", "uint64", "resource", "variant", "uint32", "uint16", "int4", "bfloat16",
  ]
}
