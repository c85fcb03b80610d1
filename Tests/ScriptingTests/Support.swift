import Scripting
import Support

/// The one line a chunk ends with, nil when it runs to its end.
func failure(of text: String, in state: LuaState = LuaState(), path: String = "plan.lua") -> String? {
  do throws(LuaFailure) {
    _ = try state.run(text, path: path)
    return nil
  } catch {
    return error.diagnostics.description
  }
}

/// What a chunk returns, or its error as text.
func result(of text: String, in state: LuaState = LuaState()) -> LuaValue {
  do throws(LuaFailure) {
    return try state.run(text, path: "plan.lua").first ?? .nil
  } catch {
    return .string("error: \(error.diagnostics.description)")
  }
}
