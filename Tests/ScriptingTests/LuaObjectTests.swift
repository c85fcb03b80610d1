import Scripting
import Support
import Testing

/// A network of three layers, as a Swift value that Lua sees.
private struct Layer: LuaObject, Equatable {
  let name: String
  let rows: Int

  static let luaType = LuaObjectType<Layer>(
    name: "layer", summary: "One layer.",
    properties: [
      .init("name", "string", "Its name.") { .string($0.name) },
      .init("rows", "integer", "Its output's rows.") { .integer($0.rows) },
    ],
    methods: [
      .init("stage", "tile: integer, keep?: string -> table", "A stage that ends here.") { layer, call in
        let tile = try call.integer(1, "tile", in: 1...layer.rows)
        let keep = try call.optional(2) { try call.string($0, "keep") } ?? "none"
        return .record([("last", .string(layer.name)), ("tile", .integer(tile)), ("keep", .string(keep))])
      },
      .init("above", "other: layer -> boolean", "Whether it has more rows than another.") { layer, call in
        .boolean(layer.rows > (try call.object(1, "other", as: Layer.self)).rows)
      },
    ],
    text: { "layer \($0.name)" }, equal: { $0 == $1 })
}

private struct Layers: LuaObject {
  let all: [Layer]

  static let luaType = LuaObjectType<Layers>(
    name: "layers", summary: "All layers.",
    properties: [.init("first", "layer", "The first.") { .object($0.all[0]) }],
    text: { "\($0.all.count) layers" }, elements: (count: { $0.all.count }, get: { .object($0.all[$1]) }))
}

/// An object whose life can be watched.
private final class Tracked: LuaObject {
  nonisolated(unsafe) static weak var last: Tracked?
  static let luaType = LuaObjectType<Tracked>(name: "tracked", summary: "", text: { _ in "tracked" })
}

@Suite struct LuaObjectTests {
  private static let layers = Layers(all: [
    Layer(name: "a", rows: 8), Layer(name: "b", rows: 4), Layer(name: "c", rows: 2),
  ])

  private func state() -> LuaState {
    let state = LuaState()
    state.define(LuaFunction("network", "The layers.") { _ in .object(Self.layers) })
    return state
  }

  @Test(arguments: [
    ("network()[2].name", "b"), ("network().first.rows", "8"), ("#network()", "3"),
    ("network()[4]", "nil"), ("network()[0]", "nil"), ("network()", "3 layers"), ("network()[1]", "layer a"),
    ("network()[1] == network().first", "true"), ("network()[1] == network()[2]", "false"),
    ("network()[1]:above(network()[2])", "true"), ("network()[1]:stage(2).keep", "none"),
    ("network()[1]:stage(2.0, 'xy').keep", "xy"), ("getmetatable(network())", "layers"),
    ("type(network())", "userdata"), ("pcall(rawset, network(), 1, 1)", "false"),
  ])
  func isReadable(_ expression: String, _ expected: String) {
    #expect(result(of: "return tostring((\(expression)))", in: state()) == .string(expected))
  }

  @Test func walksAreInOrder() {
    let text = """
      local out = {}
      for i, layer in pairs(network()) do out[#out + 1] = i .. layer.name end
      for i, layer in ipairs(network()) do out[#out + 1] = i .. layer.name end
      for k, v in pairs(network()[1]) do out[#out + 1] = k .. '=' .. v end
      return table.concat(out, ' ')
      """
    #expect(result(of: text, in: state()) == .string("1a 2b 3c 1a 2b 3c name=a rows=8"))
  }

  @Test(arguments: [
    ("return network()[1].row", "plan.lua:1: layer has no member 'row'; did you mean \"rows\"?"),
    ("return network()[1][{}]", "plan.lua:1: layer has no member with a table as its name"),
    ("network()[1].rows = 3", "plan.lua:1: layer is read-only"),
    (
      "\nnetwork()[1]:stage()",
      "plan.lua:2: bad argument #1 'tile' to layer:stage: expected an integer, got no value"
    ),
    (
      "network()[1]:stage(2.5)",
      "plan.lua:1: bad argument #1 'tile' to layer:stage: expected an integer, got a number"
    ),
    ("network()[1]:stage(9)", "plan.lua:1: bad argument #1 'tile' to layer:stage: expected 1 to 8, got 9"),
    (
      "network()[1]:stage(1, {})",
      "plan.lua:1: bad argument #2 'keep' to layer:stage: expected a string, got a table"
    ),
    (
      "network()[1]:above(network())",
      "plan.lua:1: bad argument #1 'other' to layer:above: expected an object of type layer, got layers"
    ),
    (
      "network()[1].stage(2)",
      "plan.lua:1: layer:stage is called on an integer: call methods as object:method(...)"
    ),
    (
      "network()[1].above(network(), 1)",
      "plan.lua:1: layer:above is called on layers: call methods as object:method(...)"
    ),
    ("return network()", "plan.lua: result: layers where plain data is expected"),
    ("return { network()[1] }", "plan.lua: result: [1]: layer where plain data is expected"),
    ("getmetatable(network()).__index = nil", "plan.lua:1: attempt to index a string value"),
    (
      "local t = setmetatable({}, { __index = network() }) return t.nme",
      "plan.lua:1: layers has no member 'nme'"
    ),
  ])
  func misuseIsNamed(_ text: String, _ message: String) {
    #expect(failure(of: text, in: state()) == message)
  }

  @Test func objectsLiveAsLongAsLuaHoldsThem() throws {
    var state: LuaState? = LuaState()
    state?.define(
      LuaFunction("tracked", "") { _ in
        let object = Tracked()
        Tracked.last = object
        return .object(object)
      })
    _ = try state?.run("kept = tracked()", path: "plan.lua")
    #expect(Tracked.last != nil)
    _ = try state?.run("kept = nil collectgarbage()", path: "plan.lua")
    #expect(Tracked.last == nil)
    _ = try state?.run("kept = tracked()", path: "plan.lua")
    #expect(Tracked.last != nil)
    state = nil
    #expect(Tracked.last == nil)
  }

  @Test func modulesHoldFunctions() throws {
    let state = LuaState()
    let double = LuaFunction("double", "Twice.") { .integer(try $0.integer(1, "value") * 2) }
    state.define(LuaModule("arithmetic", "Numbers.", [double]))
    #expect(result(of: "return arithmetic.double(1)", in: state) == .integer(2))
    #expect(
      failure(of: "arithmetic.double('x')", in: state)
        == "plan.lua:1: bad argument #1 'value' to arithmetic.double: expected an integer, got a string")
  }
}
