import CLuaBridge

extension LuaStack {
  /// Pushes what a Swift function gives and returns how many values that are.
  func push(_ output: LuaOutput) throws -> Int32 {
    guard case .none = output else {
      guard case .results(let all) = output else {
        try pushOne(output)
        return 1
      }
      guard reserve(Int32(clamping: all.count) + 8) else { throw LuaError("too many results") }
      for one in all { try pushOne(one) }
      return Int32(all.count)
    }
    return 0
  }

  /// Pushes exactly one value.
  func pushOne(_ output: LuaOutput) throws {
    switch output {
    case .none: lua_pushnil(pointer)
    case .value(let value): try push(value)
    case .object(let object): pushObject(object)
    case .results(let all): try pushOne(all.first ?? .none)
    case .list(let elements):
      try pushTable(list: elements.count, fields: 0)
      for (index, element) in elements.enumerated() {
        try pushOne(element)
        lua_rawseti(pointer, -2, lua_Integer(index + 1))
      }
    case .record(let fields):
      try pushTable(list: 0, fields: fields.count)
      for (key, value) in fields {
        push(key)
        try pushOne(value)
        lua_rawset(pointer, -3)
      }
    case .columns(let columns):
      try pushTable(list: 0, fields: columns.count)
      for (key, values) in columns {
        push(key)
        try pushTable(list: values.count, fields: 0)
        for (index, value) in values.enumerated() {
          if let value { lua_pushinteger(pointer, lua_Integer(value)) } else { lua_pushboolean(pointer, 0) }
          lua_rawseti(pointer, -2, lua_Integer(index + 1))
        }
        lua_rawset(pointer, -3)
      }
    }
  }

  func push(_ value: LuaValue) throws {
    switch value {
    case .nil: lua_pushnil(pointer)
    case .boolean(let value): lua_pushboolean(pointer, value ? 1 : 0)
    case .integer(let value): lua_pushinteger(pointer, lua_Integer(value))
    case .number(let value): lua_pushnumber(pointer, value)
    case .string(let value): push(value)
    case .function(let reference): try push(reference)
    case .table(let table):
      try pushTable(list: table.list.count, fields: table.fields.count)
      for (index, element) in table.list.enumerated() {
        try push(element)
        lua_rawseti(pointer, -2, lua_Integer(index + 1))
      }
      for field in table.fields {
        push(field.key)
        try push(field.value)
        lua_rawset(pointer, -3)
      }
    }
  }

  func push(_ reference: LuaReference) throws {
    guard reference.state == state.identity else { throw LuaError("a function of another Lua state") }
    bridge_push_reference(pointer, reference.index)
  }

  private func pushTable(list: Int, fields: Int) throws {
    guard reserve(8) else { throw LuaError("tables nested too deeply") }
    lua_createtable(pointer, Int32(clamping: list), Int32(clamping: fields))
  }

  private func pushObject<Value: LuaObject>(_ value: Value) {
    let type = state.registration(of: Value.self)
    let context = Unmanaged.passUnretained(type).toOpaque()
    bridge_push_object(pointer, type.metatable, context, Unmanaged.passRetained(LuaBox(value)).toOpaque())
  }
}
