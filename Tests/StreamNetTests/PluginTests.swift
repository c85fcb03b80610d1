import Support
import Testing

/// Boards and policies are text that a user edits: nothing is compiled.
@Suite struct PluginTests {
  static let board = "plugins/boards/stm32f767zi.lua"
  static let policy = "plugins/policies/layer-wise.lua"
  /// What the board says of costs.
  static let figures = """
    convolution = 1.4, pointwise = 0.9, depthwise = 2, narrow = 0.4, output = 13,
        pooling = 2, elementwise = 14, copy = 5, call = 220, step = 1300,
    """

  /// A folder with a board or policy in it, some text of it replaced.
  func folder(_ source: String, as name: String, replacing old: String, by new: String) throws -> Folder {
    let folder = try tinyFolder()
    let parts = try Folder.text(source).splitOnce(old)
    try folder.write(parts.before + new + parts.after, to: name)
    return folder
  }

  @Test func aSmallerMemory() throws {
    let folder = try folder(Self.board, as: "boards/small.lua", replacing: "512K", by: "110")
    for arguments in [["--board", "boards/small.lua"], ["--board", "small", "--plugin-path", "."]] {
      let outcome = try Streamnet.run(["plan", "tiny.yaml"] + arguments, in: folder)
      #expect(
        outcome.complaints == [
          "does not fit sram: requires 120 bytes, 110 are available, 10 too many;"
            + " the peak is at tiny: stem (#1 CONV_2D \"stem\")",
          "at the peak live image (108 bytes), stem (12 of 36 bytes)",
          "would fit: --input streamed (80 bytes)", "would not fit: --policy row-stream (120 bytes)",
        ])
      #expect(outcome.code == 2)
    }
  }

  /// A board's figures make the estimates; what it leaves out takes the usual ones.
  @Test func costs() throws {
    func estimate(_ cost: String) throws -> Int? {
      let folder = try folder(
        Self.board, as: "board.lua", replacing: Self.figures, by: cost)
      let outcome = try Streamnet.run(["plan", "tiny.yaml", "--board", "board.lua", "--json"], in: folder)
      #expect(outcome.code == 0)
      return try outcome.json()["estimated_instructions"]?.integer
    }
    let free = "convolution = 0, depthwise = 0, pointwise = 0, pooling = 0, elementwise = 0, output = 0,"
    #expect(try estimate("\(free) copy = 0, call = 0, step = 7,") == 7 * 7)
    #expect(try estimate("\(free) copy = 0.5, call = 0, step = 0,") == 0)
    #expect(try estimate("\(free) call = 3, step = 0,") == 10 * 3)
    #expect(try estimate(free) == 10 * 210 + 7 * 1050)
    // A function instead of the table; what a board extends it keeps.
    let function = "function(name) return name == 'step' and 3 or 0 end,"
    func extended(_ cost: String) throws -> Int? {
      let folder = try tinyFolder()
      for (name, base, cost) in [("a", "stm32f767zi", function), ("b", "./a.lua", cost)] {
        try folder.write(
          "return { kind = 'board', name = '\(name)', version = '1', api = '1', description = 'd', "
            + "extends = '\(base)',\(cost.isEmpty ? "" : " cost = \(cost)") }", to: "\(name).lua")
      }
      let outcome = try Streamnet.run(["plan", "tiny.yaml", "--board", "b.lua", "--json"], in: folder)
      return try outcome.json()["estimated_instructions"]?.integer
    }
    #expect(try extended("") == 7 * 3)
    #expect(try extended("{ step = 5 },") == 7 * 5)
    #expect(try extended("function(_, usual) return usual * 2 end,") == 7 * 6)
  }

  @Test func anotherTile() throws {
    let folder = try folder(
      Self.policy, as: "policies/rows.lua", replacing: "{ last = operator.name }",
      by: "{ last = operator.name, tile = { rows = 1 } }")
    func steps(_ arguments: [String]) throws -> Int? {
      let outcome = try Streamnet.run(["plan", "tiny.yaml", "--json"] + arguments, in: folder)
      #expect(outcome.code == 0)
      return try outcome.json()["steps"]?.integer
    }
    #expect(try steps([]) == 7)
    #expect(try steps(["--policy", "policies/rows.lua"]) == 15)
    #expect(try steps(["--policy", "rows", "--plugin-path", "."]) == 15)
    let verified = try Streamnet.run(["verify", "tiny.yaml", "--policy", "policies/rows.lua"], in: folder)
    #expect(verified.code == 0)
  }

  /// A folder of the search path comes before StreamNet's own.
  @Test func theFirstOfAName() throws {
    let folder = try folder(Self.board, as: "boards/stm32f767zi.lua", replacing: "512K", by: "110")
    #expect(try Streamnet.run(["plan", "tiny.yaml"], in: folder).code == 0)
    #expect(try Streamnet.run(["plan", "tiny.yaml", "--plugin-path", "."], in: folder).code == 2)
    let list = try Streamnet.run(["boards", "--plugin-path", "."], in: folder)
    #expect(list.output.contains("sram 110 B"))
  }

  /// A recipe brings its own.
  @Test func besideTheRecipe() throws {
    let folder = try folder(
      Self.board, as: "work/plugins/boards/stm32f767zi.lua", replacing: "512K", by: "96")
    try folder.write("recipe: 1\nmodel: ../tiny.yaml\n", to: "work/r.yaml")
    #expect(try Streamnet.run(["plan", "work/r.yaml"], in: folder).code == 2)
    #expect(try Streamnet.run(["plan", "tiny.yaml"], in: folder).code == 0)
  }

  @Test(arguments: [
    (
      "clock = 216000000,", "clock = 216000000",
      [":12: '}' expected (to close '{' at line 3) near 'memories'"]
    ),
    (
      "core =", "cor =",
      [
        ":3: the plug-in has no 'core'; expected a string",
        ":9: unknown field 'cor' of a plug-in; did you mean \"core\"?",
      ]
    ),
    (
      "512K", "512Q",
      [
        ":14: 'memories.size' is \"512Q\"; expected a size in whole bytes such as 262144, 256K or 256KiB"
      ]
    ),
    (
      "cost = {", "cost = { step = -1, pooling = 1e7, pointwise = 'much', pontwise = 1 }, was = {",
      [
        ":27: 'cost.pointwise' is a string; expected a finite number",
        ":27: 'cost.pooling' is 10000000.0; expected 0.0 to 1000000.0",
        ":27: 'cost.step' is -1.0; expected 0.0 to 1000000.0",
        ":27: unknown field 'cost.pontwise' of a cost model; did you mean \"pointwise\"?",
        ":27: unknown field 'was' of a plug-in",
      ]
    ),
    (
      "api = \"1\"", "api = \"2\"",
      [
        ":7: the plug-in is for version \"2\" of the interface; expected version \"1\""
      ]
    ),
    (
      "kind = \"board\"", "kind = \"bord\"",
      [":4: 'kind' is 'bord'; expected board, policy, kernel, operator; did you mean \"board\"?"]
    ),
    ("return {", "local t = nil\nreturn t.x or {", [":4: attempt to index a nil value (local 't')"]),
  ])
  func brokenBoard(_ old: String, _ new: String, _ lines: [String]) throws {
    let folder = try folder(Self.board, as: "board.lua", replacing: old, by: new)
    try expectFailure(
      ["plan", "tiny.yaml", "--board", "board.lua"], in: folder, lines.map { "board.lua\($0)" })
  }

  /// A policy with this on the lines behind the first.
  func policy(_ body: String) throws -> Folder {
    let folder = try tinyFolder()
    let head =
      "return { kind = \"policy\", name = \"mine\", version = \"1\", api = \"1\", description = \"d\","
    try folder.write("\(head)\n\(body)\n}\n", to: "mine.lua")
    return folder
  }

  /// A policy may ask for a lower peak than the greedy one, and what no peak is below.
  @Test func estimates() throws {
    let folder = try CompareTests.folder()
    try folder.write(
      """
      return { kind = "policy", name = "asks", version = "1", api = "1", description = "d",
        schedule = function(graph)
          local stage = { last = "spread", tile = 1, keep = "xy" }
          local rest = { { last = "sum" }, { last = "pool.sum" }, { last = "pool" }, { last = "classes" } }
          local schedule = { stages = { stage, table.unpack(rest) } }
          local answers = {}
          for _, settings in ipairs({ {}, { placement = "greedy" }, { placement = "exact" } }) do
            local one, all = planner.stage("stem", stage, settings), nil
            stage.keep = { stem = "xy" }
            all = planner.evaluate(schedule, settings)
            stage.keep = "xy"
            for _, cost in ipairs({ one, all }) do
              answers[#answers + 1] = string.format("%d>=%d", cost.peak, cost.bound)
            end
          end
          return nil, table.concat(answers, " ")
        end }

      """, to: "asks.lua")
    try expectFailure(
      ["plan", "plain.yaml", "--policy", "asks.lua"], in: folder,
      ["asks.lua:2: policy asks does not apply: 156>=144 156>=144 156>=144 156>=144 156>=156 156>=156"])
  }

  @Test(arguments: [
    (
      "schedule = function(graph)\nplanner.stage('stem', { last = 'stem' }, { placement = 'exat' })\nend",
      [":3: 'placement' is 'exat'; expected greedy, exact; did you mean \"exact\"?"]
    ),
    ("schedule = function(graph, target\nreturn 1\nend", [":3: ')' expected near 'return'"]),
    (
      "schedule = function(graph)\nlocal x\nreturn x.y\nend", [":4: attempt to index a nil value (local 'x')"]
    ),
    ("schedule = function(graph)\nreturn graph.nosuch\nend", [":3: graph has no member 'nosuch'"]),
    ("schedule = function()\nerror('no such luck')\nend", [":3: no such luck"]),
    ("schedule = function()\nwhile true do end\nend", [":3: the limit of 200000000 instructions is reached"]),
    ("schedule = 7", [":2: 'schedule' is an integer; expected a function"]),
    (
      "schedul = function() end",
      [
        ":1: the plug-in has no 'schedule'; expected a function",
        ":2: unknown field 'schedul' of a plug-in; did you mean \"schedule\"?",
      ]
    ),
    ("schedule = function() return nil, 'too wide' end", [":2: policy mine does not apply: too wide"]),
    (
      "schedule = function() end",
      [
        ":2: policy mine returns nothing; expected a schedule, a list of them, or nil and a reason"
      ]
    ),
    (
      "schedule = function() return 7 end",
      [
        ":2: policy mine returns an integer; expected a schedule, a list of them, or nil and a reason"
      ]
    ),
    (
      "schedule = function() return { stages = { { last = 'stm' } } } end",
      [
        ":2: stage 1 (to stm): there is no operator named stm; did you mean \"stem\"?"
      ]
    ),
    (
      "schedule = function() return { stages = { { last = 'stem' } } } end",
      [
        ":2: no stage holds the operators from spread on; expected stages that hold every operator once"
      ]
    ),
    (
      "schedule = function() return { stages = { { last = 'spread', keep = { spread = 'x' } } } } end",
      [
        ":2: stage 1 (to spread): keep names spread, which is not inside the stage; expected a tensor made and read in it",
        ":2: stage 1 (to spread): stem is made inside and read by sum behind it; expected only the last tensor to leave the stage",
      ]
    ),
    (
      "schedule = function() return { graph = 'x', stages = { { last = 'stem' } } } end",
      [
        ":2: the schedule was made for another graph (x); expected 481e94aa23f4"
      ]
    ),
    (
      "schedule = function()\nreturn { stages = { { lst = 'stem' } } } end",
      [
        ":3: the stage has no 'stages.last'; expected a string",
        ":3: unknown field 'stages.lst' of a stage; did you mean \"last\"?",
      ]
    ),
    (
      "schedule = function()\nreturn { stages = { { last = 'stem', tile = 0 } } } end",
      [
        ":3: 'stages.tile' is 0; expected at least 1"
      ]
    ),
  ])
  func brokenPolicy(_ body: String, _ lines: [String]) throws {
    try expectFailure(
      ["plan", "tiny.yaml", "--policy", "mine.lua"], in: policy(body), lines.map { "mine.lua\($0)" })
  }

  static let withOption = """
    options = { n = { type = 'integer', default = 1, min = 1, max = 9, help = 'how many' } },
    schedule = function(graph, target, options) return nil, 'n is ' .. options.n end
    """

  @Test(arguments: [
    ([], "mine.lua:3: policy mine does not apply: n is 1"),
    (["--option", "n=5"], "mine.lua:3: policy mine does not apply: n is 5"),
    (["--option", "n=50"], "option n of policy mine is \"50\"; expected integer from 1 to 9"),
    (["--option", "n=x"], "option n of policy mine is \"x\"; expected integer from 1 to 9"),
    (["--option", "m=5"], "there is no option of policy mine named m"),
  ])
  func options(_ arguments: [String], _ line: String) throws {
    try expectFailure(
      ["plan", "tiny.yaml", "--policy", "mine.lua"] + arguments, in: policy(Self.withOption), [line])
  }

  @Test func notAPlugin() throws {
    let folder = try tinyFolder()
    let line = "x.lua: the file does not return one table; expected return { kind = ..., ... }"
    for text in ["", "return 5", "return {}, {}"] {
      try folder.write(text, to: "x.lua")
      try expectFailure(["plan", "tiny.yaml", "--policy", "x.lua"], in: folder, [line])
    }
  }
}

extension String {
  /// What stands before and behind a text that is in this one.
  func splitOnce(_ text: String) throws -> (before: String, after: String) {
    var start = startIndex
    while start < endIndex, !self[start...].hasPrefix(text) { start = index(after: start) }
    guard start < endIndex else { throw Diagnostics(Diagnostic("\(text) is not in the file")) }
    return (String(self[..<start]), String(self[start...].dropFirst(text.count)))
  }
}
