import CLuaBridge
import Support

/// An error that ended Lua code: what to report, and the plug-in's frames for `-v`.
package struct LuaFailure: Error, Sendable, Equatable {
  package let diagnostics: Diagnostics
  /// One line a frame, `path:line: in function 'name'`, innermost first; empty where none is known.
  package let traceback: String

  init(_ message: String, at location: Location?, traceback: String = "") {
    diagnostics = Diagnostics(Diagnostic(at: location, message))
    self.traceback = traceback
  }
}

extension LuaState {
  /// Takes the message off the top of the stack.
  /// - Parameter fallback: the file to name where neither the message nor a frame tells.
  func failure(in stack: LuaStack, fallback: String?) -> LuaFailure {
    let text = stack.repairedString(at: -1) ?? "an error without a message"
    stack.pop()
    bridge_push_traceback(stack.pointer)
    let traceback = stack.repairedString(at: -1) ?? ""
    stack.pop()
    let fallback = fallback.map { Location.file($0) }
    if let limit = message(of: bridge_stopped(bridge)) {
      let position = splitPosition(String(cString: bridge_stop_position(bridge)), short: false)
      return LuaFailure(limit, at: position.location ?? fallback)
    }
    let position = splitPosition(text, short: true)
    let frame = splitPosition(traceback, short: false).location
    // Library functions that build a text find out themselves that there is no memory for it.
    let lacksMemory = position.message == "not enough memory"
    let message = lacksMemory ? message(of: BRIDGE_OUT_OF_MEMORY) : nil
    return LuaFailure(
      message ?? position.message, at: position.location ?? frame ?? fallback, traceback: traceback)
  }

  /// Which limit stopped the state, nil when none did.
  private func message(of stop: bridge_stop) -> String? {
    switch stop {
    case BRIDGE_OUT_OF_INSTRUCTIONS: "the limit of \(limits.instructions) instructions is reached"
    case BRIDGE_OUT_OF_MEMORY: "the limit of \(limits.memory) bytes of memory is reached"
    case BRIDGE_STRING_TOO_LONG: "a string is longer than the limit of \(limits.string) bytes"
    case BRIDGE_OUT_OF_TIME: "the limit of \(limits.seconds) seconds is reached"
    default: nil
    }
  }

  /// Splits `name:line: message`, also where positions are stacked (the innermost, last, is the cause).
  private func splitPosition(_ text: String, short: Bool) -> (location: Location?, message: String) {
    var location: Location?
    var rest = Substring(text)
    while let found = leadingPosition(rest, short: short) {
      location = .file(found.path, line: found.line)
      rest = found.rest
    }
    return (location, String(rest))
  }

  private func leadingPosition(
    _ text: Substring, short: Bool
  ) -> (path: String, line: Int, rest: Substring)? {
    for chunk in chunks.reversed() {
      let name = short ? chunk.short : chunk.path
      guard text.hasPrefix(name) else { continue }
      let afterName = text.dropFirst(name.count)
      let digits = afterName.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard afterName.first == ":", let line = Int(digits) else { continue }
      let afterLine = afterName.dropFirst(1 + digits.count)
      if afterLine.hasPrefix(": ") { return (chunk.path, line, afterLine.dropFirst(2)) }
    }
    return nil
  }
}

/// What Lua's messages call a chunk: at most 59 bytes, the end of a longer path behind dots.
func luaShortName(of path: String) -> String {
  let longest = 59
  let bytes = Array(path.utf8)
  if bytes.count <= longest { return path }
  return "..." + String(decoding: bytes.suffix(longest - 3), as: UTF8.self)
}
