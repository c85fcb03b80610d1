import CLuaBridge

/// Why a Lua value is not plain data, and which part of it.
struct LuaDataError: Error {
  /// Such as `stages[2].keep`; empty for the value itself.
  let path: String
  let problem: String

  var message: String { path.isEmpty ? problem : "\(path): \(problem)" }
}

extension LuaStack {
  /// Copies the value at an index out of Lua, without running metamethods.
  func value(at index: Int32) throws(LuaDataError) -> LuaValue {
    var reader = LuaReader(stack: self, limits: state.limits.copy)
    return try reader.read(lua_absindex(pointer, index))
  }
}

/// Copies one value and all it holds.
private struct LuaReader {
  enum Step {
    case field(String)
    case element(Int)
  }

  let stack: LuaStack
  let limits: LuaCopyLimits
  var path: [Step] = []
  /// The tables being read, to find one that contains itself.
  var open: [UnsafeRawPointer?] = []
  var values = 0

  init(stack: LuaStack, limits: LuaCopyLimits) {
    self.stack = stack
    self.limits = limits
  }

  func fail(_ problem: String) -> LuaDataError {
    var text = ""
    for step in path {
      switch step {
      case .field(let name): text += text.isEmpty ? name : ".\(name)"
      case .element(let position): text += "[\(position)]"
      }
    }
    return LuaDataError(path: text, problem: problem)
  }

  mutating func read(_ index: Int32) throws(LuaDataError) -> LuaValue {
    values += 1
    if values > limits.values { throw fail("more than \(limits.values) values") }
    let lua = stack.pointer
    switch lua_type(lua, index) {
    case LUA_TNIL, LUA_TNONE: return .nil
    case LUA_TBOOLEAN: return .boolean(lua_toboolean(lua, index) != 0)
    case LUA_TNUMBER:
      if bridge_is_integer(lua, index) != 0 { return .integer(Int(bridge_to_integer(lua, index))) }
      return .number(bridge_to_number(lua, index))
    case LUA_TSTRING:
      guard let text = stack.string(at: index) else { throw fail("a text that is not valid UTF-8") }
      return .string(text)
    case LUA_TTABLE: return .table(try readTable(index))
    case LUA_TFUNCTION: return .function(stack.state.reference(to: index, of: stack))
    default: throw fail("\(stack.kind(at: index)) where plain data is expected")
    }
  }

  mutating func readTable(_ index: Int32) throws(LuaDataError) -> LuaTable {
    let lua = stack.pointer
    let identity = UnsafeRawPointer(lua_topointer(lua, index))
    if open.contains(identity) { throw fail("the table contains itself") }
    if open.count >= limits.depth || !stack.reserve(8) {
      throw fail("tables nested more than \(limits.depth) deep")
    }
    open.append(identity)
    defer { open.removeLast() }

    // With holes the length may be any border, so the list ends at the first nil.
    var list: [LuaValue] = []
    while lua_rawgeti(lua, index, lua_Integer(list.count + 1)) != LUA_TNIL {
      path.append(.element(list.count + 1))
      list.append(try read(lua_gettop(lua)))
      path.removeLast()
      stack.pop()
    }
    stack.pop()

    var fields: [LuaTable.Field] = []
    lua_pushnil(lua)
    while lua_next(lua, index) != 0 {
      if let key = try fieldName(listCount: list.count) {
        path.append(.field(key))
        fields.append(.init(key: key, value: try read(lua_gettop(lua))))
        path.removeLast()
      }
      stack.pop()
    }
    return LuaTable(list: list, unsorted: fields)
  }

  /// The key under the top of the stack, nil when the list has it already.
  func fieldName(listCount: Int) throws(LuaDataError) -> String? {
    let lua = stack.pointer
    switch lua_type(lua, -2) {
    case LUA_TSTRING:
      guard let key = stack.string(at: -2) else { throw fail("a key that is not valid UTF-8") }
      return key
    case LUA_TNUMBER where bridge_is_integer(lua, -2) != 0:
      let position = bridge_to_integer(lua, -2)
      if position >= 1 && position <= Int64(listCount) { return nil }
      throw fail("the list has \(listCount) elements and then one at [\(position)]")
    default: throw fail("\(stack.kind(at: -2)) as a key")
    }
  }
}
