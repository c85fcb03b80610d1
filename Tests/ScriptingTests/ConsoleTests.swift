import Scripting
import Testing

/// What is typed, and what may be typed next.
@Suite struct ConsoleTests {
  @Test(arguments: [
    ("1 + 1, 'a'", "2\na"), ("x = 1", ""), ("return {}, nil", "{}\nnil"), ("for i = 1, 2 do", "unfinished"),
    ("f(", "unfinished"), ("'a", "unfinished"),
    ("nil.x", "error: input:1: unexpected symbol near 'nil'"),
    ("error({})", "error: input:1: an error was raised with a table as its message"),
    ("{ b = 1, a = { 2, [10] = 'x', ['b c'] = 0 } }", "{ a = { 2, [10] = \"x\", [\"b c\"] = 0 }, b = 1 }"),
    (
      "(function() local t = {} t.t = t return t end)()",
      "{ t = { t = { t = { t = { t = { t = { ... } } } } } } }"
    ),
    ("setmetatable({}, { __index = error, __tostring = error })", "{}"),
    ("0/0 ~= 0/0, 1e300 * 1e10", "true\ninf"),
    ("print", "function"), ("coroutine.create(print)", "thread"),
  ])
  func answers(_ text: String, _ shown: String) {
    #expect(answer(text, in: session()) == shown)
  }

  @Test func longTablesAreBrokenAndCut() {
    let shown = answer(
      "(function() local t = {} for i = 1, 150 do t[i] = i end return t end)()", in: session())
    #expect(shown.hasPrefix("{\n  1,\n  2,") && shown.hasSuffix("  ... 50 more,\n}"))
  }

  @Test(arguments: [
    ("sched", ["schedule"]), ("schedule.to", ["schedule.to_yaml("]), ("graph.na", ["graph.name"]),
    ("graph:re", ["graph:receptive_field(", "graph:region("]), ("graph.inputs.x", []), ("nosuch.x", []),
    ("target.board.co", ["target.board.core"]), ("string.rev", ["string.reverse("]), ("graph.name.x", []),
  ])
  func completes(_ word: String, _ words: [String]) {
    let session = session()
    #expect(answer(small, in: session) == "")
    #expect(session.completions(of: word) == words)
  }

  @Test func filesAreForScriptsOnly() {
    #expect(answer("io", in: session()) == "nil")
    let session = session(opensFiles: true)
    #expect(
      answer("io.stdout, io.popen, tostring(io.stdout), getmetatable(io.stdout)", in: session)
        == "file\nnil\nfile\nfile")
    #expect(answer("os, debug, package, require, dofile", in: session) == "nil\nnil\nnil\nnil\nnil")
    #expect(answer("graph.x", in: session).hasPrefix("error: input:1: attempt to index a nil value"))
    #expect(answer("plugins.policy(io.stdout)", in: session).hasSuffix("expected a string, got an object"))
  }
}
