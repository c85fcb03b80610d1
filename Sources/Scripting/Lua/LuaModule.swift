/// A function of a Lua module, written in Swift, with what its documentation says.
package struct LuaFunction {
  package let name: String
  package let signature: LuaSignature
  package let summary: String
  let call: (LuaCall) throws -> LuaOutput

  package init(
    _ name: String, _ signature: LuaSignature, _ summary: String,
    call: @escaping (LuaCall) throws -> LuaOutput
  ) {
    self.name = name
    self.signature = signature
    self.summary = summary
    self.call = call
  }
}

extension LuaFunction {
  /// A function of which only the name is known, such as those that Lua replaces.
  package init(_ name: String, _ summary: String, call: @escaping (LuaCall) throws -> LuaOutput) {
    self.init(name, "", summary, call: call)
  }
}

/// A global table of functions, such as `planner`.
package struct LuaModule {
  package let name: String
  package let summary: String
  package let functions: [LuaFunction]

  package init(_ name: String, _ summary: String, _ functions: [LuaFunction]) {
    self.name = name
    self.summary = summary
    self.functions = functions
  }
}

/// The fields of a table that functions take or give, for the documentation only.
package struct LuaRecordType: Sendable {
  package struct Field: Sendable {
    package let name: String
    package let type: String
    package let summary: String

    package init(_ name: String, _ type: String, _ summary: String) {
      self.name = name
      self.type = type
      self.summary = summary
    }
  }

  package let name: String
  package let summary: String
  package let fields: [Field]

  package init(_ name: String, _ summary: String, _ fields: [Field]) {
    self.name = name
    self.summary = summary
    self.fields = fields
  }
}
