/// What a userdata holds: one Swift value.
final class LuaBox<Value> {
  let value: Value

  init(_ value: Value) { self.value = value }
}

/// A property or function that C code holds a pointer to; the state keeps it alive.
final class LuaMember {
  /// The name messages give: `stage`, or `graph:stage` for methods.
  let name: String
  let call: (LuaCall) throws -> LuaOutput

  init(name: String, call: @escaping (LuaCall) throws -> LuaOutput) {
    self.name = name
    self.call = call
  }
}

/// A property of an object; the argument is the object's box.
final class LuaGetter {
  let get: (AnyObject) throws -> LuaOutput

  init(get: @escaping (AnyObject) throws -> LuaOutput) { self.get = get }
}

/// A type of objects as registered in one state.
final class LuaRegistration {
  let name: String
  /// Registry reference of the metatable.
  var metatable: Int32 = 0
  var getters: [LuaGetter] = []
  var members: [LuaMember] = []
  /// The names of all members, for suggestions.
  let names: [String]
  /// The element at a position from 1, nil behind the end; nil for types that are not lists.
  let element: ((AnyObject, Int) throws -> LuaOutput?)?
  /// What `tostring` gives.
  let text: (AnyObject) -> String
  /// The names of properties, in the order of ``getters``.
  var properties: [String] = []

  init(
    name: String, names: [String], element: ((AnyObject, Int) throws -> LuaOutput?)?,
    text: @escaping (AnyObject) -> String
  ) {
    self.text = text
    self.name = name
    self.names = names
    self.element = element
  }
}
