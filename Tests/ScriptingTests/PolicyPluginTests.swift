import Glibc
import Scripting
import Support
import Testing

/// Policies and boards that are written to a folder and asked through a session.
@Suite struct PolicyPluginTests {
  /// What the console answers where the folder has these files; the small network is at hand.
  private func answer(_ text: String, _ files: [String: String], limits: LuaLimits = LuaLimits()) throws
    -> String
  {
    let folder = "/tmp/streamnet-plugins-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    defer { for name in files.keys { unlink(Files.join(folder, name)) } }
    for (name, text) in files {
      try Files.createDirectories(Files.folder(of: Files.join(folder, name)))
      try Files.write(text, to: Files.join(folder, name))
    }
    let session = session(folders: [folder], limits: limits)
    #expect(ScriptingTests.answer(small, in: session) == "")
    return ScriptingTests.answer(text, in: session).replacing(folder, with: "")
  }

  private func policy(_ name: String, _ body: String, _ head: String = "") -> [String: String] {
    [
      "policies/\(name).lua": """
      \(head)
      return { kind = "policy", name = "\(name)", version = "1", api = "1", description = "d",
        schedule = function(graph, target, options)
      \(body)
        end }
      """
    ]
  }

  private static let ask = "schedule.text(assert(plugins.policy('p'):schedule()))"

  /// Of candidates that fit the one with the least work, else the lowest.
  @Test(arguments: [("", "4 4"), (", budget = { sram = 900 }", "1 1"), (", budget = { sram = 10 }", "1 1")])
  func candidatesAreChosenByBudget(_ budget: String, _ tile: String) throws {
    let files = policy(
      "p",
      """
      local list = {}
      for _, tile in ipairs { 1, 4 } do
        list[#list + 1] = schedule.build { { last = "one.add", tile = tile, keep = tile == 1 and "none" or "xy" } }
      end
      return list
      """)
    let text = """
      (function()
        network.use(graph, { input = "resident"\(budget) })
        local tile = assert(plugins.policy("p"):schedule()).stages[1].tile
        return tile.rows .. " " .. tile.columns
      end)()
      """
    #expect(try answer(text, files) == tile)
  }

  @Test(arguments: [
    ("return { 1 }", "candidate 1 of policy p is an integer"),
    ("return { { stages = {} } }", "no stage holds the operators from stem on"),
    ("return {}", "the schedule has no 'stages'"),
    ("local t = {} for i = 1, 10001 do t[i] = {} end return t", "policy p returns 10001 candidates"),
  ])
  func wrongCandidatesAreRefused(_ body: String, _ message: String) throws {
    #expect(try answer("select(2, plugins.policy('p'):schedule())", policy("p", body)) == message)
  }

  /// What a policy draws does not depend on what was drawn before.
  @Test func randomNumbersBeginAnew() throws {
    let files = policy("p", "return nil, tostring(math.random(1 << 40))")
    let text = """
      (function()
        local p = plugins.policy("p")
        local first = select(2, p:schedule())
        return first == select(2, p:schedule()) and first == select(2, plugins.policy("p"):schedule()), #first > 20
      end)()
      """
    #expect(try answer(text, files) == "true\ntrue")
  }

