import Network
import Pipeline
import Planning
import Support

extension Plan {
  /// The text of a policy in Lua that gives this plan's schedule, for the same network and way of input.
  ///
  /// - Parameter name: the policy's.
  package func policySource(name: String) -> String {
    let network = job.model.name.onSingleLine
    var table = schedule
    table.graphHash = program.original.structuralHash
    return """
      -- \(placement.peak) bytes, \(macs.nominal) MACs. Within a budget of so many bytes kernels take no more scratch.
      return {
        kind = "policy",
        name = \(LuaValue.quoted(name)),
        version = "1.0.0",
        api = "1",
        description = \(LuaValue.quoted("A schedule of \(network) in \(placement.peak) bytes.")),
        placement = "\(job.placementMethod.rawValue)",
        schedule = function(_, target)
          if target.input ~= "\(job.input.rawValue)" then
            return nil, "this schedule is for \(job.input == .streamed ? "a streamed" : "a resident") input"
          end
          return \(LuaValue.table(table.table).source(indent: "    "))
        end,
      }

      """
  }
}

extension LuaValue {
  /// The value as Lua code: data only; lists of tables in blocks, everything else in one line.
  func source(indent: String = "") -> String {
    switch self {
    case .nil, .function: return "nil"
    case .boolean, .integer, .number: return text
    case .string(let text): return LuaValue.quoted(text)
    case .table(let table):
      if case .table? = table.list.first {
        let inner = indent + "  "
        return "{\n" + table.list.map { "\(inner)\($0.source(indent: inner)),\n" }.joined() + "\(indent)}"
      }
      let isBlock = table.fields.contains { field in
        if case .table(let inner) = field.value, case .table? = inner.list.first { true } else { false }
      }
      let inner = isBlock ? indent + "  " : indent
      let parts =
        table.list.map { $0.source(indent: inner) }
        + table.readableFields.map { "\(LuaValue.key($0.key)) = \($0.value.source(indent: inner))" }
      if isBlock { return "{\n" + parts.map { "\(inner)\($0),\n" }.joined() + "\(indent)}" }
      return parts.isEmpty ? "{}" : "{ \(parts.joined(separator: ", ")) }"
    }
  }

  /// A text as Lua code; bytes that are not printable are written as numbers.
  static func quoted(_ text: String) -> String {
    let bytes = text.utf8.map { byte -> String in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): return "\\\(Character(UnicodeScalar(byte)))"
      case 0x20..<0x7F: return String(Character(UnicodeScalar(byte)))
      default:
        let digits = String(byte)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return "\"\(bytes.joined())\""
  }

  private static func key(_ name: String) -> String {
    let isName =
      !name.isEmpty && !keywords.contains(name)
      && name.utf8.enumerated().allSatisfy { position, byte in
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F
          || (position > 0 && byte >= 0x30 && byte <= 0x39)
      }
    return isName ? name : "[\(quoted(name))]"
  }

  private static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local",
    "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]
}
