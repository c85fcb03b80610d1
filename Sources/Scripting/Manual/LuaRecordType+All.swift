extension LuaRecordType {
  /// The tables that functions take and give, in alphabetical order.
  static let all: [LuaRecordType] = [
    LuaRecordType(
      "board", "A board; sizes are bytes.",
      [
        .init("name", "string", "Its name."), .init("description", "string", "What it is."),
        .init("core", "string", "Its core, as compilers name it."), .init("clock", "integer", "Hz."),
        .init("features", "string[]", "What the core can do beyond the least of its kind."),
        .init("memories", "memory_region[]", "Its memories; buffers lie in the first of kind ram."),
        .init("emulator", "string?", "The emulated machine that stands for it."),
      ]),
    LuaRecordType(
      "buffer", "Memory for the rows of one tensor, at its place.",
      [
        .init("name", "string", "The tensor."),
        .init(
          "kind", "\"tensor\" | \"ring\" | \"window\"", "Whole, the latest rows, or some columns of them."),
        .init("bytes", "integer", "Its size."), .init("region", "string", "The memory it lies in."),
        .init("offset", "integer", "Where it begins there."),
        .init("first_step", "integer", "The first step in which a row of it lives, from 0."),
        .init("last_step", "integer", "The last."),
      ]),
    LuaRecordType(
      "counts", "What a run does.",
      [
        .init("steps", "integer", "Kernel calls, rows of a streamed input and moves."),
        .init("fetches", "integer", "Rows of a streamed input."),
        .init("moves", "integer", "What else happens to memory: windows move, rows are saved."),
        .init("macs", "integer", "Multiply-accumulates."),
        .init("valid_macs", "integer", "Those inside the tensors."),
        .init(
          "operators", "{ name: string, calls: integer, macs: integer, valid_macs: integer }[]",
          "The same of each operator."),
      ]),
    LuaRecordType(
      "cut", "A place where a stage may end.",
      [
        .init("after", "operator", "The last operator before it."),
        .init("crossing", "tensor[]", "The tensors that live across it."),
        .init("narrow", "boolean", "Whether a single one does."),
      ]),
    LuaRecordType(
      "estimate", "What a stage or a schedule costs.",
      [
        .init("peak", "integer", "Bytes of working memory."),
        .init("bound", "integer", "Bytes below which no placement goes."),
        .init("macs", "integer", "Multiply-accumulates, padding and repetitions included."),
        .init("valid_macs", "integer", "Those inside the tensors."), .init("steps", "integer", "Steps."),
        .init("cost", "integer", "Instructions, by the board's cost model."),
      ]),
    LuaRecordType(
      "extent", "A size along both axes.",
      [.init("rows", "integer", "Along the rows."), .init("columns", "integer", "Along the columns.")]),
    LuaRecordType(
      "finding", "What is wrong with a schedule.",
      [
        .init("message", "string", "What is wrong."), .init("expected", "string?", "What would be right."),
        .init("hint", "string?", "What to try."),
      ]),
    LuaRecordType(
      "found_schedule", "A schedule that a search found.",
      [
        .init("schedule", "schedule", "It."),
        .init("peak", "integer", "Bytes of working memory, placed exactly."),
        .init("bound", "integer", "Bytes that no schedule searched for is below, as far as was proved."),
        .init("macs", "integer", "Multiply-accumulates, padding and repetitions included."),
        .init("cost", "integer", "Instructions, by the board's cost model."),
      ]),
    LuaRecordType(
      "inner_stage", "A run of operators inside a stage that is pulled as one.",
      [
        .init("first", "string", "Its first operator."), .init("last", "string", "Its last operator."),
        .init(
          "tile", "integer | { rows: integer?, columns: integer? } | nil",
          "Rows that one pull makes, and columns that are computed together."),
      ]),
    LuaRecordType(
      "lifetime", "When a buffer lives.",
      [
        .init("name", "string", "The tensor."),
        .init("kind", "\"tensor\" | \"ring\" | \"window\"", "As of a buffer."),
        .init("bytes", "integer", "Its size."),
        .init("slots", "integer", "Rows that have memory of their own at one time."),
        .init("row_bytes", "integer", "Bytes of a row."),
        .init(
          "rows", "integer[][]", "Of each row the first and the last moment; empty for rows that never live."),
      ]),
    LuaRecordType(
      "memory_region", "A memory of a board.",
      [
        .init("name", "string", "Its name."), .init("kind", "\"ram\" | \"flash\"", "Its kind."),
        .init("address", "integer", "Where it begins."), .init("size", "integer", "Bytes."),
        .init("wait_states", "integer", "Cycles that an access waits."),
      ]),
    LuaRecordType(
      "operator_input", "An operand for testing.operator.",
      [
        .init("rows", "integer", "Its rows."), .init("columns", "integer", "Its columns."),
        .init("channels", "integer", "Its channels."), .init("values", "integer[]", "From -128 to 127."),
        .init("scale", "number?", "Of operand and result; 1 where left out."),
        .init("options", "integer[]?", "The file's bytes of attributes."),
      ]),
    LuaRecordType(
      "placement", "A place for every buffer.",
      [
        .init("peak", "integer", "The end of the highest: the size of the arena."),
        .init("bound", "integer", "The most bytes that live at one moment."),
        .init("fits", "boolean", "Whether it fits the budget."),
        .init("peak_operator", "string", "The operator that runs at the peak."),
        .init("buffers", "buffer[]", "The buffers."),
      ]),
    LuaRecordType(
      "planner_front_settings", "What a front covers; every field may be left out.",
      [
        .init("highest", "integer?", "The peak it begins at; that of running layer by layer where left out."),
        .init(
          "resolution", "number?", "How far, as a share, each peak asked for is below the one before; 0.02."),
        .init("effort", "integer?", "How many times the nodes of two searches it may take; 10."),
      ]),
    LuaRecordType(
      "planner_goal", "What a search is for; every field may be left out.",
      [
        .init(
          "budget", "integer?", "The bytes that a schedule of least cost may need; the least bytes without."),
        .init("max_work", "number?", "How many times the work of running layer by layer it may take; 1."),
      ]),
    LuaRecordType(
      "planner_settings", "How stages and schedules are judged.",
      [.init("placement", "\"greedy\" | \"exact\" | nil", "How buffers are placed; greedily where left out.")]
    ),
    LuaRecordType(
      "region", "A part of a tensor, from 1.",
      [
        .init("rows", "integer[]", "The first and the last row."),
        .init("columns", "integer[]", "The first and the last column."),
      ]),
    LuaRecordType(
      "run", "One inference.",
      [
        .init(
          "outputs", "{ name: string, type: string, sha256: string, values: integer[] }[]",
          "The outputs; of each at most 4096 values."),
        .init("steps", "integer", "Steps."), .init("peak", "integer", "Bytes of working memory."),
      ]),
    LuaRecordType(
      "run_options", "What a run is given; every field may be left out.",
      [
        .init("data", "string?", "noise:SEED or smooth; noise:1 where left out."),
        .init("guarded", "boolean?", "Whether the owner of every byte is checked."),
      ]),
    LuaRecordType(
      "schedule", "In what order and in what pieces a network is computed: what a policy returns.",
      [.init("graph", "string?", "The hash of the graph it is for; any where left out.")] + variantFields + [
        .init("stages", "stage[]", "The stages, which hold every operator once, in order.")
      ]),
    LuaRecordType(
      "stage", "A run of operators, executed tile by tile over the output of the last.",
      [
        .init("last", "string", "Its last operator."),
        .init(
          "tile", "integer | { rows: integer?, columns: integer? } | nil",
          "Rows and columns of the output made together; one number for squares, everything where left out."),
        .init(
          "keep", "table<string, \"none\" | \"x\" | \"y\" | \"xy\"> | nil",
          "What each tensor inside keeps for the tiles to the right (x) and below (y); none where left out."),
        .init(
          "order", "\"operator\" | \"pull\" | nil",
          "One operator after the other in each tile, or rows made one at a time when their reader lacks them."
        ),
        .init(
          "work", "\"clipped\" | \"uniform\" | nil",
          "Tiles at the edges compute what lies inside, or as much as any other."),
        .init(
          "scan", "\"down\" | \"up\" | \"columns\" | nil",
          "Rows of tiles from the top or from the bottom, or columns of tiles from the left."),
        .init("burst", "integer?", "Rows that one pull makes; 1 where left out."),
        .init(
          "region", "table<string, string> | nil",
          "The memory of the board that a tensor lies in; where there is room where left out."),
        .init(
          "inner", "inner_stage[]?", "Runs of its operators that are pulled as one, in tiles of their own."),
      ]),
    LuaRecordType(
      "stage_columns", "Candidates of planner.stages: lists of one length, or one value for all.",
      [
        .init("first", "string | integer | (string | integer)[]", "First operators, by name or index."),
        .init("last", "string | integer | (string | integer)[]", "Last operators, by name or index."),
        .init("rows", "integer | integer[]", "Rows of a tile; more than there are stand for all."),
        .init("columns", "integer | integer[]", "Columns of a tile."),
        .init("keep", "string | string[]", "What every tensor inside keeps: none, x, y or xy."),
      ]),
    LuaRecordType(
      "stage_scores", "What candidates cost, a value each; false for those that are no stages.",
      [
        .init("macs", "(integer | boolean)[]", "Multiply-accumulates, padding and repetitions included."),
        .init("valid_macs", "(integer | boolean)[]", "Those inside the tensors."),
        .init(
          "bytes", "(integer | boolean)[]", "The sizes of all buffers; buffers that share lower the peak."),
      ]),
    LuaRecordType(
      "target", "What a schedule is for.",
      [
        .init("board", "board", "The board."),
        .init("budget", "table<string, integer>", "Bytes that may be used, by memory."),
        .init("input", "\"resident\" | \"streamed\"", "How the input arrives."),
        .init("placement", "\"greedy\" | \"exact\"", "How the plan's buffers will be placed."),
      ]),
    LuaRecordType(
      "use_options", "What a network is to be planned for; every field may be left out.",
      [
        .init("board", "string?", "A board by name or path; that at hand where left out."),
        .init("input", "\"resident\" | \"streamed\" | nil", "How the input arrives."),
        .init("placement", "string?", "The method of placement."),
        .init(
          "budget", "table<string, integer | string> | nil", "Bytes by memory, such as { sram = \"96K\" }."),
      ]),
    LuaRecordType(
      "variant", "Other operators that compute the same bytes; every field may be left out.",
      variantFields),
  ]

  /// What is different in the graph that a schedule's stages are of.
  private static let variantFields: [Field] = [
    .init(
      "groups", "table<string, integer[]> | nil",
      "Filters that run in groups of channels, each with the channels of its groups: of a filter f and p, "
        + "which makes what it reads, stages name p.1, f.1, p.2, f.2 and so on, then f, which puts f.1, f.2 "
        + "and so on side by side."),
    .init(
      "copies", "string[]?",
      "Tensors that operators read as copies: of a tensor t stages name t.copy, an operator before the first "
        + "of its readers, which can keep rows of it in a window and a ring of its own."),
  ]
}
