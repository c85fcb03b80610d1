import Network

/// The walk over one stage: strip by strip, row of tiles by row of tiles, which unit makes which rows.
struct StageWalk {
  private let loop: StageLoop
  private let stage: Int
  private var strip = 0
  private var tileRow = 0
  private var enteredStrip = -1
  private var isCleared = false
  private var isInside = false
  /// For each unit its tiles along the columns of this strip.
  private var tiles: [[AxisPlan]] = []
  /// Of each result how far its rows went in this strip.
  private var done: [Int] = []
  /// Of each unit's result the next row to make in this row of tiles, and behind the last.
  private var next: [Int]
  private var limit: [Int]

  init(_ loop: StageLoop, _ stage: Int) {
    self.loop = loop
    self.stage = stage
    next = Array(repeating: 0, count: loop.count)
    limit = next
  }

  /// The next event of the stage, nil behind its last.
  mutating func next(arrived: inout [TensorIndex: Int]) -> ProgramEvent? {
    if loop.addsUp, !isCleared {
      isCleared = true
      return .clear(loop.operators.upperBound)
    }
    while true {
      if tileRow == loop.tileRowCount { (strip, tileRow) = (strip + 1, 0) }
      guard strip < loop.stripCount else { return nil }
      if enteredStrip != strip { return enterStrip() }
      if !isInside { enterTiles() }
      if let event = pull(&arrived) { return event }
      tileRow += 1
      isInside = false
    }
  }

  private mutating func enterStrip() -> ProgramEvent {
    enteredStrip = strip
    done = Array(repeating: 0, count: loop.count)
    let columns = loop.plan(.columns, 0...loop.last, output: loop.strip(strip), done: nil)
    tiles = loop.units.map { loop.columnTiles($0, output: columns[$0.positions.upperBound].fresh) }
    return .strip(stage: stage, columns: columns)
  }

  private mutating func enterTiles() {
    let rows = loop.plan(.rows, 0...loop.last, output: loop.tileRow(tileRow), done: done)
    for (index, unit) in loop.units.enumerated() {
      let end = unit.positions.upperBound
      let (needed, fresh) = rows[end]
      next[end] = fresh.lowerBound
      limit[end] = tiles[index].isEmpty ? fresh.lowerBound : fresh.upperBound
      done[end] = max(done[end], needed.upperBound)
    }
    isInside = true
  }

  /// The next run of a unit that lacks nothing, from the last unit backwards, or a row that it waits for.
  private mutating func pull(_ arrived: inout [TensorIndex: Int]) -> ProgramEvent? {
    var index = loop.units.count - 1
    guard next[loop.last] < limit[loop.last] else { return nil }
    while true {
      let unit = loop.units[index]
      let end = unit.positions.upperBound
      let output = next[end]..<min(next[end] + unit.rows, limit[end])
      let plan = loop.plan(.rows, unit.positions, output: output, done: done)
      if let producer = lacking(unit, plan) {
        index = loop.unit(of: producer)
        continue
      }
      if let fetch = fetch(unit, plan, &arrived) { return fetch }
      next[end] = output.upperBound
      for position in unit.positions.dropLast() {
        done[position] = max(done[position], plan[position].needed.upperBound)
      }
      return .run(
        UnitRun(
          stage: stage, unit: index, rows: plan, tiles: tiles[index], strip: strip, tileRow: tileRow))
    }
  }

  /// A result of another unit that must have more rows before this run.
  private func lacking(_ unit: StageLoop.Unit, _ plan: AxisPlan) -> Int? {
    for position in unit.positions where !plan[position].fresh.isEmpty {
      for read in loop.reads[position] {
        guard let producer = read.producer, producer < unit.positions.lowerBound else { continue }
        let needed = read.needed(.rows, plan[position].fresh).upperBound
        if next[producer] < min(needed, limit[producer]) { return producer }
      }
    }
    return nil
  }

  private func fetch(
    _ unit: StageLoop.Unit, _ plan: AxisPlan, _ arrived: inout [TensorIndex: Int]
  ) -> ProgramEvent? {
    for position in unit.positions where !plan[position].fresh.isEmpty {
      for read in loop.reads[position] where read.isStreamed {
        let row = arrived[read.tensor]!
        if row < read.needed(.rows, plan[position].fresh).upperBound {
          arrived[read.tensor] = row + 1
          return .fetch(read.tensor, row: row)
        }
      }
    }
    return nil
  }
}
