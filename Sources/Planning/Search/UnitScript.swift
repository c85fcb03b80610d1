import Network

/// What the units of a part do, run by run: the same whatever runs before, between and behind them.
///
/// A stage that pulls rows runs the units of its parts in an order that depends on all of them, but what one run
/// of a unit reads, makes and holds does not. So the runs of a part are found once for each of its forms, and a
/// stage is looked at by putting them in order (``StageOutline``).
struct PartScript: Sendable {
  var units: [UnitScript] = []

  /// The same runs where nothing is held inside units.
  var holdingNothing: PartScript {
    PartScript(
      units: units.map { unit in
        let runs = unit.runs.map { run in
          var run = run
          run.load = 0
          return run
        }
        return UnitScript(
          result: unit.result, rowBytes: unit.rowBytes, addsUp: unit.addsUp, runs: runs, reads: unit.reads,
          rings: [], overwritten: unit.overwritten, greatestBuffer: 0)
      })
  }
}

/// The runs of one unit, and what they hold.
final class UnitScript: Sendable {
  /// Rows of a tensor made outside the unit, in the direction of the scan.
  struct Read: Sendable {
    var tensor: TensorIndex
    var rows: Range<Int>
  }

  struct Run: Sendable {
    /// Positions in ``UnitScript/reads``.
    var reads: Range<Int>
    /// Rows of the unit's result; none where a row of its first operator goes ahead.
    var made: Range<Int>
    /// Rows that it writes: those, or the one that all runs add to.
    var written: Range<Int>
    /// Bytes of windows and scratch in use.
    var load: Int
  }

  /// A ring inside the unit.
  struct Ring: Sendable {
    var bytes: Int
    var rowBytes: Int
    var rows: [KeptRow]
  }

  /// A row kept inside the unit, from one run to another.
  struct KeptRow: Sendable {
    var start: Int
    var end: Int
    /// Whether another row takes its place in the run of its end.
    var isTakenOver: Bool
  }

  let result: TensorIndex
  /// Bytes of a row of it.
  let rowBytes: Int
  /// Whether all runs add to one row.
  let addsUp: Bool
  let runs: [Run]
  let reads: [Read]
  let rings: [Ring]
  /// Tensors that the result may be written over.
  let overwritten: [TensorIndex]
  /// The largest of its buffers.
  let greatestBuffer: Int
  let tables: Tables

  /// Runs and reads, to be read without being counted.
  struct Tables: @unchecked Sendable {
    let runs: UnsafePointer<Run>
    let reads: UnsafePointer<Read>
  }

  init(
    result: TensorIndex, rowBytes: Int, addsUp: Bool, runs: [Run], reads: [Read], rings: [Ring],
    overwritten: [TensorIndex], greatestBuffer: Int
  ) {
    self.result = result
    self.rowBytes = rowBytes
    self.addsUp = addsUp
    self.runs = runs
    self.reads = reads
    self.rings = rings
    self.overwritten = overwritten
    self.greatestBuffer = greatestBuffer
    tables = Tables(runs: .copy(of: runs), reads: .copy(of: reads))
  }

  deinit {
    tables.runs.deallocate()
    tables.reads.deallocate()
  }
}

extension Program {
  /// The runs of the units of a loop over all of its output.
  ///
  /// - Parameters:
  ///   - loop: one row of tiles of full width, and everything pulled.
  ///   - names: what tensors count as, those left out as themselves.
  func script(_ loop: StageLoop, naming names: [TensorIndex: TensorIndex] = [:]) -> PartScript {
    let strip = loop.plan(.columns, 0...loop.last, output: 0..<loop.grid.columns, done: nil)
    let rows = loop.plan(
      .rows, 0...loop.last, output: 0..<loop.grid.rows, done: Array(repeating: 0, count: loop.count))
    var script = PartScript()
    for unit in loop.units {
      let end = unit.positions.upperBound
      script.units.append(
        self.script(unit, loop, strip, fresh: rows[end].fresh, naming: names))
    }
    return script
  }

