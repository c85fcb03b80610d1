import Scripting
import Support
import Testing

@Suite struct LuaCallingTests {
  private func function(_ text: String, in state: LuaState) throws -> LuaReference {
    guard case .function(let reference)? = try state.run(text, path: "plan.lua").first else {
      throw LuaError("no function")
    }
    return reference
  }

  @Test(arguments: [
    ("x = = 1", "plan.lua:1: unexpected symbol near '='"),
    ("\n\nlocal t = nil; return t.x", "plan.lua:3: attempt to index a nil value (local 't')"),
    ("error('plain')", "plan.lua:1: plain"), ("error('no position', 0)", "plan.lua:1: no position"),
    ("error({})", "plan.lua:1: an error was raised with a table as its message"),
    ("error()", "plan.lua:1: an error was raised with a nil as its message"), ("error(42)", "plan.lua:1: 42"),
    ("error(setmetatable({}, { __tostring = function() return 'spoken' end }))", "plan.lua:1: spoken"),
    ("error('two\\nlines')", "plan.lua:1: two lines"),
    ("pcall(error)\nlocal ok, m = pcall(error, 'deep') error(m)", "plan.lua:2: deep"),
    ("local c = coroutine.wrap(function()\nerror('inside') end)\nc()", "plan.lua:2: inside"),
    ("return 1 < 'x'", "plan.lua:1: attempt to compare number with string"),
    ("return #5", "plan.lua:1: attempt to get length of a number value"),
    ("local x <const> = 1; x = 2", "plan.lua:1: attempt to assign to const variable 'x'"),
  ])
  func errorsAreOneLineWithAPosition(_ text: String, _ line: String) {
    #expect(failure(of: text) == line)
  }

  @Test func longPathsAreWhole() {
    let path = String(repeating: "directory/", count: 12) + "plan.lua"
    #expect(failure(of: "\nerror('x')", path: path) == "\(path):2: x")
    #expect(failure(of: "x =", path: path)?.hasPrefix("\(path):1: unexpected symbol") == true)
    #expect(failure(of: "while true do end", path: path)?.hasPrefix("\(path):1: the limit") == true)
  }

  @Test func tracebacksShowThePlugInsFrames() {
    let text = """
      local function inner(x) error('bad') end
      local function outer() return (pcall(print) and ('a'):gsub('a', inner)) end
      outer()
      """
    do throws(LuaFailure) {
      _ = try LuaState().run(text, path: "plan.lua")
      Issue.record("no failure")
    } catch {
      #expect(error.diagnostics.description == "plan.lua:1: bad")
      let lines = error.traceback.split(separator: "\n").map(String.init)
      #expect(lines.map { $0.prefix(11) } == ["plan.lua:1:", "plan.lua:2:", "plan.lua:3:"])
      #expect(lines.last == "plan.lua:3: in the file")
    }
  }

  @Test func swiftAndLuaCallEachOther() throws {
    let state = LuaState()
    let apply = LuaFunction("apply", "Calls a function.") { [unowned state] call in
      .value(try state.call(try call.function(1, "f"), [.integer(20)]).first ?? .nil)
    }
    state.define(apply)
    #expect(result(of: "return apply(function(x) return x + 1 end)", in: state) == .integer(21))
    #expect(
      failure(of: "apply(function(x)\nlocal y = x.z.w end)", in: state)
        == "plan.lua:2: attempt to index a number value (local 'x')")
    #expect(
      result(of: "return coroutine.wrap(function() return apply(function(x) return x end) end)()", in: state)
        == .integer(20))
    #expect(failure(of: "apply(function() coroutine.yield() end)", in: state)?.contains("yield") == true)
    #expect(
      failure(of: "local function f() return apply(f) end f()", in: state)?.contains("stack overflow") == true
    )
    #expect(
      failure(of: "while true do pcall(apply, function() while true do end end) end", in: state)
        == "plan.lua:1: the limit of 200000000 instructions is reached")
  }

  @Test func aFunctionMayFailInSwift() throws {
    let state = LuaState()
    state.define(LuaFunction("fail", "Fails.") { _ in throw LuaError("no such stage") })
    let two = Diagnostics([Diagnostic("first"), Diagnostic("second", hint: "try again")])
    state.define(LuaFunction("collect", "Fails twice.") { _ in throw two })
    #expect(failure(of: "\nfail()", in: state) == "plan.lua:2: no such stage")
    #expect(failure(of: "collect()", in: state) == "plan.lua:1: first; second; try again")
    #expect(result(of: "return select(2, pcall(fail))", in: state) == .string("no such stage"))
  }

  @Test func severalResultsAndNone() throws {
    let state = LuaState()
    state.define(LuaFunction("two", "") { _ in .results([.nil, .string("a reason")]) })
    state.define(LuaFunction("none", "") { _ in .none })
    #expect(
      result(of: "return select('#', two()) .. select(2, two()) .. select('#', none())", in: state)
        == .string("2a reason0"))
  }

  @Test func eachCallHasAFreshAllowance() throws {
    let state = LuaState(limits: LuaLimits(instructions: 1_000_000))
    let count = try function("return function(n) for _ = 1, n do end return n end", in: state)
    for _ in 1...5 { #expect(try state.call(count, [.integer(600_000)]) == [.integer(600_000)]) }
    #expect(throws: LuaFailure.self) { try state.call(count, [.integer(2_000_000)]) }
    #expect(try state.call(count, [.integer(10)]) == [.integer(10)])
    #expect(state.usage.instructions < 1000)
  }

  @Test func outOfMemoryIsFinal() throws {
    let state = LuaState(limits: LuaLimits(memory: 1 << 20))
    let grow = try function("return function(n) local t = {} for i = 1, n do t[i] = {} end end", in: state)
    #expect(try state.call(grow, [.integer(1000)]) == [])
    for _ in 1...2 {
      #expect(throws: LuaFailure.self) { try state.call(grow, [.integer(1_000_000)]) }
    }
    #expect(state.usage.peakMemory < 4 << 20)
  }

  @Test func dataFromSwiftCountsTowardsMemory() {
    let state = LuaState(limits: LuaLimits(memory: 1 << 20))
    state.define(LuaFunction("big", "") { _ in .string(String(repeating: "x", count: 2 << 20)) })
    #expect(
      failure(of: "local s = big()", in: state)
        == "plan.lua:1: the limit of 1048576 bytes of memory is reached")
  }

  @Test func timeIsTheLastNet() {
    let state = LuaState(limits: LuaLimits(instructions: .max, seconds: 0.05))
    #expect(
      failure(of: "while true do pcall(error) end", in: state)
        == "plan.lua:1: the limit of 0.05 seconds is reached")
  }

  @Test func longFilesAreRefused() {
    let state = LuaState(limits: LuaLimits(string: 1000))
    let text = String(repeating: "x = 1 ", count: 200)
    #expect(failure(of: text, in: state) == "plan.lua: the file is longer than 1000 bytes")
  }
}
