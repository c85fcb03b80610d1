import CLuaBridge
import Support

extension LuaSession {
  /// What came of text that was typed.
  package enum Answer: Equatable {
    /// What it gave, as people read it; empty where it gave nothing.
    case shown(String)
    case failed(Diagnostics)
    /// The text may go on: its end was reached too early.
    case unfinished
  }

  /// Runs what was typed: an expression, whose values are shown, or statements.
  package func answer(_ text: String) -> Answer {
    bench.source = LuaSource(path: "input", text: text)
    let function: LuaReference
    do throws(LuaFailure) {
      if let expression = try? state.compile("return \(text)", path: "input") {
        function = expression
      } else {
        function = try state.compile(text, path: "input")
      }
    } catch {
      let isUnfinished = error.diagnostics.all[0].message.hasSuffix("<eof>")
      return isUnfinished ? .unfinished : .failed(error.diagnostics)
    }
    defer { state.release(function) }
    do throws(LuaFailure) {
      return .shown(try state.show(function).joined(separator: "\n"))
    } catch {
      return .failed(bench.catalog.diagnostics(of: error))
    }
  }

  /// The words that a word that is being typed may become: globals, fields, properties and methods, in
  /// alphabetical order. `graph.na` becomes `graph.name`; functions and methods end with a bracket.
  package func completions(of word: String) -> [String] {
    let stack = state.stack
    let bottom = stack.count
    defer { lua_settop(stack.pointer, bottom) }
    guard stack.reserve(16) else { return [] }
    bridge_push_globals(stack.pointer)
    var rest = Substring(word)
    var prefix = ""
    while let end = rest.firstIndex(where: { $0 == "." || $0 == ":" }) {
      guard stack.pushMember(named: String(rest[..<end])) else { return [] }
      prefix += rest[...end]
      rest = rest[rest.index(after: end)...]
    }
    let wantsMethod = prefix.last == ":"
    let names = stack.memberNames.filter { name in
      name.text.hasPrefix(rest) && (!wantsMethod || name.isFunction)
    }
    return names.map { prefix + $0.text + ($0.isFunction ? "(" : "") }.sorted(by: bytewise)
  }
}

extension LuaStack {
  /// Pushes what the table or object on top has under a name, without running Lua code.
  fileprivate func pushMember(named name: String) -> Bool {
    if lua_type(pointer, -1) == LUA_TTABLE {
      push(name)
      return lua_rawget(pointer, -2) != LUA_TNIL
    }
    guard let (registration, box) = object(at: -1), let index = registration.properties.firstIndex(of: name),
      let output = try? registration.getters[index].get(box)
    else { return false }
    return (try? pushOne(output)) != nil
  }

  /// The names of what the table or object on top has.
  fileprivate var memberNames: [(text: String, isFunction: Bool)] {
    if let (registration, _) = object(at: -1) {
      return registration.names.map { ($0, !registration.properties.contains($0)) }
    }
    guard lua_type(pointer, -1) == LUA_TTABLE else { return [] }
    var names: [(text: String, isFunction: Bool)] = []
    lua_pushnil(pointer)
    while lua_next(pointer, -2) != 0 {
      if lua_type(pointer, -2) == LUA_TSTRING, let name = string(at: -2) {
        names.append((name, lua_type(pointer, -1) == LUA_TFUNCTION))
      }
      pop()
    }
    return names
  }

  private func object(at index: Int32) -> (LuaRegistration, AnyObject)? {
    guard let type = bridge_object_type(pointer, index), let object = bridge_to_object(pointer, index, type)
    else { return nil }
    return (
      Unmanaged<LuaRegistration>.fromOpaque(type).takeUnretainedValue(),
      Unmanaged<AnyObject>.fromOpaque(object).takeUnretainedValue()
    )
  }
}
