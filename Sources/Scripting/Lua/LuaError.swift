/// Why a function called from Lua failed, for the plug-in's author; Lua's position is put before it.
package struct LuaError: Error, Sendable, Equatable {
  package let message: String

  package init(_ message: String) { self.message = message }
}
