import CLuaBridge
import Support

/// The three ways from Lua into Swift. None lets a Swift error out: it becomes -1 and a message, and C
/// raises the Lua error when the frame is gone.
enum LuaCallbacks {
  static let all = bridge_callbacks(
    call: { lua, context in
      guard let lua, let context else { return 0 }
      let member = Unmanaged<LuaMember>.fromOpaque(context).takeUnretainedValue()
      let stack = LuaStack(pointer: lua, state: LuaState.of(lua))
      let caller = stack.state.running
      stack.state.running = stack
      defer { stack.state.running = caller }
      return respond(stack) { stack in
        try member.call(LuaCall(stack: stack, function: member.name, offset: 0))
      }
    },
    get: { lua, context, object in
      guard let lua, let context, let object else { return 0 }
      let getter = Unmanaged<LuaGetter>.fromOpaque(context).takeUnretainedValue()
      let box = Unmanaged<AnyObject>.fromOpaque(object).takeUnretainedValue()
      return respond(LuaStack(pointer: lua, state: LuaState.of(lua))) { _ in try getter.get(box) }
    },
    missing: { lua, type, object in
      guard let lua, let type, let object else { return 0 }
      let registration = Unmanaged<LuaRegistration>.fromOpaque(type).takeUnretainedValue()
      let box = Unmanaged<AnyObject>.fromOpaque(object).takeUnretainedValue()
      return respond(LuaStack(pointer: lua, state: LuaState.of(lua))) { stack in
        try element(registration, box, stack)
      }
    },
    release: { object in
      if let object { Unmanaged<AnyObject>.fromOpaque(object).release() }
    })

  private static func respond(_ stack: LuaStack, _ body: (LuaStack) throws -> LuaOutput) -> Int32 {
    do {
      return try stack.push(try body(stack))
    } catch {
      _ = stack.reserve(2)
      stack.push(message(of: error))
      return -1
    }
  }

  private static func message(of error: any Error) -> String {
    switch error {
    case let error as LuaError: error.message
    case let error as LuaFailure: error.diagnostics.all.map(\.description).joined(separator: "; ")
    case let error as Diagnostics: error.all.map(\.description).joined(separator: "; ")
    default: "\(error)"
    }
  }

  /// The element of a list-like object, or the error about an unknown member.
  private static func element(
    _ type: LuaRegistration, _ box: AnyObject, _ stack: LuaStack
  ) throws -> LuaOutput {
    if let element = type.element, bridge_is_integer(stack.pointer, 2) != 0 {
      return try element(box, Int(bridge_to_integer(stack.pointer, 2))) ?? .nil
    }
    guard let name = stack.repairedString(at: 2) else {
      throw LuaError("\(type.name) has no member with \(stack.kind(at: 2)) as its name")
    }
    let hint = suggestionHint(for: name, among: type.names).map { "; \($0)" } ?? ""
    throw LuaError("\(type.name) has no member '\(name)'\(hint)")
  }
}
