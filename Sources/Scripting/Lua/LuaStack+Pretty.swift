import CLuaBridge
import Support

extension LuaStack {
  /// The value at an index as people read it: tables with their fields in order, objects with their properties,
  /// a text alone as it is. Runs no Lua code, and is cut where a value is deep or long.
  func pretty(at index: Int32) -> String {
    let index = lua_absindex(pointer, index)
    if lua_type(pointer, index) == LUA_TSTRING { return repairedString(at: index) ?? "" }
    var printer = PrettyPrinter(stack: self)
    if let text = printer.properties(ofObjectAt: index) { return text }
    return printer.shown(index).lines(width: PrettyPrinter.width).joined(separator: "\n")
  }
}

/// Turns values into text without running any of their code.
private struct PrettyPrinter {
  static let width = 78
  private static let depthLimit = 6
  private static let countLimit = 100

  let stack: LuaStack
  private var depth = 0

  init(stack: LuaStack) { self.stack = stack }

  /// An object's text, and a line for each property.
  mutating func properties(ofObjectAt index: Int32) -> String? {
    guard let type = bridge_object_type(stack.pointer, index),
      let object = bridge_to_object(stack.pointer, index, type)
    else { return nil }
    let registration = Unmanaged<LuaRegistration>.fromOpaque(type).takeUnretainedValue()
    let box = Unmanaged<AnyObject>.fromOpaque(object).takeUnretainedValue()
    var lines = [registration.text(box)]
    for (name, getter) in zip(registration.properties, registration.getters) {
      guard let output = try? getter.get(box), (try? stack.pushOne(output)) != nil else { continue }
      let value = shown(stack.count).flat
      stack.pop()
      lines.append("  \(name) = \(value.count > PrettyPrinter.width ? value.prefix(70) + " ..." : value)")
    }
    return lines.joined(separator: "\n")
  }

  mutating func shown(_ index: Int32) -> Shown {
    switch lua_type(stack.pointer, index) {
    case LUA_TNIL, LUA_TNONE: return .leaf("nil")
    case LUA_TBOOLEAN: return .leaf(lua_toboolean(stack.pointer, index) != 0 ? "true" : "false")
    case LUA_TNUMBER:
      if bridge_is_integer(stack.pointer, index) != 0 {
        return .leaf(String(bridge_to_integer(stack.pointer, index)))
      }
      return .leaf(String(bridge_to_number(stack.pointer, index)))
    case LUA_TSTRING: return .leaf(JSON.string(stack.repairedString(at: index) ?? "").rendered(pretty: false))
    case LUA_TTABLE: return table(lua_absindex(stack.pointer, index))
    case LUA_TUSERDATA:
      guard let type = bridge_object_type(stack.pointer, index),
        let object = bridge_to_object(stack.pointer, index, type)
      else { return .leaf("file") }
      let box = Unmanaged<AnyObject>.fromOpaque(object).takeUnretainedValue()
      let text = Unmanaged<LuaRegistration>.fromOpaque(type).takeUnretainedValue().text(box)
      return .leaf("<\(text)>")
    default: return .leaf(String(cString: lua_typename(stack.pointer, lua_type(stack.pointer, index))))
    }
  }

  private mutating func table(_ index: Int32) -> Shown {
    guard depth < PrettyPrinter.depthLimit, stack.reserve(8) else { return .leaf("{ ... }") }
    depth += 1
    defer { depth -= 1 }
    let lua = stack.pointer
    var entries: [(key: Key, value: Shown)] = []
    var left = 0
    lua_pushnil(lua)
    while lua_next(lua, index) != 0 {
      if entries.count < PrettyPrinter.countLimit {
        entries.append((key(at: lua_gettop(lua) - 1), shown(lua_gettop(lua))))
      } else {
        left += 1
      }
      stack.pop()
    }
    entries.sort { $0.key < $1.key }
    var next = 1
    var shown: [Shown.Entry] = []
    for (key, value) in entries {
      if key.number == next {
        next += 1
        shown.append(.init(key: nil, value: value))
      } else {
        shown.append(.init(key: key.text, value: value))
      }
    }
    if left > 0 { shown.append(.init(key: nil, value: .leaf("... \(left) more"))) }
    return .table(shown)
  }

  /// A key: integers first, in their order, then the texts of all others.
  private struct Key: Comparable {
    var number: Int?
    var text: String

    static func < (first: Key, second: Key) -> Bool {
      switch (first.number, second.number) {
      case (let one?, let two?): one < two
      case (_?, nil): true
      case (nil, _?): false
      case (nil, nil): bytewise(first.text, second.text)
      }
    }
  }

  private mutating func key(at index: Int32) -> Key {
    if bridge_is_integer(stack.pointer, index) != 0 {
      let number = Int(bridge_to_integer(stack.pointer, index))
      return Key(number: number, text: "[\(number)]")
    }
    guard lua_type(stack.pointer, index) == LUA_TSTRING else {
      return Key(number: nil, text: "[\(shown(index).flat)]")
    }
    let text = stack.repairedString(at: index) ?? ""
    let isName =
      text.utf8.first.map { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == 0x5F } ?? false
    let isPlain = text.utf8.allSatisfy { byte in
      (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x5F
    }
    return Key(number: nil, text: isName && isPlain ? text : "[\(JSON.string(text).rendered(pretty: false))]")
  }
}

/// A value on its way to text.
private indirect enum Shown {
  struct Entry {
    var key: String?
    var value: Shown
  }

  case leaf(String)
  case table([Entry])

  /// All in one line.
  var flat: String {
    switch self {
    case .leaf(let text): return text
    case .table(let entries):
      if entries.isEmpty { return "{}" }
      let parts = entries.map { entry in (entry.key.map { "\($0) = " } ?? "") + entry.value.flat }
      return "{ \(parts.joined(separator: ", ")) }"
    }
  }

  /// In one line where that is no longer than the width, else with an entry a line.
  func lines(width: Int) -> [String] {
    guard case .table(let entries) = self, flat.count > width else { return [flat] }
    return ["{"]
      + entries.flatMap { entry in
        var lines = entry.value.lines(width: width - 2)
        lines[0] = (entry.key.map { "\($0) = " } ?? "") + lines[0]
        lines[lines.count - 1] += ","
        return lines.map { "  \($0)" }
      } + ["}"]
  }
}
