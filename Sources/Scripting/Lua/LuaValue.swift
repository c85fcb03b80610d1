/// Plain data as Lua has it, copied out of a state or to be copied into one.
package enum LuaValue: Sendable, Hashable {
  case `nil`
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case table(LuaTable)
  /// A function, kept by the state it came from.
  case function(LuaReference)

  /// What to call it in a message: `an integer`, `nil`.
  package var kind: String {
    switch self {
    case .nil: "nil"
    case .boolean(let value): value ? "true" : "false"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .table(let table): table.fields.isEmpty ? "a list" : "a table"
    case .function: "a function"
    }
  }
}

/// A Lua table as data: a list part 1...n, and fields by name in bytewise order.
package struct LuaTable: Sendable, Hashable {
  package struct Field: Sendable, Hashable {
    package var key: String
    package var value: LuaValue

    package init(key: String, value: LuaValue) {
      self.key = key
      self.value = value
    }
  }

  package let list: [LuaValue]
  package let fields: [Field]

  /// Fields may come in any order; of fields with one key the last wins.
  package init(list: [LuaValue] = [], fields: [String: LuaValue] = [:]) {
    self.list = list
    self.fields = fields.map { Field(key: $0.key, value: $0.value) }.sorted { bytewise($0.key, $1.key) }
  }

  /// The value of a field, nil when absent.
  /// - Complexity: O(log n).
  package subscript(key: String) -> LuaValue? {
    var low = 0
    var high = fields.count
    while low < high {
      let middle = (low + high) / 2
      if bytewise(fields[middle].key, key) { low = middle + 1 } else { high = middle }
    }
    // Bytes, not characters: Swift holds canonically equivalent texts to be equal, Lua does not.
    guard low < fields.count, fields[low].key.utf8.elementsEqual(key.utf8) else { return nil }
    return fields[low].value
  }

  /// For fields read from Lua, whose keys differ in their bytes.
  init(list: [LuaValue], unsorted: [Field]) {
    self.list = list
    self.fields = unsorted.sorted { bytewise($0.key, $1.key) }
  }
}

/// A function kept by the state it came from, as long as that state lives or until it is released there.
package struct LuaReference: Sendable, Hashable {
  let index: Int32
  let state: UInt
}

/// Texts in the order of their UTF-8 bytes.
func bytewise(_ first: String, _ second: String) -> Bool {
  first.utf8.lexicographicallyPrecedes(second.utf8)
}
