import Scripting
import Support
import Testing

/// Plug-ins that try to run or grow without end: each ends in one clean line, soon.
@Suite(.serialized) struct HostileTests {
  struct Attack: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let message: String
    var testDescription: String { name }

    init(_ name: String, _ message: String, _ text: String) {
      self.name = name
      self.text = text
      self.message = message
    }
  }

  static let instructions = "the limit of 200000000 instructions is reached"
  static let memory = "the limit of 67108864 bytes of memory is reached"
  static let string = "a string is longer than the limit of 4194304 bytes"

  static let loops = [
    Attack("loop", instructions, "while true do end"),
    Attack("in pcall", instructions, "while true do pcall(function() while true do end end) end"),
    Attack("in nested pcall", instructions, "local function f() while true do pcall(f) end end f()"),
    Attack("in a coroutine", instructions, "coroutine.wrap(function() while true do end end)()"),
    Attack(
      "in many coroutines", instructions,
      "while true do coroutine.resume(coroutine.create(function() for _ = 1, 100 do end end)) end"),
    Attack(
      "in coroutines within pcall", instructions,
      """
      while true do
        pcall(coroutine.wrap(function() while true do pcall(function() while true do end end) end end))
      end
      """),
    Attack(
      "in metamethods", instructions,
      """
      local t = setmetatable({}, { __index = function(t, k) while true do end end })
      while true do pcall(function() return t.x end) end
      """),
    Attack(
      "in an error handler", instructions,
      "while true do xpcall(function() while true do end end, function() while true do end end) end"),
    Attack(
      "while closing", instructions,
      """
      local endless = setmetatable({}, { __close = function() while true do end end })
      while true do
        local run = coroutine.wrap(function() local x <close> = endless; while true do end end)
        pcall(run)
      end
      """),
    Attack(
      "closing a coroutine", instructions,
      """
      local endless = setmetatable({}, { __close = function() while true do end end })
      local c = coroutine.create(function() local x <close> = endless; coroutine.yield() end)
      coroutine.resume(c)
      coroutine.close(c)
      """),
    Attack("in a comparison", instructions, "table.sort({3, 2, 1}, function() while true do end end)"),
    Attack("in gsub", instructions, "('x'):gsub('x', function() while true do end end)"),
    Attack(
      "while printing", instructions,
      "print(setmetatable({}, { __tostring = function() while true do end end }))"),
  ]

  static let libraryCalls = [
    Attack("table.move", instructions, "table.move({}, 1, math.maxinteger - 1, 2)"),
    Attack(
      "table.concat", instructions,
      "table.concat(setmetatable({}, {__metatable = '', __index = getmetatable}), '', 1, math.maxinteger)"),
    Attack(
      "table.insert", instructions,
      "table.insert(setmetatable({}, { __len = function() return math.maxinteger - 1 end }), 1, 1)"),
    Attack(
      "table.remove", instructions,
      "table.remove(setmetatable({}, { __len = function() return math.maxinteger - 1 end }), 1)"),
    Attack(
      "table.unpack", instructions,
      "while true do pcall(table.unpack, {}, 1, 900000) end"),
    Attack("string.rep of nothing, often", instructions, "while true do (''):rep(math.maxinteger) end"),
    Attack(
      "long texts compared", instructions,
      "local s = ('x'):rep(4000000) while true do utf8.len(s) tonumber(s) end"),
    Attack(
      "a pathological pattern", instructions,
      "string.rep('a', 60):find(('a-'):rep(30) .. 'b')"),
    Attack(
      "a quadratic pattern", instructions, "string.rep('a', 4000000):find('.-b')"),
    Attack(
      "pathological gsub", instructions,
      "while true do pcall(string.gsub, string.rep('a', 200), ('a*'):rep(20) .. 'b', '') end"),
    Attack(
      "a balanced pattern", instructions, "string.rep('(', 1000000):find('%b()')"),
    Attack(
      "a long set", instructions, "string.rep('a', 4000000):find('[' .. ('b'):rep(4000000) .. ']')"),
    Attack(
      "a plain search", instructions,
      "local s = ('a'):rep(4000000) while true do s:find(('a'):rep(1000) .. 'b', 1, true) end"),
    Attack("collections", instructions, "while true do collectgarbage() end"),
    Attack(
      "big concatenations", instructions, "local s = ('x'):rep(4000000) while true do local t = s .. 'y' end"),
    Attack("loading", instructions, "local s = ('x=1 '):rep(100000) while true do load(s) end"),
  ]

  static let bombs = [
    Attack("string.rep", "the text would be longer than the allowed 4194304 bytes", "('x'):rep(1e12)"),
    Attack(
      "string.rep with a separator", "the text would be longer than the allowed 4194304 bytes",
      "('x'):rep(1e9, 'yyyyyyy')"),
    Attack("doubling", string, "local s = 'x' while true do s = s .. s end"),
    Attack("doubling in pcall", string, "local s = 'x' while true do pcall(function() s = s .. s end) end"),
    Attack("a growing table", memory, "local t = {} for i = 1, math.huge do t[i] = i end"),
    Attack(
      "a growing table of fields", "is reached", "local t = {} for i = 1, math.huge do t['k' .. i] = i end"),
    Attack(
      "growing tables in pcall", memory,
      "local t = {} while true do pcall(function() while true do t[#t + 1] = {} end end) end"),
    Attack(
      "growing in a coroutine", memory,
      "local t = {} while true do pcall(coroutine.wrap(function() while true do t = {t, t} end end)) end"),
    Attack(
      "concatenation in loops", instructions,
      "local s = '' for i = 1, math.huge do s = s .. 'x' if #s > 100000 then s = '' end end"),
    Attack(
      "many long texts", memory, "local t = {} for i = 1, math.huge do t[i] = ('x'):rep(4000000) .. i end"),
    Attack(
      "coroutines kept", memory,
      "local t = {} for i = 1, math.huge do t[i] = coroutine.create(print) end"),
    Attack("format", string, "local s = ('x'):rep(4000000) string.format('%s%s', s, s)"),
    Attack(
      "table.concat", string, "local t = {} for i = 1, 100 do t[i] = ('x'):rep(100000) end table.concat(t)"),
  ]

  static let recursion = [
    Attack("recursion of small frames", memory, "local function f() return 1 + f() end f()"),
    Attack(
      "recursion of large frames", "stack overflow",
      "local function f(a, b, c, d, e, g, h) return 1 + f(a, b, c, d, e, g, h) end f()"),
    Attack(
      "recursion in pcall", instructions,
      "local function f() pcall(f) return 1 + f() end while true do pcall(f) end"),
    Attack(
      "recursion through metamethods", "C stack overflow",
      "local t = {} setmetatable(t, { __index = function(t, k) return t[k + 1] end }) return t[1]"),
    Attack(
      "recursion through C", "C stack overflow",
      "local function f(s) return (s:gsub('.', f)) end f('x')"),
    Attack(
      "nested brackets", "C stack overflow",
      "load('return ' .. ('('):rep(100000)); error(select(2, load('return ' .. ('('):rep(100000))), 0)"),
    Attack(
      "tostring of itself", "C stack overflow",
      "local t = {} setmetatable(t, { __tostring = function(t) return tostring(t) end }) tostring(t)"),
    Attack(
      "coroutines in coroutines", "C stack overflow",
      "local function f() return coroutine.wrap(f)() end f()"),
  ]

  @Test(arguments: loops + libraryCalls + bombs + recursion)
  func endsCleanly(_ attack: Attack) throws {
    let state = LuaState(limits: LuaLimits(seconds: 60), print: { _ in })
    var failure: LuaFailure?
    let time = processorTime {
      do throws(LuaFailure) { _ = try state.run(attack.text, path: "bad.lua") } catch { failure = error }
    }
    let diagnostic = try #require(failure?.diagnostics.all.first)
    #expect(diagnostic.message.contains(attack.message), "\(diagnostic)")
    #expect(!diagnostic.description.contains("\n") && !diagnostic.description.contains("0x"))
    #expect(diagnostic.description.hasPrefix("bad.lua:"), "\(diagnostic)")
    #expect(time < (sanitized ? 30 : 2), "\(time)")
  }
}
