import Scripting
import Testing

@Suite struct SandboxTests {
  @Test(arguments: [
    "io", "os", "package", "debug", "require", "dofile", "loadfile", "warn", "string.dump",
  ])
  func isAbsent(_ name: String) {
    #expect(result(of: "return \(name)") == .nil)
  }

  @Test(arguments: [
    ("load('\\27Lua')", "attempt to load a binary chunk (mode is 't')"),
    ("load(function() return 'x' end)", "bad argument #1 to 'load' (string expected, got function)"),
    ("return setmetatable({}, { __gc = print })", "a metatable with '__gc' is not allowed"),
    ("return ('%p'):format({})", "'%p' is not allowed: addresses differ from run to run"),
    ("math.randomseed()", "bad argument #1 to 'randomseed' (number expected, got no value)"),
    (
      "collectgarbage('stop')", "bad argument #1 to 'collectgarbage' (only 'collect' and 'count' are allowed)"
    ),
    ("next({}, 1)", "next takes no key here: walk with pairs"),
    (
      "for k in pairs({ [{}] = 1 }) do end",
      "keys of type table have no order: keep a list of them beside the table"
    ),
    ("getmetatable('').__index = nil", "attempt to index a string value"),
  ])
  func isRefused(_ text: String, _ message: String) {
    let checked = text.hasPrefix("load") ? "local f, m = \(text) error(m, 0)" : text
    let line = failure(of: checked) ?? ""
    #expect(line.contains(message), "\(line)")
  }

  @Test(arguments: [
    ("tostring({})", "table"), ("tostring(print)", "function"),
    ("tostring(coroutine.create(print))", "thread"), ("('%s %5s|'):format({}, print)", "table function|"),
    ("tostring(setmetatable({}, { __name = 'plan' }))", "plan"),
    ("tostring(setmetatable({}, { __tostring = function() return 'mine' end }))", "mine"),
    ("tostring(0/0)", "nan"), ("tostring(-(0/0))", "nan"), ("tostring(1e15)", "1e+15"),
    ("('%d%% %q %.2f %s'):format(3, 'a', 1.5, nil)", "3% \"a\" 1.50 nil"),
    ("select(2, pcall(error))", "nil"),
  ])
  func textShowsNoAddress(_ expression: String, _ text: String) {
    #expect(result(of: "return tostring(\(expression))") == .string(text))
  }

  @Test func pairsIsSorted() {
    let text = """
      local t = { z = 1, a = 1, [10] = 1, [-1] = 1, [2.5] = 1, [true] = 1, [false] = 1, ['10'] = 1, aa = 1, 7, 8 }
      local keys = {}
      for k in pairs(t) do keys[#keys + 1] = tostring(k) end
      return table.concat(keys, ' ')
      """
    #expect(result(of: text) == .string("-1 1 2 2.5 10 10 a aa z false true"))
  }

  @Test func aWalkMayRemove() {
    let text = """
      local t, n = { a = 1, b = 2, c = 3 }, 0
      for k in pairs(t) do t.b, t[k] = nil, nil; n = n + 1 end
      return n, next(t)
      """
    #expect(result(of: text) == .integer(2))
    #expect(result(of: "return next({ b = 1, a = 2 })") == .string("a"))
  }

  @Test func pairsHonoursItsMetamethod() {
    let text =
      "for k in pairs(setmetatable({}, { __pairs = function() return next, { x = 1 } end })) do return k end"
    #expect(result(of: text) == .string("x"))
  }

  @Test func sortIsStable() {
    let text = """
      local t = {}
      for i = 1, 500 do t[i] = { key = i * 7919 % 10, place = i } end
      table.sort(t, function(a, b) return a.key < b.key end)
      for i = 2, #t do
        local a, b = t[i - 1], t[i]
        if a.key > b.key or a.key == b.key and a.place > b.place then return i end
      end
      local n = { 3, 1, 2 } table.sort(n)
      return table.concat(n)
      """
    #expect(result(of: text) == .string("123"))
  }

  @Test func randomNumbersAreTheSameEverywhere() {
    let text = "return math.random(1000000)"
    #expect(result(of: text) == result(of: text))
    #expect(
      result(of: "math.randomseed(7) return math.random(100)")
        == result(of: "math.randomseed(7) return math.random(100)"))
  }

  @Test func coroutinesWork() {
    let text = """
      local log = {}
      local c = coroutine.wrap(function(a) local b = coroutine.yield(a + 1); error('at ' .. b) end)
      log[1] = c(1)
      local ok, message = pcall(c, 5)
      log[2] = message
      local d = coroutine.create(function(...) return select('#', ...) end)
      log[3] = select(2, coroutine.resume(d, nil, nil))
      log[4] = coroutine.status(d)
      log[5] = tostring(coroutine.resume(d))
      local e = coroutine.create(function() coroutine.yield() end)
      coroutine.resume(e)
      log[6] = tostring(coroutine.close(e))
      local f = coroutine.wrap(function() local ok, v = pcall(coroutine.yield, 1); return v end)
      f() log[7] = f('through pcall')
      return table.concat(log, ', ')
      """
    #expect(
      result(of: text)
        == .string("2, plan.lua:2: at 5, 2, dead, false, true, through pcall"))
  }

  @Test func loadIsForText() {
    #expect(result(of: "return load('return x', 'c', 't', { x = 4 })()") == .integer(4))
    #expect(
      result(of: "return select(2, load('x =', '=chunk'))")
        == .string("chunk:1: unexpected symbol near <eof>"))
  }

  @Test func printGoesToItsHandler() throws {
    var lines: [String] = []
    let state = LuaState(print: { lines.append($0) })
    _ = try state.run("print(1, 'a', {}, nil) print()", path: "plan.lua")
    #expect(lines == ["1\ta\ttable\tnil", ""])
  }
}
