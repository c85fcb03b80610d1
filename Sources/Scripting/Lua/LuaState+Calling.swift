import CLuaBridge
import Support

extension LuaState {
  /// Runs a chunk of text and gives back what it returns.
  ///
  /// - Parameter path: what messages call it.
  /// - Throws: `LuaFailure` with the path and, where known, the line.
  package func run(_ text: String, path: String) throws(LuaFailure) -> [LuaValue] {
    let stack = running ?? self.stack
    try load(text, path: path, onto: stack)
    return try finish(arguments: 0, in: stack, fallback: path)
  }

  /// Compiles a chunk of text, to be called later.
  ///
  /// - Throws: what is wrong with the text.
  package func compile(_ text: String, path: String) throws(LuaFailure) -> LuaReference {
    try load(text, path: path, onto: stack)
    defer { stack.pop() }
    return reference(to: -1, of: stack)
  }

  /// Calls a kept function from outside and gives the results as people read them, objects with their
  /// properties.
  package func show(
    _ function: LuaReference, _ arguments: [String] = []
  ) throws(LuaFailure) -> [String] {
    bridge_refill(bridge)
    let bottom = stack.count
    guard stack.reserve(Int32(clamping: arguments.count) + 16) else {
      throw LuaFailure("too many arguments", at: nil)
    }
    bridge_push_reference(stack.pointer, function.index)
    for argument in arguments { stack.push(argument) }
    guard bridge_call(stack.pointer, Int32(arguments.count), LUA_MULTRET) == LUA_OK else {
      throw failure(in: stack, fallback: chunks.last?.path)
    }
    defer { lua_settop(stack.pointer, bottom) }
    return stride(from: bottom + 1, through: stack.count, by: 1).map { stack.pretty(at: $0) }
  }

  /// Pushes the function that a text compiles to.
  private func load(_ text: String, path: String, onto stack: LuaStack) throws(LuaFailure) {
    chunks.append((short: luaShortName(of: path), path: path))
    if running == nil { bridge_refill(bridge) }
    guard text.utf8.count <= limits.string else {
      throw LuaFailure("the file is longer than \(limits.string) bytes", at: .file(path))
    }
    var text = text
    let status = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        bridge_load(stack.pointer, $0.baseAddress, $0.count, "@" + path)
      }
    }
    guard status == LUA_OK else { throw failure(in: stack, fallback: path) }
  }

  /// Calls a kept function, from outside or from within a Swift function that Lua called.
  ///
  /// Called from outside it has a fresh allowance of instructions and time; called from within, it shares
  /// its caller's.
  package func call(
    _ function: LuaReference, _ arguments: [LuaOutput] = []
  ) throws(LuaFailure) -> [LuaValue] {
    let stack = running ?? self.stack
    if running == nil { bridge_refill(bridge) }
    guard stack.reserve(Int32(clamping: arguments.count) + 16) else {
      throw LuaFailure("too many arguments", at: nil)
    }
    let top = stack.count
    do {
      try stack.push(function)
      for argument in arguments { try stack.pushOne(argument) }
    } catch {
      lua_settop(stack.pointer, top)
      throw LuaFailure((error as? LuaError)?.message ?? "\(error)", at: nil)
    }
    return try finish(arguments: Int32(arguments.count), in: stack, fallback: chunks.last?.path)
  }

  /// Runs the function and arguments on top of the stack and copies the results.
  private func finish(
    arguments: Int32, in stack: LuaStack, fallback: String?
  ) throws(LuaFailure) -> [LuaValue] {
    let bottom = stack.count - arguments - 1
    guard bridge_call(stack.pointer, arguments, LUA_MULTRET) == LUA_OK else {
      throw failure(in: stack, fallback: fallback)
    }
    defer { lua_settop(stack.pointer, bottom) }
    var results: [LuaValue] = []
    var index = bottom + 1
    while index <= stack.count {
      do {
        results.append(try stack.value(at: index))
      } catch {
        throw LuaFailure("result: \(error.message)", at: fallback.map { .file($0) })
      }
      index += 1
    }
    return results
  }
}
