import Support

extension OptionValue {
  /// The value as it is given to a command.
  package var text: String {
    switch self {
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .boolean(let value): String(value)
    case .text(let value): value
    }
  }

  package var json: JSON {
    switch self {
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .boolean(let value): .bool(value)
    case .text(let value): .string(value)
    }
  }
}
