import CLuaBridge

/// One field of a table of columns: a list with a value for each row, or one value for all rows.
///
/// Rows are read where they lie in Lua, without copies: a million of them take some hundredths of a second.
struct LuaColumn {
  private let stack: LuaStack
  /// Where the column lies on the stack; the call's end takes it away.
  private let index: Int32
  private let name: String
  /// The number of rows, nil for one value for all.
  let count: Int?

  /// The column of a table at an index of the stack.
  ///
  /// - Throws: that it is not there.
  init(_ name: String, ofTableAt table: Int32, on stack: LuaStack) throws(LuaError) {
    guard stack.reserve(4) else { throw LuaError("too many columns") }
    stack.push(name)
    lua_rawget(stack.pointer, table)
    index = stack.count
    self.name = name
    self.stack = stack
    switch lua_type(stack.pointer, index) {
    case LUA_TTABLE: count = Int(clamping: lua_rawlen(stack.pointer, index))
    case LUA_TNIL: throw LuaError("the columns have no '\(name)'")
    default: count = nil
    }
  }

  /// Reads the value of a row, counted from 0, with the value at the given index of the stack.
  private func read<Value>(_ row: Int, _ expected: String, _ value: (Int32) -> Value?) throws(LuaError)
    -> Value
  {
    guard count != nil else {
      if let found = value(index) { return found }
      throw LuaError("'\(name)' is \(stack.kind(at: index)), expected \(expected)")
    }
    lua_rawgeti(stack.pointer, index, lua_Integer(row + 1))
    defer { stack.pop() }
    if let found = value(-1) { return found }
    throw LuaError("'\(name)'[\(row + 1)] is \(stack.kind(at: -1)), expected \(expected)")
  }

  /// A positive integer.
  func integer(_ row: Int) throws(LuaError) -> Int {
    try read(row, "an integer of 1 or more") { index in
      guard bridge_is_integer(stack.pointer, index) != 0 else { return nil }
      let value = Int(bridge_to_integer(stack.pointer, index))
      return value > 0 ? value : nil
    }
  }

  /// What a positive integer or a text stands for, by a function that is asked once a text.
  func choice<Value>(
    _ row: Int, _ expected: String, _ known: inout [UnsafeRawPointer: Value], number: (Int) -> Value?,
    text: (String) -> Value?
  ) throws(LuaError) -> Value {
    try read(row, expected) { index in
      if bridge_is_integer(stack.pointer, index) != 0 {
        return number(Int(bridge_to_integer(stack.pointer, index)))
      }
      // A text that Lua holds does not move while the call lasts, for a column or a table holds it too.
      guard let bytes = bridge_to_string(stack.pointer, index, nil) else { return nil }
      if let value = known[UnsafeRawPointer(bytes)] { return value }
      let value = stack.string(at: index).flatMap(text)
      known[UnsafeRawPointer(bytes)] = value
      return value
    }
  }
}
