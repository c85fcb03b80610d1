import Scripting
import Support
import Testing

@Suite struct LuaFieldsTests {
  private func fields(_ text: String) throws -> LuaFields {
    guard case .table(let table)? = try LuaState().run(text, path: "board.lua").first else {
      throw LuaError("no table")
    }
    return LuaFields(table, of: "board", in: LuaSource(path: "board.lua", text: text))
  }

  @Test func readsWhatIsThere() throws {
    let fields = try fields(
      """
      return { name = "m7", clock = 216e6, wait = 0.5, big = false, kind = "board",
        flags = { "-O2", "-g" }, cost = function() end, memory = { sram = { bytes = 1024 } } }
      """)
    #expect(fields.string("name") == "m7")
    #expect(fields.integer("clock", in: 1...1_000_000_000) == 216_000_000)
    #expect(fields.number("wait", in: 0...1) == 0.5)
    #expect(fields.boolean("big") == false)
    #expect(fields.string("kind", oneOf: ["board", "policy"]) == "board")
    #expect(fields.strings("flags") == ["-O2", "-g"])
    _ = fields.function("cost")
    let memory = fields.table("memory", of: "memory map")
    let sram = memory.table("sram", of: "region")
    #expect(sram.integer("bytes", in: 0 ... .max) == 1024)
    #expect(sram.optional("address") { sram.integer($0) } == nil)
    try sram.finish()
    try memory.finish()
    try fields.finish()
  }

  @Test func notesEveryProblemWhereItStands() throws {
    let fields = try fields(
      """
      local name = 3 -- not this one
      return {
        nmae = "m7",
        clock = "fast", -- memory = 1
        wait = 0/0,
        kind = "polcy",
        flags = { "-O2", 3 },
        memory = {
          sram = { bytes = -1, adress = 0 },
        },
        1,
      }
      """)
    _ = fields.string("name")
    _ = fields.integer("clock")
    _ = fields.number("wait")
    _ = fields.string("kind", oneOf: ["board", "policy"])
    _ = fields.strings("flags")
    _ = fields.boolean("big")
    let memory = fields.table("memory", of: "memory map")
    let sram = memory.table("sram", of: "region")
    _ = sram.integer("bytes", in: 0 ... .max)
    _ = sram.optional("address") { sram.integer($0) }
    try sram.finish()
    try memory.finish()
    let error = #expect(throws: Diagnostics.self) { try fields.finish() }
    #expect(
      error?.description == """
        board.lua:2: the board has no 'name'; expected a string
        board.lua:4: 'clock' is a string; expected an integer
        board.lua:5: 'wait' is a number; expected a finite number
        board.lua:6: 'kind' is 'polcy'; expected board, policy; did you mean "policy"?
        board.lua:7: 'flags'[2] is an integer; expected a string
        board.lua:2: the board has no 'big'; expected true or false
        board.lua:9: 'memory.sram.bytes' is -1; expected at least 0
        board.lua:9: unknown field 'memory.sram.adress' of a region; did you mean "address"?
        board.lua:3: unknown field 'nmae' of a board; did you mean "name"?
        board.lua:2: a board has fields, but this one has elements without a name
        """)
  }

  @Test func aFieldSetElsewhereIsFound() throws {
    let text = "local board = {\n  name = 3,\n}\nboard.clock = 1\nreturn board\n"
    let source = LuaSource(path: "board.lua", text: text)
    #expect(source.location(of: ["name"]) == .file("board.lua", line: 2))
    #expect(source.location(of: ["unknown"]) == .file("board.lua", line: 5))
    #expect(LuaSource(path: "empty.lua", text: "").location(of: ["x"]) == .file("empty.lua", line: 1))
  }
}
