import Network
import Planning
import Scripting
import Support
import TestSupport
import Testing

/// The modules that plug-ins and scripts have, through the console.
@Suite struct ModuleTests {
  /// A session with the small network at hand.
  private func sessionWithNetwork() -> LuaSession {
    let session = session()
    #expect(answer(small, in: session) == "")
    return session
  }

  @Test(arguments: [
    ("graph", "graph small\n  name = \"small\""),
    ("#graph.operators, graph.inputs[1].name", "8\nimage"),
    ("target.input, target.board.name", "resident\nstm32f767zi"),
    // 6x6 of the stem, 3 rows and columns each, 2 apart, then a 3x3 window.
    ("graph:receptive_field('one.project', 'image')", "{ columns = 7, rows = 7 }"),
    ("graph:receptive_field('stem', 'one.add')", "nil"),
    ("graph:region('stem', {1, 2}, {6, 6}, 'image')", "{ columns = { 10, 12 }, rows = { 1, 4 } }"),
    ("graph:region('one.add', {1, 1}, {1, 1}, 'stem')", "{ columns = { 1, 2 }, rows = { 1, 2 } }"),
    (
      "graph:region('stem', {0, 2}, {6, 6}, 'image')",
      "error: input:1: bad argument #2 'rows' to graph:region:"
    ),
    (
      "graph:region('stm', {1, 2}, {6, 6}, 'image')",
      "error: input:1: bad argument #1 'last' to graph:region:"
    ),
  ])
  func graphs(_ text: String, _ shown: String) {
    #expect(answer(text, in: sessionWithNetwork()).hasPrefix(shown))
  }

