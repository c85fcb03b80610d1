import CLuaBridge
import Planning

/// The candidates of `planner.stages`, row by row, and what they cost.
struct StageColumns {
  private let survey: StageSurvey
  private let columns: (first: LuaColumn, last: LuaColumn, rows: LuaColumn, width: LuaColumn, keep: LuaColumn)
  private let names: [String: Int]
  let count: Int

  /// - Throws: columns that are missing or of different lengths.
  init(_ call: LuaCall, _ planner: StagePlanner) throws {
    guard lua_type(call.stack.pointer, 1) == LUA_TTABLE else {
      throw call.error(1, "candidates", "expected a table of columns, got \(call.stack.kind(at: 1))")
    }
    survey = planner.survey
    func column(_ name: String) throws(LuaError) -> LuaColumn {
      try LuaColumn(name, ofTableAt: 1, on: call.stack)
    }
    columns = (
      try column("first"), try column("last"), try column("rows"), try column("columns"), try column("keep")
    )
    let lengths = [columns.first, columns.last, columns.rows, columns.width, columns.keep].compactMap(\.count)
    guard Set(lengths).count <= 1 else {
      throw LuaError(
        "columns have \(lengths.map(String.init).joined(separator: ", ")) rows; expected as many each")
    }
    count = lengths.first ?? 1
    names = Dictionary(
      planner.graph.operators.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Calls a function with what each candidate costs, nil for those that are no stages, and charges the work.
  ///
  /// - Throws: the first value that is not what its column holds.
  func forEach(_ call: LuaCall, _ body: (StageSurvey.Score?) -> Void) throws {
    var charged = survey.work
    var known: [UnsafeRawPointer: Int] = [:]
    var words: [UnsafeRawPointer: Stage.Keep] = [:]
    func index(_ column: LuaColumn, _ row: Int) throws(LuaError) -> Int {
      try column.choice(row, "the name or the index of an operator", &known) { number in
        number >= 1 && number <= survey.operatorCount ? number - 1 : nil
      } text: {
        names[$0]
      }
    }
    for row in 0..<count {
      if row % StageColumns.rowsOfACharge == 0 {
        call.charge(StageColumns.rowsOfACharge * StageColumns.costOfARow + survey.work - charged)
        charged = survey.work
        if call.isSpent { throw LuaError("the allowance of instructions is spent") }
      }
      let candidate = StageSurvey.Candidate(
        first: try index(columns.first, row), last: try index(columns.last, row),
        rows: try columns.rows.integer(row), columns: try columns.width.integer(row),
        keep: try columns.keep.choice(row, "none, x, y or xy", &words, number: { _ in nil }) {
          Stage.Keep(rawValue: $0)
        })
      body(survey.score(candidate))
    }
  }
}

extension StageColumns {
  /// After so many rows their work is charged, so that no call goes far beyond its allowance.
  fileprivate static let rowsOfACharge = 256
  /// Instructions in whose time a row is read.
  fileprivate static let costOfARow = 32
}

extension Workbench {
  /// `planner.stages`.
  func stageScores(_ call: LuaCall) throws -> LuaOutput {
    let candidates = try StageColumns(call, atHand().target.planner)
    var scores: [StageSurvey.Score?] = []
    scores.reserveCapacity(candidates.count)
    try candidates.forEach(call) { scores.append($0) }
    return .columns([
      ("macs", scores.map { $0?.macs.nominal }), ("valid_macs", scores.map { $0?.macs.valid }),
      ("bytes", scores.map { $0?.bytes }),
    ])
  }
}
