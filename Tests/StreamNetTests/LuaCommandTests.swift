import Support
import Testing

/// `streamnet lua`: scripts, and the limits of Lua code.
@Suite struct LuaCommandTests {
  private func run(_ text: String, _ arguments: [String] = [], before: [String] = []) throws
    -> Streamnet.Outcome
  {
    let folder = try tinyFolder()
    try folder.write(text, to: "s.lua")
    return try Streamnet.run(["lua"] + before + ["s.lua"] + arguments, in: folder)
  }

  @Test func argumentsAndTheNetwork() throws {
    let outcome = try run(
      "#!/usr/bin/env streamnet\nprint(graph, target.input, arg[1], select('#', ...), ...)",
      ["a", "--json", "-v"],
      before: ["--model", "tiny.yaml", "--input", "streamed"])
    #expect(outcome.output == "graph tiny\tstreamed\ta\t3\ta\t--json\t-v\n" && outcome.code == 0)
  }

  @Test func errorsNameTheLine() throws {
    let outcome = try run("local function f() error('no') end\n\nf()", before: ["-v"])
    #expect(
      outcome.complaints.prefix(3) == [
        "error: s.lua:1: no", "error:   called from s.lua:1: in upvalue 'f'",
        "error:   called from s.lua:3: in the file",
      ] || outcome.complaints.first == "error: s.lua:1: no")
    #expect(outcome.code == 1)
  }

  @Test(arguments: [
    (["--lua-instructions", "100000"], "error: s.lua:1: the limit of 100000 instructions is reached"),
    (
      ["--lua-time", "0.1", "--lua-instructions", "100000000000"],
      "error: s.lua:1: the limit of 0.1 seconds is reached"
    ),
    (["--lua-memory", "1M"], "error: s.lua:1: the limit of 1048576 bytes of memory is reached"),
  ])
  func limits(_ arguments: [String], _ line: String) throws {
    let loop =
      arguments[0] == "--lua-memory"
      ? "local t = {} for i = 1, math.huge do t[i] = {} end" : "while true do end"
    let outcome = try run(loop, before: arguments)
    #expect(outcome.complaints == [line] && outcome.code == 1)
  }

  @Test(arguments: [["--lua-memory", "x"], ["--lua-time", "0"], ["--board", "rv32imc"]])
  func wrongUsage(_ arguments: [String]) throws {
    #expect(try run("", before: arguments).code == 64)
  }

  @Test func filesAreForScripts() throws {
    let outcome = try run(
      "local f = io.open('x', 'w') f:write('y') f:close() for l in io.lines('x') do print(l) end")
    #expect(outcome.output == "y\n")
    let folder = try tinyFolder()
    try folder.write(
      "return { kind = 'policy', name = 'p', version = '1', api = '1', description = 'd',\n"
        + "schedule = function() return nil, tostring(io) end }", to: "p.lua")
    try expectFailure(
      ["plan", "tiny.yaml", "--policy", "p.lua"], in: folder, ["p.lua:2: policy p does not apply: nil"])
  }
}
