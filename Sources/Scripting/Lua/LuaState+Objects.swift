import CLuaBridge

extension LuaStack {
  /// The value of the object at an index, nil when it is none of this type.
  func object<Value: LuaObject>(at index: Int32, as type: Value.Type) -> Value? {
    let registration = state.registration(of: type)
    let context = Unmanaged.passUnretained(registration).toOpaque()
    guard let box = bridge_to_object(pointer, index, context) else { return nil }
    return Unmanaged<LuaBox<Value>>.fromOpaque(box).takeUnretainedValue().value
  }
}

extension LuaState {
  /// The type as this state knows it, registered at its first use.
  func registration<Value: LuaObject>(of type: Value.Type) -> LuaRegistration {
    if let known = types[ObjectIdentifier(type)] { return known }
    let members = Value.luaType
    let registration = LuaRegistration(
      name: members.name, names: members.properties.map(\.name) + members.methods.map(\.name),
      element: members.elements.map { elements in
        { box, position in
          let value = unbox(box, as: Value.self)
          guard position >= 1, position <= elements.count(value) else { return nil }
          return try elements.get(value, position - 1)
        }
      }, text: { members.text(unbox($0, as: Value.self)) })
    types[ObjectIdentifier(type)] = registration

    let lua = stack.pointer
    bridge_push_metatable(lua, members.name, Unmanaged.passUnretained(registration).toOpaque())
    for property in members.properties {
      let getter = LuaGetter { try property.get(unbox($0, as: Value.self)) }
      registration.getters.append(getter)
      registration.properties.append(property.name)
      var name = property.name
      let context = Unmanaged.passUnretained(getter).toOpaque()
      name.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          bridge_add_property(lua, $0.baseAddress, $0.count, context)
        }
      }
    }
    for method in members.methods {
      add(method.name, to: registration) { call in
        try method.call(try receiver(of: call, as: type), call.dropping(1))
      }
    }
    stack.pop()
    addMetamethods(of: type, members, to: registration)
    registration.metatable = bridge_reference(lua)
    return registration
  }

  /// Adds a function to the table on top of the stack.
  private func add(
    _ name: String, to registration: LuaRegistration, _ call: @escaping (LuaCall) throws -> LuaOutput
  ) {
    stack.push(name)
    pushMember("\(registration.name):\(name)", of: registration, call)
    lua_rawset(stack.pointer, -3)
  }

  private func pushMember(
    _ name: String, of registration: LuaRegistration, _ call: @escaping (LuaCall) throws -> LuaOutput
  ) {
    let member = LuaMember(name: name, call: call)
    registration.members.append(member)
    bridge_push_function(stack.pointer, Unmanaged.passUnretained(member).toOpaque())
  }

  /// `tostring`, `#`, `==` and `pairs`, for the metatable on top of the stack.
  private func addMetamethods<Value: LuaObject>(
    of type: Value.Type, _ members: LuaObjectType<Value>, to registration: LuaRegistration
  ) {
    add("__tostring", to: registration) { .string(members.text(try receiver(of: $0, as: type))) }
    if let elements = members.elements {
      add("__len", to: registration) { .integer(elements.count(try receiver(of: $0, as: type))) }
    }
    if let equal = members.equal {
      add("__eq", to: registration) { call in
        guard let first = call.stack.object(at: 1, as: type), let second = call.stack.object(at: 2, as: type)
        else { return .boolean(false) }
        return .boolean(equal(first, second))
      }
    }
    pushMember("pairs", of: registration) { call in
      let value = try receiver(of: call, as: type)
      if let elements = members.elements {
        return .list(try (0..<elements.count(value)).map { try elements.get(value, $0) })
      }
      return .record(try members.properties.map { ($0.name, try $0.get(value)) })
    }
    bridge_set_pairs(stack.pointer, stack.count - 1)
  }
}

private func unbox<Value>(_ box: AnyObject, as type: Value.Type) -> Value {
  unsafeDowncast(box, to: LuaBox<Value>.self).value
}

/// The object a method is called on.
private func receiver<Value: LuaObject>(of call: LuaCall, as type: Value.Type) throws -> Value {
  guard let value = call.stack.object(at: 1, as: type) else {
    let got = call.stack.kind(at: 1)
    throw LuaError("\(call.function) is called on \(got): call methods as object:method(...)")
  }
  return value
}

extension LuaCall {
  /// The same call with the first arguments taken away.
  fileprivate func dropping(_ count: Int32) -> LuaCall {
    LuaCall(stack: stack, function: function, offset: offset + count)
  }
}
