import Planning
import Support

/// The constants that a kernel declares: tables first, then 32-bit fields, as its C structure has them.
struct KernelStructure {
  enum Kind: String, CaseIterable {
    case tableOfInt8 = "int8[]"
    case tableOfInt32 = "int32[]"
    case int32, float32

    var isTable: Bool { self == .tableOfInt8 || self == .tableOfInt32 }

    var declaration: String {
      switch self {
      case .tableOfInt8: "const int8_t *"
      case .tableOfInt32: "const int32_t *"
      case .int32: "int32_t "
      case .float32: "float "
      }
    }
  }

  private var fields: [(name: String, kind: Kind)] = []

  /// Reads `parameters`; what is wrong is noted in the reader.
  init(_ table: LuaFields) {
    for entry in table.tables("parameters", of: "parameter") {
      let name = entry.string("name")
      let kind = Kind(rawValue: entry.string("type", oneOf: Kind.allCases.map(\.rawValue)))
      let isName =
        name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }
        && name.first?.isLowercase ?? false
      if !isName {
        entry.note(
          "name", "a parameter is named \(name.quoted)", expected: "lower-case letters, digits and _")
      }
      if fields.contains(where: { $0.name == name }) {
        entry.note("name", "two parameters are named \(name)", expected: "a name for each")
      }
      try? entry.finish()
      fields.append((name, kind ?? .int32))
    }
    fields = fields.filter(\.kind.isTable) + fields.filter { !$0.kind.isTable }
    if fields.isEmpty { table.note("parameters", "a kernel has no parameters", expected: "at least one") }
  }

  func definition(named name: String) -> String {
    let lines = fields.map { "    \($0.kind.declaration)\($0.name);\n" }
    return "typedef struct \(name) {\n\(lines.joined())} \(name);\n\n"
  }

  /// The constants in a table by name.
  func parameters(_ table: LuaFields) throws(Diagnostics) -> KernelParameters {
    var parameters = KernelParameters(scalars: [])
    for (name, kind) in fields {
      switch kind {
      case .tableOfInt8:
        let values = integers(table, name, -128...127).map { UInt8(bitPattern: Int8($0)) }
        parameters.tables.append(.init(name, .int8(values)))
      case .tableOfInt32:
        let values = integers(table, name, -1 << 31...(1 << 31) - 1).map { Int32($0) }
        parameters.tables.append(.init(name, .int32(values)))
      case .int32: parameters.scalars.append(.init(name, table.integer(name, in: -1 << 31...(1 << 31) - 1)))
      case .float32: parameters.scalars.append(.init(name, Float(table.number(name, in: -3e38...3e38))))
      }
    }
    try table.finish()
    return parameters
  }

  private func integers(_ table: LuaFields, _ name: String, _ range: ClosedRange<Int>) -> [Int] {
    let values = table.list(name)
    if values.isEmpty { table.note(name, "'\(name)' is empty", expected: "at least one value") }
    return values.enumerated().map { index, value in
      if case .integer(let integer) = value, range.contains(integer) { return integer }
      table.note(
        name, "'\(name)[\(index + 1)]' is \(value.kind)",
        expected: "an integer from \(range.lowerBound) to \(range.upperBound)")
      return 0
    }
  }
}
