import Network

/// The walk over one stage: strip by strip, row of tiles by row of tiles, which unit makes which rows.
///
/// New rows that will lie in the ring of a unit's first result, not in its window, are made ahead of the run that
/// needs them, one at a time over the full width: so what they are made of need not be there all at once. That
/// happens at edges, where a run needs more new rows than one in the middle.
struct StageWalk {
  private let loop: StageLoop
  private let stage: Int
  private var strip = 0
  private var tileRow = 0
  private var enteredStrip = -1
  private var isCleared = false
  private var isInside = false
  /// What this strip needs of columns, and for each unit its tiles.
  private var columns = AxisPlan(0...0)
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
    columns = loop.plan(.columns, 0...loop.last, output: loop.strip(strip), done: nil)
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
      var run = UnitRun(
        stage: stage, unit: index, positions: unit.positions,
        rows: loop.plan(.rows, unit.positions, output: output, done: done), tiles: tiles[index],
        strip: strip, tileRow: tileRow)
      let ahead = loop.rowAhead(unit, run.rows)
      if let ahead { goAhead(with: ahead, &run) }
      if let producer = lacking(run) {
        index = loop.unit(of: producer)
        continue
      }
      if let fetch = fetch(run, &arrived) { return fetch }
      if ahead == nil { next[end] = output.upperBound }
      for position in ahead == nil ? unit.positions.dropLast() : run.positions[...] {
        done[position] = max(done[position], run.rows[position].needed.upperBound)
      }
      return .run(run)
    }
  }

  /// Leaves of a run one row of its first operator.
  private func goAhead(with row: Int, _ run: inout UnitRun) {
    let first = run.positions.lowerBound
    run.positions = first...first
    run.rows = loop.plan(.rows, run.positions, output: row..<row + 1, done: nil)
    var tile = AxisPlan(run.positions)
    tile[first] = columns[first]
    run.tiles = [tile]
  }

  /// A result of another unit that must have more rows before this run.
  private func lacking(_ run: UnitRun) -> Int? {
    for position in run.positions where !run.rows[position].fresh.isEmpty {
      for read in loop.reads[position] {
        guard let producer = read.producer, producer < run.positions.lowerBound else { continue }
        let needed = read.needed(.rows, run.rows[position].fresh).upperBound
        if next[producer] < min(needed, limit[producer]) { return producer }
      }
    }
    return nil
  }

  private func fetch(_ run: UnitRun, _ arrived: inout [TensorIndex: Int]) -> ProgramEvent? {
    for position in run.positions where !run.rows[position].fresh.isEmpty {
      for read in loop.reads[position] where read.isStreamed {
        let row = arrived[read.tensor]!
        if row < read.needed(.rows, run.rows[position].fresh).upperBound {
          arrived[read.tensor] = row + 1
          return .fetch(read.tensor, row: row)
        }
      }
    }
    return nil
  }
}

extension StageLoop {
  /// The next row that the first operator of a unit makes ahead of a run that needs these rows.
  func rowAhead(_ unit: Unit, _ rows: AxisPlan) -> Int? {
    let first = unit.positions.lowerBound
    let (needed, fresh) = rows[first]
    guard unit.positions.count > 1, keep[first] == .xy, storage[first].window != nil,
      storage[first].ringRows != 0, fresh.lowerBound < fresh.upperBound,
      fresh.lowerBound < storage[first].firstWindowRow(needed)
    else { return nil }
    return fresh.lowerBound
  }
}