  private func script(
    _ unit: StageLoop.Unit, _ loop: StageLoop, _ strip: AxisPlan, fresh: Range<Int>,
    naming names: [TensorIndex: TensorIndex]
  ) -> UnitScript {
    let end = unit.positions.upperBound
    let tiles = loop.columnTiles(unit, output: strip[end].fresh)
    let result = graph.operators[loop.operators.lowerBound + end].outputs[0]
    let output = graph.tensors[result]
    let addsUp = loop.addsUp && end == loop.last
    var runs: [UnitScript.Run] = []
    var reads: [UnitScript.Read] = []
    let held = UnitLoad(unit, loop, self)
    var lives = KeptLives(loop)
    var done = [Int](repeating: 0, count: loop.count)
    var next = tiles.isEmpty ? fresh.upperBound : fresh.lowerBound
    while next < fresh.upperBound {
      let made = next..<min(next + unit.rows, fresh.upperBound)
      var rows = loop.plan(.rows, unit.positions, output: made, done: done)
      var positions = unit.positions
      let ahead = loop.rowAhead(unit, rows)
      if let ahead {
        positions = positions.lowerBound...positions.lowerBound
        rows = loop.plan(.rows, positions, output: ahead..<ahead + 1, done: nil)
      }
      let index = runs.count
      let begin = reads.count
      var load = 0
      for position in positions {
        let (needed, fresh) = rows[position]
        if !fresh.isEmpty {
          for read in loop.reads[position] where read.producer.map({ !positions.contains($0) }) ?? true {
            reads.append(
              UnitScript.Read(tensor: names[read.tensor] ?? read.tensor, rows: read.needed(.rows, fresh)))
          }
        }
        if ahead != nil {
          lives.write(position, fresh, run: index)
        } else if position < end, !needed.isEmpty {
          lives.touch(position, needed, fresh, run: index)
        }
        load += held.bytes(position, needed, fresh, isAhead: ahead != nil)
      }
      let finished = ahead == nil ? made : 0..<0
      runs.append(
        UnitScript.Run(
          reads: begin..<reads.count, made: finished, written: addsUp ? 0..<1 : finished, load: load))
      if ahead == nil { next = made.upperBound }
      for position in ahead == nil ? unit.positions.dropLast() : positions[...] {
        done[position] = max(done[position], rows[position].needed.upperBound)
      }
    }
    let rings = lives.rings(unit.positions, self)
    return UnitScript(
      result: names[result] ?? result, rowBytes: output.shape.columns * output.pixelBytes, addsUp: addsUp,
      runs: runs, reads: reads, rings: rings, overwritten: overwritten(unit, loop),
      greatestBuffer: max(held.greatest, rings.map(\.bytes).max() ?? 0))
  }

  /// The operands that a unit of one operator may write over.
  private func overwritten(_ unit: StageLoop.Unit, _ loop: StageLoop) -> [TensorIndex] {
    let index = loop.operators.lowerBound + unit.positions.lowerBound
    guard unit.positions.count == 1, kernels[index].alias == .elements,
      unit.columns >= loop.sizes[unit.positions.lowerBound].columns
    else { return [] }
    let output = result(index)
    return operands[index].map(\.tensor).filter {
      graph.tensors[$0].shape == output.shape
        && graph.tensors[$0].type.byteCount >= output.type.byteCount
    }
  }
}

/// The windows and the scratch of a unit that count where most bytes live: of those that live within a tile only
/// the ones at the fullest point of a tile.
private struct UnitLoad {
  private var windows: [Int: Int] = [:]
  private var scratch: [Int: Int] = [:]
  private let loop: StageLoop
  private(set) var greatest = 0