  @Test func policiesWrapOthers() throws {
    let files = policy("p", "return plugins.policy('q'):schedule { tile = 2 }").merging(
      policy("q", "return nil, 'tile ' .. tostring(options.tile)")
    ) { $1 }
    #expect(
      try answer("select(2, plugins.policy('p'):schedule())", files)
        == "policy p does not apply: there is no option of policy q named tile")
    let layers = policy("p", "return plugins.policy('layer-wise'):schedule()")
    #expect(try answer("#plugins.policy('p'):schedule().stages", layers) == "8")
  }

  /// Work that is done for a policy ends it as its own would.
  @Test(arguments: [
    ("return plugins.policy('p'):schedule()", "plug-ins ask each other more than 8 deep"),
    ("while true do plugins.policy('q'):schedule() end", "the limit of 3000000 instructions is reached"),
    (
      "local s = schedule.build {} while true do simulator.run(s) end",
      "the limit of 3000000 instructions is reached"
    ),
    (
      "local s = schedule.build {} while true do pcall(simulator.verify, s) end",
      "the limit of 3000000 instructions is"
    ),
    (
      "while true do pcall(network.build, { name = 'a', input = { name = 'i', shape = { 8, 8, 3 } }, layers = { { relu = {} } } }) end",
      "the limit of 3000000 instructions is reached"
    ),
    ("while true do pcall(board.get, 'rv32imc') end", "the limit of 3000000 instructions is"),
    (
      "local t = {} while true do t[#t + 1] = plugins.policy('q') end", "the limit of 3000000 instructions is"
    ),
    ("local t = {} t.t = t return t", "result: t: the table contains itself"),
    ("local s = {} s.stages = { s } return s", "result: stages[1]: the table contains itself"),
    ("return { stages = { { last = 'stem', tile = 1e300 } } }", "'stages.tile' is a number"),
    ("return { stages = { { last = 'stem', tile = 0/0 } } }", "'stages.tile' is a number"),
    (
      "return nil, select(2, planner.evaluate { stages = { { last = 'stem', tile = math.maxinteger } } })",
      "no stage holds the operators from one.expand on"
    ),
    ("planner.progress(0/0, 1)", "bad argument #1 'done' to planner.progress: expected a finite number"),
    (
      "return planner.stage('stem', { last = 'stem', tile = { rows = math.mininteger } })",
      "'tile.rows' is -9223372036854775808; expected at least 1"
    ),
    (
      "graph:region('stem', { 1, math.maxinteger }, { 1, 1 }, 'image')",
      "bad argument #2 'rows' to graph:region: expected { first, last } within 1 and 6"
    ),
    (
      "planner.stages { first = 1, last = 2, rows = { 0/0 }, columns = 1, keep = 'x' }",
      "'rows'[1] is a number, expected an integer of 1 or more"
    ),
    (
      "planner.stages { first = 1, last = { 1, 2 }, rows = { 1 }, columns = 1, keep = 'x' }",
      "columns have 2, 1 rows; expected as many each"
    ),
    (
      "planner.stages { first = 0, last = 2, rows = 1, columns = 1, keep = 'x' }",
      "'first' is an integer, expected the name or the index of an operator"
    ),
    ("planner.stages { first = 1, last = 2, rows = 1, columns = 1 }", "the columns have no 'keep'"),
    (
      "local s = planner.stages { first = 1, last = 2, rows = math.maxinteger, columns = math.maxinteger, keep = 'xy' } "
        + "return nil, tostring(s.macs[1]) .. tostring(next(s.bytes))",
      "does not apply: "
    ),
    (
      "local t = {} for i = 1, 1e5 do t[i] = 1 end while true do "
        + "pcall(planner.stages, { first = t, last = 6, rows = t, columns = t, keep = 'none' }) end",
      "the limit of 3000000 instructions is"
    ),
    ("network.use('small')", "a plug-in's network is the one it is called for"),
    ("error({ 1 })", "an error was raised with a table as its message"),
    (
      "error(setmetatable({}, { __tostring = function() while true do end end }))",
      "the limit of 3000000 instructions is"
    ),
    ("return nil, {}", "policy p returns nothing"),
    ("return schedule", "the schedule has no 'stages'"),
    (
      "for _ = 1, 1e9 do report.table({ 'a' }, { { ('x'):rep(1e6) } }) end",
      "the limit of 3000000 instructions is"
    ),
    ("schedule.from_yaml(('['):rep(1e5))", "schedule.yaml:1:"),
    ("setmetatable(_G, { __index = function(t, k) return t[k .. 'x'] end }) return y", "C stack overflow"),
  ])
  func hostilePoliciesEndCleanly(_ body: String, _ message: String) throws {
    var limits = LuaLimits()
    limits.instructions = 3_000_000
    let files = policy("p", body).merging(policy("q", "for _ = 1, 1e5 do end return nil, ''")) { $1 }
    let shown = try answer("select(2, plugins.policy('p'):schedule())", files, limits: limits)
    #expect(shown.contains(message) && !shown.contains("0x") && !shown.contains("\n"), "\(shown)")
  }

  private func board(_ fields: String) -> [String: String] {
    [
      "boards/b.lua":
        "return { kind = 'board', name = 'b', version = '1', api = '1', description = 'd',\n\(fields) }"
    ]
  }

  @Test(arguments: [
    ("extends = 'stm32f767zi'", "{ 512, 2048, \"cortex-m7\", 216000000 }"),
    (
      "extends = 'stm32f767zi', clock = '180 MHz', memories = { { name = 'sram', size = '64K' } }",
      "{ 64, 2048, \"cortex-m7\", 180000000 }"
    ),
    (
      "extends = 'stm32f767zi', memories = { { name = 'flash', size = 1048576 } }",
      "{ 512, 1024, \"cortex-m7\", 216000000 }"
    ),
    ("extends = 'stm32f767zi', core = 'cortex-m4'", "{ 512, 2048, \"cortex-m4\", 216000000 }"),
  ])
  func boardsExtendOthers(_ fields: String, _ shown: String) throws {
    let text = """
      (function()
        local b = board.get("b")
        return { b.memories[1].size // 1024, b.memories[2].size // 1024, b.core, b.clock }
      end)()
      """
    #expect(try answer(text, board(fields)) == shown)
  }

  @Test(arguments: [
    (
      "extends = 'stm32f767z'",
      "/boards/b.lua:2: the board it extends cannot be used: there is no board named"
    ),
    ("extends = 'b'", "plug-ins ask each other more than 8 deep"),
    (
      "extends = 'rv32imc', clock = '0 MHz'",
      "/boards/b.lua:2: 'clock' is \"0 MHz\"; expected a whole number of Hz"
    ),
    ("extends = 'rv32imc', clock = '99999999999999999999 GHz'", "'clock' is "),
    ("extends = 'rv32imc', clock = 10000000001", "'clock' is 10000000001; expected 1 to 10000000000"),
    ("extends = 'rv32imc', memories = { { name = 'sram', size = 0 } }", "sram is to have 0 bytes"),
    (
      "extends = 'rv32imc', memories = { { name = 'sram', size = '8G' } }", "sram is to have 8589934592 bytes"
    ),
    (
      "extends = 'rv32imc', memories = { { name = 'sram', size = '64Q' } }",
      "'memories.size' is \"64Q\"; expected a size"
    ),
    (
      "extends = 'rv32imc', memories = { { name = 'more', kind = 'ram', size = '64K' } }",
      "the memory has no 'memories.address'"
    ),
    (
      "extends = 'rv32imc', memories = { { name = 'more', kind = 'ram', address = 0x80800000, size = '64K' } }",
      "sram and more overlap"
    ),
    (
      "extends = 'rv32imc', memories = { { name = 'sram' }, { name = 'sram' } }", "two memories have one name"
    ),
    (
      "extends = 'rv32imc', emulator = 'mps2-an38'",
      "there is no emulated machine named \"mps2-an38\"; expected mps2"
    ),
    (
      "extends = 'rv32imc', compiler = 'clang'", "'compiler' is \"clang\"; expected a name that ends with gcc"
    ),
    ("extends = 7", "'extends' is an integer; expected a string"),
  ])
  func wrongBoardsAreRefused(_ fields: String, _ message: String) throws {
    let shown = try answer("board.get('b')", board(fields))
    #expect(shown.contains(message), "\(shown)")
  }
}
