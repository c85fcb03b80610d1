import Support

extension LuaModule {
  /// Text of tables and data, for people and for programs.
  static var report: LuaModule {
    LuaModule(
      "report", "Text of tables and data, for people and for programs.",
      [
        LuaFunction(
          "table", "columns: string[], rows: any[][] -> string",
          "Rows under the names of their columns, for a terminal; columns of numbers stand on the right."
        ) { call in
          let columns = try call.strings(1, "columns")
          let rows = try call.rows(2, "rows", width: columns.count)
          var table = Table(
            columns.enumerated().map { index, title in
              let isNumeric = !rows.isEmpty && rows.allSatisfy { $0[index].isNumber }
              return isNumeric ? .right(title) : .left(title)
            })
          for row in rows { table.append(row.map(\.text)) }
          return .string(table.rendered())
        },
        LuaFunction(
          "csv", "columns: string[], rows: any[][] -> string", "The same as comma-separated values."
        ) { call in
          let columns = try call.strings(1, "columns")
          let rows = try call.rows(2, "rows", width: columns.count)
          return .string(CSV.rendered([columns] + rows.map { $0.map(\.text) }))
        },
        LuaFunction(
          "json", "value: any, compact?: boolean -> string",
          "Data as JSON; an empty table is an empty object, a table with elements a list."
        ) { call in
          let json = try call.value(1, "value").json()
          let isCompact = try call.optional(2) { try call.boolean($0, "compact") } ?? false
          let text = json.rendered(pretty: !isCompact)
          return .string(text.last == "\n" ? String(text.dropLast()) : text)
        },
        LuaFunction(
          "pretty", "value: any -> string",
          "Any value as the console shows it: tables with their fields in order, objects with their properties."
        ) { call in .string(call.stack.pretty(at: 1)) },
        LuaFunction("size", "bytes: integer -> string", "Bytes as people read them, such as 76.3 KiB.") {
          call in
          .string(ByteSize.formatted(try call.integer(1, "bytes", in: 0...Int.max)))
        },
      ])
  }
}

extension LuaCall {
  fileprivate func strings(_ position: Int, _ name: String) throws -> [String] {
    try table(position, name).list.map { value in
      guard case .string(let text) = value else {
        throw error(position, name, "expected a list of strings, found \(value.kind)")
      }
      return text
    }
  }

  fileprivate func rows(_ position: Int, _ name: String, width: Int) throws -> [[LuaValue]] {
    try table(position, name).list.enumerated().map { index, value in
      guard case .table(let row) = value, row.list.count == width else {
        throw error(position, name, "row \(index + 1) does not have \(width) cells")
      }
      return row.list
    }
  }
}

extension LuaValue {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .number: true
    default: false
    }
  }

  /// The value as JSON.
  ///
  /// - Throws: that it holds a function, or a table with both elements and fields.
  func json() throws(LuaError) -> JSON {
    switch self {
    case .nil: return .null
    case .boolean(let value): return .bool(value)
    case .integer(let value): return .integer(value)
    case .number(let value): return .number(value)
    case .string(let value): return .string(value)
    case .function: throw LuaError("a function has no form in JSON")
    case .table(let table):
      guard table.list.isEmpty || table.fields.isEmpty else {
        throw LuaError("a table with both elements and fields has no form in JSON")
      }
      if !table.list.isEmpty {
        var elements: [JSON] = []
        for value in table.list { elements.append(try value.json()) }
        return .array(elements)
      }
      var members: [(key: String, value: JSON)] = []
      for field in table.fields { members.append((field.key, try field.value.json())) }
      return .object(members)
    }
  }
}
