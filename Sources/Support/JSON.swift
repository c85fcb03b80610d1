/// A JSON value whose objects keep the order of their members, so that what is written is deterministic.
///
/// ```swift
/// let report: JSON = ["report": "plan", "version": 1, "shape": [1, 80, 80, 3]]
/// let text = report.rendered(pretty: true)
/// ```
/// Two objects are equal when their members are equal in the same order. An integer never equals a number.
package indirect enum JSON: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number with a fraction or exponent; one that is not finite is written as `null`, as JSON has no word
  /// for it.
  case number(Double)
  case string(String)
  case array([JSON])
  case object([(key: String, value: JSON)])
}

extension JSON: Equatable {
  package static func == (first: JSON, second: JSON) -> Bool {
    switch (first, second) {
    case (.null, .null): true
    case (.bool(let first), .bool(let second)): first == second
    case (.integer(let first), .integer(let second)): first == second
    case (.number(let first), .number(let second)): first == second
    case (.string(let first), .string(let second)): first == second
    case (.array(let first), .array(let second)): first == second
    case (.object(let first), .object(let second)): first.elementsEqual(second, by: ==)
    default: false
    }
  }
}

extension JSON {
  /// The value of the first member named `key`; nil where there is none or this is no object.
  package subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The truth value, where this is one.
  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The integer, where this is one.
  package var integer: Int? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The number, where this is one, whole or not.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The text, where this is one.
  package var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The elements, where this is an array.
  package var array: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members in order, where this is an object.
  package var object: [(key: String, value: JSON)]? {
    if case .object(let members) = self { members } else { nil }
  }
}
