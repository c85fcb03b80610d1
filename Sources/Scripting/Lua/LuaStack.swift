import CLuaBridge

/// A Lua thread's stack. Everything here is free of Lua errors: raw access and pushes only.
struct LuaStack {
  let pointer: OpaquePointer
  unowned(unsafe) let state: LuaState

  var count: Int32 { lua_gettop(pointer) }

  func pop(_ count: Int32 = 1) { bridge_pop(pointer, count) }

  /// Whether there is room for so many more values.
  func reserve(_ slots: Int32) -> Bool { lua_checkstack(pointer, slots) != 0 }

  /// The text at an index, nil when it is no text or not valid UTF-8.
  func string(at index: Int32) -> String? {
    var length = 0
    guard let bytes = bridge_to_string(pointer, index, &length) else { return nil }
    return bytes.withMemoryRebound(to: UInt8.self, capacity: length) {
      String(validating: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
    }
  }

  /// The text at an index with what is not UTF-8 replaced; for messages.
  func repairedString(at index: Int32) -> String? {
    var length = 0
    guard let bytes = bridge_to_string(pointer, index, &length) else { return nil }
    return bytes.withMemoryRebound(to: UInt8.self, capacity: length) {
      String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
    }
  }

  /// What to call the value at an index in a message: `a string`, `no value`, `operator`.
  func kind(at index: Int32) -> String {
    switch lua_type(pointer, index) {
    case LUA_TNONE: "no value"
    case LUA_TNIL: "nil"
    case LUA_TBOOLEAN: lua_toboolean(pointer, index) != 0 ? "true" : "false"
    case LUA_TNUMBER: bridge_is_integer(pointer, index) != 0 ? "an integer" : "a number"
    case LUA_TSTRING: "a string"
    case LUA_TTABLE: "a table"
    case LUA_TFUNCTION: "a function"
    case LUA_TTHREAD: "a coroutine"
    default: objectName(at: index) ?? "an object"
    }
  }

  private func objectName(at index: Int32) -> String? {
    bridge_object_type(pointer, index).map {
      Unmanaged<LuaRegistration>.fromOpaque($0).takeUnretainedValue().name
    }
  }

  func push(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { _ = lua_pushlstring(pointer, $0.baseAddress, $0.count) }
    }
  }
}
