import CLuaBridge

/// One sandboxed Lua: plug-in code can neither leave it nor run or grow without bounds in it.
///
/// There is no `io`, `os`, `package` or `debug`; chunks are text; `pairs` and `table.sort` are
/// deterministic; no text shows an address; memory, instructions and time are limited. It is a guard rail,
/// not a jail: Lua runs in this process. A state belongs to one task at a time.
package final class LuaState {
  package let limits: LuaLimits
  let bridge: OpaquePointer
  var members: [LuaMember] = []
  var types: [ObjectIdentifier: LuaRegistration] = [:]
  /// The chunks loaded: what Lua calls them in messages, and their paths.
  var chunks: [(short: String, path: String)] = []
  /// The thread whose Lua code called the Swift function that runs now; nil while none does.
  var running: LuaStack?

  /// A new state.
  /// - Parameter print: takes each text that `print` is called with; without it, they are dropped.
  package init(limits: LuaLimits = LuaLimits(), print: ((String) -> Void)? = nil) {
    self.limits = limits
    let counted = bridge_limits(
      memory: max(0, limits.memory), string: max(0, limits.string),
      instructions: Int64(max(0, limits.instructions)),
      nanoseconds: Int64(min(max(0, limits.seconds), 1e9) * 1e9))
    guard let bridge = bridge_create(counted, LuaCallbacks.all) else {
      preconditionFailure("no memory for a Lua state")
    }
    self.bridge = bridge
    bridge_set_owner(bridge, Unmanaged.passUnretained(self).toOpaque())
    if let print {
      push(
        LuaFunction("print", "Prints its arguments.") { call in
          print(call.stack.repairedString(at: 1) ?? "")
          return .none
        }, named: "print")
      bridge_set_print(stack.pointer)
    }
  }

  deinit {
    let leaked = bridge_close(bridge)
    assert(leaked == 0, "a Lua state leaked \(leaked) bytes")
  }

  /// What the state has used so far.
  package var usage: LuaUsage {
    LuaUsage(
      memory: bridge_memory_used(bridge), peakMemory: bridge_memory_peak(bridge),
      instructions: Int(bridge_instructions_used(bridge)))
  }

  /// Takes work that Swift did for Lua from the allowance of instructions.
  package func consume(_ instructions: Int) { bridge_consume(bridge, UInt64(max(0, instructions))) }

  /// Sets `math.random` to where it is in a new state.
  package func reseed() { bridge_reseed(stack.pointer) }

  /// Defines a table of functions as a global; one of the same name is gone.
  package func define(_ module: LuaModule) {
    let lua = stack.pointer
    bridge_push_globals(lua)
    stack.push(module.name)
    lua_createtable(lua, 0, Int32(module.functions.count))
    for function in module.functions {
      stack.push(function.name)
      push(function, named: "\(module.name).\(function.name)")
      lua_rawset(lua, -3)
    }
    lua_rawset(lua, -3)
    stack.pop()
  }

  /// Sets a global.
  ///
  /// - Throws: functions of another state.
  package func define(_ name: String, _ value: LuaOutput) throws(LuaError) {
    bridge_push_globals(stack.pointer)
    stack.push(name)
    do {
      try stack.pushOne(value)
    } catch {
      stack.pop(2)
      throw (error as? LuaError) ?? LuaError("\(error)")
    }
    lua_rawset(stack.pointer, -3)
    stack.pop()
  }

  /// Adds the library `io`; programs cannot be started with it.
  package func openFiles() { bridge_open_files(stack.pointer) }

  /// Defines a global function.
  package func define(_ function: LuaFunction) {
    bridge_push_globals(stack.pointer)
    stack.push(function.name)
    push(function, named: function.name)
    lua_rawset(stack.pointer, -3)
    stack.pop()
  }

  /// Forgets a kept function.
  package func release(_ reference: LuaReference) {
    if reference.state == identity { bridge_release(stack.pointer, reference.index) }
  }

  /// The stack of the main thread.
  var stack: LuaStack { LuaStack(pointer: bridge_main(bridge), state: self) }

  var identity: UInt { UInt(bitPattern: bridge) }

  /// The state that a thread belongs to.
  static func of(_ lua: OpaquePointer) -> LuaState {
    Unmanaged<LuaState>.fromOpaque(bridge_owner(lua)).takeUnretainedValue()
  }

  func reference(to index: Int32, of stack: LuaStack) -> LuaReference {
    lua_pushvalue(stack.pointer, index)
    return LuaReference(index: bridge_reference(stack.pointer), state: identity)
  }

  private func push(_ function: LuaFunction, named name: String) {
    let member = LuaMember(name: name, call: function.call)
    members.append(member)
    bridge_push_function(stack.pointer, Unmanaged.passUnretained(member).toOpaque())
  }
}