  init(_ unit: StageLoop.Unit, _ loop: StageLoop, _ program: Program) {
    self.loop = loop
    var passing: [(position: Int, bytes: Int, life: ClosedRange<Int>, isScratch: Bool)] = []
    for position in unit.positions.dropLast() {
      guard let window = loop.storage[position].window else { continue }
      let bytes =
        window.rows * window.columns * program.result(loop.operators.lowerBound + position).pixelBytes
      greatest = max(greatest, bytes)
      if let life = loop.lifeInTile(of: position) {
        passing.append((position, bytes, life.start...max(life.start, life.end), false))
      } else {
        windows[position] = bytes
      }
    }
    for position in unit.positions {
      let bytes = program.scratchBytes(loop.operators.lowerBound + position)
      guard bytes > 0 else { continue }
      greatest = max(greatest, bytes)
      if unit.positions.count > 1 {
        passing.append((position, bytes, position...position, true))
      } else {
        scratch[position] = bytes
      }
    }
    let points = passing.map { begun in passing.filter { $0.life.contains(begun.life.lowerBound) } }
    func bytes(_ point: [(position: Int, bytes: Int, life: ClosedRange<Int>, isScratch: Bool)]) -> Int {
      point.reduce(0) { $0 + $1.bytes }
    }
    for buffer in points.max(by: { bytes($0) < bytes($1) }) ?? [] {
      if buffer.isScratch {
        scratch[buffer.position] = buffer.bytes
      } else {
        windows[buffer.position] = buffer.bytes
      }
    }
  }

  /// What an operator of a run holds.
  func bytes(_ position: Int, _ needed: Range<Int>, _ fresh: Range<Int>, isAhead: Bool) -> Int {
    var bytes = fresh.isEmpty ? 0 : scratch[position] ?? 0
    if !isAhead, let window = windows[position], !needed.isEmpty,
      loop.storage[position].firstWindowRow(needed) < needed.upperBound
    {
      bytes += window
    }
    return bytes
  }
}

/// The first and the last run of every row kept inside a unit.
private struct KeptLives {
  private let loop: StageLoop
  private var lives: [[(start: Int, end: Int)?]]

  init(_ loop: StageLoop) {
    self.loop = loop
    lives = loop.sizes.map { Array(repeating: nil, count: $0.rows) }
  }

  mutating func write(_ position: Int, _ rows: Range<Int>, run: Int) {
    for row in rows { lives[position][row] = (lives[position][row]?.start ?? run, run) }
  }

  /// What a run that needs some rows, of which some are new, reads and leaves in the ring.
  mutating func touch(_ position: Int, _ needed: Range<Int>, _ fresh: Range<Int>, run: Int) {
    let storage = loop.storage[position]
    guard storage.ringRows != 0 else { return }
    let base = storage.firstWindowRow(needed)
    for row in needed.lowerBound..<base { lives[position][row]?.end = run }
    write(position, fresh.clamped(to: needed.lowerBound..<base), run: run)
    write(position, storage.savedRows(needed), run: run)
  }

  /// As ``Buffer/withoutOverlap(_:slots:isReversed:)`` says it of moments.
  func rings(_ positions: ClosedRange<Int>, _ program: Program) -> [UnitScript.Ring] {
    positions.dropLast().compactMap { position in
      guard let slots = loop.storage[position].ringRows, slots > 0 else { return nil }
      var kept: [UnitScript.KeptRow] = []
      for slot in 0..<slots {
        let rows = stride(from: slot, to: lives[position].count, by: slots)
          .compactMap { lives[position][$0] }
        for (index, life) in rows.enumerated() {
          let next = index + 1 < rows.count ? rows[index + 1].start : .max
          guard next > life.start else { continue }
          kept.append(
            UnitScript.KeptRow(start: life.start, end: min(life.end, next), isTakenOver: next <= life.end))
        }
      }
      let rowBytes =
        loop.storage[position].ringColumns * program.result(loop.operators.lowerBound + position).pixelBytes
      return UnitScript.Ring(bytes: slots * rowBytes, rowBytes: rowBytes, rows: kept)
    }
  }
}
