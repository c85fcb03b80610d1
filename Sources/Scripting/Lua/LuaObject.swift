/// A Swift value that Lua sees as a read-only object with properties and methods.
///
/// Each access hands out a new object, so Lua code that uses objects as table keys should use a property
/// that names them instead. Values are copied into the object: let them be small, or hold a class.
package protocol LuaObject {
  static var luaType: LuaObjectType<Self> { get }
}

/// The members of a Swift type as Lua sees it, in the order the documentation lists them.
///
/// ```swift
/// extension Point: LuaObject {
///   static let luaType = LuaObjectType<Point>(
///     name: "point", summary: "A place on the map.",
///     properties: [.init("x", "integer", "The column.") { .integer($0.x) }],
///     methods: [.init("moved", "columns: integer -> point", "The place so many columns on.") { point, call in
///       .object(Point(x: point.x + (try call.integer(1, "columns"))))
///     }],
///     text: { "point \($0.x)" })
/// }
/// ```
package struct LuaObjectType<Value>: Sendable {
  package struct Property: Sendable {
    package let name: String
    /// Its type as editors name it.
    package let type: String
    package let summary: String
    let get: @Sendable (Value) throws -> LuaOutput

    package init(
      _ name: String, _ type: String, _ summary: String,
      get: @escaping @Sendable (Value) throws -> LuaOutput
    ) {
      self.name = name
      self.type = type
      self.summary = summary
      self.get = get
    }
  }

  package struct Method: Sendable {
    package let name: String
    package let signature: LuaSignature
    package let summary: String
    let call: @Sendable (Value, LuaCall) throws -> LuaOutput

    package init(
      _ name: String, _ signature: LuaSignature, _ summary: String,
      call: @escaping @Sendable (Value, LuaCall) throws -> LuaOutput
    ) {
      self.name = name
      self.signature = signature
      self.summary = summary
      self.call = call
    }
  }

  /// What Lua's `getmetatable` and messages call the type, such as `operator`.
  package let name: String
  package let summary: String
  package let properties: [Property]
  package let methods: [Method]
  let text: @Sendable (Value) -> String
  let elements: (count: @Sendable (Value) -> Int, get: @Sendable (Value, Int) throws -> LuaOutput)?
  let equal: (@Sendable (Value, Value) -> Bool)?

  /// - Parameters:
  ///   - text: what `tostring` gives.
  ///   - elements: for list-like values, the count (`#`) and the element at a position from 0 (`[1]` on).
  ///   - equal: what `==` gives; without it two objects are equal only when they are one.
  package init(
    name: String, summary: String, properties: [Property] = [], methods: [Method] = [],
    text: @escaping @Sendable (Value) -> String,
    elements: (count: @Sendable (Value) -> Int, get: @Sendable (Value, Int) throws -> LuaOutput)? = nil,
    equal: (@Sendable (Value, Value) -> Bool)? = nil
  ) {
    self.name = name
    self.summary = summary
    self.properties = properties
    self.methods = methods
    self.text = text
    self.elements = elements
    self.equal = equal
  }
}
