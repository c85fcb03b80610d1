extension LuaTable {
  /// What differs between two tables, a line a leaf: `- path = value` for what only this one has, `+` for what
  /// only the other has, in the order of the paths.
  func differences(from other: LuaTable) -> [String] {
    LuaTable.differences("", .table(self), .table(other))
  }

  private static func differences(_ path: String, _ first: LuaValue?, _ second: LuaValue?) -> [String] {
    if first == second { return [] }
    guard case .table(let one) = first ?? .table(LuaTable()),
      case .table(let two) = second ?? .table(LuaTable())
    else {
      return [("-", first), ("+", second)].flatMap { sign, value in
        value.map { leaves(path, $0) }?.map { "\(sign) \($0)" } ?? []
      }
    }
    var lines: [String] = []
    for index in 0..<max(one.list.count, two.list.count) {
      lines += differences(
        "\(path)[\(index + 1)]", index < one.list.count ? one.list[index] : nil,
        index < two.list.count ? two.list[index] : nil)
    }
    let keys = Set(one.fields.map(\.key) + two.fields.map(\.key)).sorted(by: bytewise)
    for key in keys {
      lines += differences(path.isEmpty ? key : "\(path).\(key)", one[key], two[key])
    }
    return lines
  }

  private static func leaves(_ path: String, _ value: LuaValue) -> [String] {
    guard case .table(let table) = value else { return ["\(path) = \(value.text)"] }
    return table.list.enumerated().flatMap { leaves("\(path)[\($0 + 1)]", $1) }
      + table.fields.flatMap { leaves("\(path).\($0.key)", $0.value) }
  }
}

extension LuaValue {
  /// A value that is no table, as text.
  var text: String {
    switch self {
    case .nil: "nil"
    case .boolean(let value): String(value)
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .string(let value): value
    case .table: "table"
    case .function: "function"
    }
  }
}
