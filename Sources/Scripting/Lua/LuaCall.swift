import CLuaBridge

/// One call of a Swift function from Lua: its arguments, counted from 1 (for methods, after the object).
///
/// Each reader checks one argument and fails with a message for the plug-in's author:
/// `bad argument #2 'rows' to stage: expected an integer, got nil`.
package struct LuaCall {
  let stack: LuaStack
  let function: String
  let offset: Int32

  /// The number of arguments given.
  package var count: Int { max(0, Int(stack.count - offset)) }

  /// The error about one argument, to be thrown.
  package func error(_ position: Int, _ name: String, _ problem: String) -> LuaError {
    LuaError("bad argument #\(position) '\(name)' to \(function): \(problem)")
  }

  /// Whether an argument is absent or nil.
  package func isNil(_ position: Int) -> Bool { lua_type(stack.pointer, index(position)) <= LUA_TNIL }

  /// An integer, or a number without a fraction.
  package func integer(_ position: Int, _ name: String, in range: ClosedRange<Int>? = nil) throws -> Int {
    let index = index(position)
    var exact: Int32 = 0
    guard lua_type(stack.pointer, index) == LUA_TNUMBER else {
      throw expected("an integer", position, name)
    }
    let value = Int(lua_tointegerx(stack.pointer, index, &exact))
    guard exact != 0 else { throw expected("an integer", position, name) }
    if let range, !range.contains(value) {
      throw error(position, name, "expected \(range.lowerBound) to \(range.upperBound), got \(value)")
    }
    return value
  }

  /// A number; NaN and infinities are refused.
  package func number(_ position: Int, _ name: String) throws -> Double {
    let index = index(position)
    guard lua_type(stack.pointer, index) == LUA_TNUMBER else { throw expected("a number", position, name) }
    let value = bridge_to_number(stack.pointer, index)
    guard value.isFinite else { throw error(position, name, "expected a finite number") }
    return value
  }

  package func boolean(_ position: Int, _ name: String) throws -> Bool {
    guard lua_type(stack.pointer, index(position)) == LUA_TBOOLEAN else {
      throw expected("true or false", position, name)
    }
    return lua_toboolean(stack.pointer, index(position)) != 0
  }

  package func string(_ position: Int, _ name: String) throws -> String {
    guard lua_type(stack.pointer, index(position)) == LUA_TSTRING else {
      throw expected("a string", position, name)
    }
    guard let text = stack.string(at: index(position)) else {
      throw error(position, name, "the text is not valid UTF-8")
    }
    return text
  }

  /// A table, copied whole.
  package func table(_ position: Int, _ name: String) throws -> LuaTable {
    guard case .table(let table) = try value(position, name) else {
      throw expected("a table", position, name)
    }
    return table
  }

  /// A function, kept by the state until it is released there.
  package func function(_ position: Int, _ name: String) throws -> LuaReference {
    guard lua_type(stack.pointer, index(position)) == LUA_TFUNCTION else {
      throw expected("a function", position, name)
    }
    return stack.state.reference(to: index(position), of: stack)
  }

  /// Any plain data, copied whole; nil when absent.
  package func value(_ position: Int, _ name: String) throws -> LuaValue {
    do {
      return try stack.value(at: index(position))
    } catch {
      throw self.error(position, name, error.message)
    }
  }

  /// An object of one type.
  package func object<Value: LuaObject>(
    _ position: Int, _ name: String, as type: Value.Type = Value.self
  ) throws -> Value {
    guard let value = stack.object(at: index(position), as: type) else {
      throw expected("an object of type \(Value.luaType.name)", position, name)
    }
    return value
  }

  /// An object of one type, nil for anything else.
  package func object<Value: LuaObject>(_ position: Int, as type: Value.Type = Value.self) -> Value? {
    stack.object(at: index(position), as: type)
  }

  /// What a reader gives, or nil when the argument is absent or nil:
  /// `try call.optional(3) { try call.integer($0, "columns") }`.
  package func optional<Value>(_ position: Int, _ read: (Int) throws -> Value) rethrows -> Value? {
    isNil(position) ? nil : try read(position)
  }

  private func index(_ position: Int) -> Int32 { Int32(clamping: position) + offset }

  private func expected(_ what: String, _ position: Int, _ name: String) -> LuaError {
    error(position, name, "expected \(what), got \(stack.kind(at: index(position)))")
  }
}
