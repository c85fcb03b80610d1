import Glibc
import Scripting
import Support

/// Whether the address sanitizer slows this process down.
let sanitized = dlsym(nil, "__asan_init") != nil

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

/// Seconds of processor time that a body takes on this thread: other tests run beside it.
func processorTime(_ body: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  try body()
  return now() - start
}
