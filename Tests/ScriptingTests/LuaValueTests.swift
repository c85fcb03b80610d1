import Scripting
import Support
import Testing

@Suite struct LuaValueTests {
  @Test func dataComesOutOfLua() throws {
    let results = try LuaState().run("return 1, 'two', {3, four = 4.5}, nil, true", path: "plan.lua")
    let table = LuaTable(list: [.integer(3)], fields: ["four": .number(4.5)])
    #expect(results == [.integer(1), .string("two"), .table(table), .nil, .boolean(true)])
  }

  @Test func fieldsAreSortedBytewise() throws {
    guard case .table(let table) = result(of: "return { b = 1, a = 2, ['é'] = 3, Z = 4 }") else {
      Issue.record("no table")
      return
    }
    #expect(table.fields.map(\.key) == ["Z", "a", "b", "é"])
    #expect(table["b"] == .integer(1) && table["c"] == nil)
  }

  @Test func dataComesBackFromLua() throws {
    let state = LuaState()
    guard case .function(let echo) = result(of: "return function(...) return ... end", in: state) else {
      Issue.record("no function")
      return
    }
    let inner = LuaTable(list: [.boolean(false), .number(0.5)], fields: ["k": .string("x\0y")])
    let values: [LuaValue] = [
      .table(LuaTable(fields: ["t": .table(inner)])), .integer(.min), .nil, .string(""),
    ]
    #expect(try state.call(echo, values.map { .value($0) }) == values)
    let mixed = try state.call(echo, [.list([.record([("a", .integer(1))]), .results([.string("s")])])])
    #expect(
      mixed == [.table(LuaTable(list: [.table(LuaTable(fields: ["a": .integer(1)])), .string("s")]))])
  }

  @Test(arguments: [
    (
      "local t = {stages = {{}, {}}} t.stages[2].keep = t return t",
      "stages[2].keep: the table contains itself"
    ),
    ("local t = {} for i = 1, 40 do t = {t} end return t", "tables nested more than 32 deep"),
    ("return {name = 'a\\xff'}", "name: a text that is not valid UTF-8"),
    ("return {['\\xff'] = 1}", "a key that is not valid UTF-8"),
    ("return {1, nil, 3}", "the list has 1 elements and then one at [3]"),
    ("return {[1.5] = 1}", "a number as a key"),
    ("return {a = coroutine.create(print)}", "a: a coroutine where plain data is expected"),
    ("local t = {} for i = 1, 1000001 do t[i] = i end return t", "more than 1000000 values"),
  ])
  func whatIsNoDataIsNamed(_ text: String, _ message: String) throws {
    let line = try #require(failure(of: text))
    #expect(line.hasPrefix("plan.lua: result: ") && line.hasSuffix(message), "\(line)")
  }

  @Test func sharedTablesAreNoCycle() {
    #expect(failure(of: "local t = {1} return {a = t, b = t}") == nil)
  }

  @Test func metamethodsDoNotRunWhileCopying() {
    let text = "return setmetatable({1}, {__index = error, __len = error, __pairs = error})"
    #expect(result(of: text) == .table(LuaTable(list: [.integer(1)])))
  }

  @Test func numbersKeepTheirKind() {
    #expect(result(of: "return 2^53") == .number(9_007_199_254_740_992))
    #expect(result(of: "return math.maxinteger") == .integer(.max))
    #expect(result(of: "return 1e999") == .number(.infinity))
    guard case .number(let nan) = result(of: "return 0/0") else {
      Issue.record("no number")
      return
    }
    #expect(nan.isNaN)
  }

  @Test func functionsOfOtherStatesAreRefused() throws {
    let other = LuaState()
    guard case .function(let foreign) = result(of: "return print", in: other) else {
      Issue.record("no function")
      return
    }
    #expect(throws: LuaFailure.self) { try LuaState().call(foreign) }
  }
}