  @Test func schedulesAreBuiltAndChecked() {
    let session = sessionWithNetwork()
    let build = "s = schedule.build { { last = 'one.add', tile = 2, keep = 'xy' } }"
    #expect(answer(build, in: session) == "")
    #expect(answer("#s.stages, s.graph == graph.hash, #schedule.check(s)", in: session) == "4\ntrue\n0")
    #expect(
      answer("report.json(s.stages[1].keep, true)", in: session)
        == "{\"one.depthwise\":\"xy\",\"one.expand\":\"xy\",\"one.project\":\"xy\",\"stem\":\"xy\"}"
    )
    #expect(
      answer("schedule.check { stages = { { last = 'stem' }, { last = 'one.expand' } } }", in: session)
        .contains(
          "no stage holds the operators from one.depthwise on"))
    #expect(answer("schedule.check { stages = { { lst = 'stem' } } }", in: session).contains("unknown field"))
    #expect(
      answer("schedule.build { { last = 'stm' } }", in: session)
        == "error: input:1: stage 1: there is no operator named stm; did you mean \"stem\"?")
  }

  @Test func variantsAreBuilt() {
    let session = sessionWithNetwork()
    let build = """
      s = schedule.build(
        { { last = 'stem.copy', tile = { rows = 1 } } },
        { copies = { 'stem' }, groups = { ['one.depthwise'] = { 3, 5 } } })
      """
    #expect(answer(build, in: session) == "")
    #expect(
      answer(build.replacing("3, 5", with: "4, 5"), in: session)
        .hasPrefix("error: input:1: groups of 4, 5 channels of one.depthwise; expected two or more"))
    #expect(
      answer("#schedule.check(s), s.copies[1], s.groups['one.depthwise'][1]", in: session) == "0\nstem\n3")
    #expect(
      answer(
        "for _, stage in ipairs(s.stages) do if stage.last == 'one.expand.2' then return 'there' end end",
        in: session)
        == "there")
    #expect(
      answer("schedule.build({}, { copies = { 'stm' } })", in: session)
        == "error: input:1: there is no tensor named stm; did you mean \"stem\"?")
    #expect(
      answer("schedule.build({}, { copies = { 1 } })", in: session).contains("'copies[1]' is an integer"))
    #expect(answer("schedule.build({}, { copy = {} })", in: session).contains("unknown field"))
  }

  @Test func differencesAreNamed() {
    let session = sessionWithNetwork()
    let lines = """
      local a = schedule.build { { last = 'one.add', tile = 2, keep = 'xy' } }
      local b = schedule.build { { last = 'one.add', tile = { rows = 1 }, keep = 'xy' } }
      b.stages[1].order = 'pull'
      return table.concat(schedule.diff(a, b), '\\n'), #schedule.diff(a, a)
      """
    #expect(
      answer(lines, in: session) == """
        + stages[1].order = pull
        - stages[1].tile.columns = 2
        - stages[1].tile.rows = 2
        + stages[1].tile.rows = 1
        0
        """)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func schedulesComeBackFromYAML(_ seed: UInt64) throws {
    let graph = try RandomGraph.make(seed: seed).normalised().graph
    var random = SplitMix64(seed: seed)
    let schedule = RandomSchedule.make(graph, &random)
    #expect(try Schedule(yaml: schedule.yaml, file: "s.yaml") == schedule)
  }

  @Test(arguments: [
    ("schedule.from_yaml('[1]')", "error: input:1: schedule.yaml:1: the schedule has no 'stages'"),
    ("schedule.from_yaml('a: [')", "error: input:1: schedule.yaml:2:1: not YAML"),
    (
      "schedule.from_yaml('stages:\\n  - { lst: a }')",
      "error: input:1: schedule.yaml:1: the stage has no 'stages.last'; expected a string; schedule.yaml:2: unknown"
    ),
  ])
  func wrongYAMLIsRefused(_ text: String, _ start: String) {
    #expect(answer(text, in: session()).hasPrefix(start))
  }

  @Test func planningAndMemoryAgree() {
    let text = """
      local s = schedule.build { { last = 'one.add', tile = 2, keep = 'xy' } }
      local estimate, placement = planner.evaluate(s), memory.place(s)
      local peak, rows = 0, 0
      for _, buffer in ipairs(placement.buffers) do peak = math.max(peak, buffer.offset + buffer.bytes) end
      for _, life in ipairs(memory.lifetimes(s)) do rows = rows + #life.rows end
      return estimate.peak == placement.peak, peak <= placement.peak, memory.bound(s) <= peak, rows > 0,
        memory.map(s):match('^placement peak %d+') == 'placement peak ' .. peak, placement.fits
      """
    #expect(answer(text, in: sessionWithNetwork()) == "true\ntrue\ntrue\ntrue\ntrue\ntrue")
  }

  @Test func runsAreTheSameForEverySchedule() {
    let text = """
      local a = schedule.build {}
      local b = schedule.build { { last = 'one.add', tile = 2, keep = 'xy' } }
      local first, second = simulator.run(a), simulator.run(b, { guarded = true })
      local counts = simulator.counts(b)
      return first.outputs[1].sha256 == second.outputs[1].sha256, #first.outputs[1].values,
        simulator.trace(a) == simulator.trace(b), simulator.verify(b), counts.steps == second.steps,
        counts.operators[1].calls
      """
    #expect(answer(text, in: sessionWithNetwork()) == "true\n2\nfalse\ntrue\ntrue\n10")
  }

  @Test(arguments: [
    (
      "planner.evaluate { stages = {} }",
      "error: input:1: there is no network at hand; choose one with network.use"
    ),
    ("network.use('mcunet-vww1', { input = 'stream' })", "error: input:1: 'input' is 'stream'; expected"),
    ("network.use('mcunet-vww1', { budget = { ram = 1 } })", "error: input:1: the budget names a memory ram"),
    ("network.build { layers = 3 }", "error: input:1: description:"),
    ("report.json { 1, a = 2 }", "error: input:1: a table with both elements and fields has no form in JSON"),
    ("report.table({ 'a' }, { { 1, 2 } })", "error: input:1: bad argument #2 'rows' to report.table: row 1 "),
    ("plugins.policy('streamnet-2')", "error: input:1: there is no policy named"),
  ])
  func misuseIsNamed(_ text: String, _ start: String) {
    let shown = answer(text, in: session())
    #expect(shown.hasPrefix(start), "\(shown)")
  }

  @Test(arguments: [
    ("report.table({ 'name', 'n' }, { { 'a', 1 }, { 'b', 22 } })", "name   n\na      1\nb     22"),
    ("report.csv({ 'name', 'n' }, { { 'a,b', 1 } })", "name,n\n\"a,b\",1"),
    ("report.json({ a = { 1, 2.5, true }, b = {} }, true)", "{\"a\":[1,2.5,true],\"b\":{}}"),
    ("report.size(78080)", "76.3 KiB"),
    ("report.pretty({ 1, 'x', { y = print } })", "{ 1, \"x\", { y = function } }"),
    ("board.get('rv32imc').core, #board.list() > 3", "rv32imc\ntrue"),
  ])
  func reportsAndBoards(_ text: String, _ shown: String) {
    #expect(answer(text, in: session()) == shown)
  }

  @Test func policiesAreAsked() {
    let session = sessionWithNetwork()
    #expect(answer("plugins.policy('layer-wise'):schedule()", in: session).contains("one.depthwise"))
    #expect(
      answer("plugins.policy('patch'):schedule { tile = 99999 }", in: session)
        == "nil\noption tile of policy patch is \"99999\"")
  }
}
