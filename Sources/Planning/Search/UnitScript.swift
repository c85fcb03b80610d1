import Network

/// What the units of a part do, run by run: the same whatever runs before, between and behind them.
///
/// A stage that pulls rows runs the units of its parts in an order that depends on all of them, but what one run
/// of a unit reads, makes and holds does not. So the runs of a part are found once for each of its forms, and a
/// stage is looked at by putting them in order (``StageOutline``).
struct PartScript: Sendable {
  var units: [UnitScript] = []
  /// Nominal multiply-accumulates.
  var macs = 0
}

/// The runs of one unit, and what they hold.
struct UnitScript: Sendable {
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

  var result: TensorIndex
  /// Whether all runs add to one row.
  var addsUp: Bool
  var runs: [Run] = []
  var reads: [Read] = []
  var rings: [Ring] = []
  /// Tensors that the result may be written over.
  var overwritten: [TensorIndex] = []
  /// The largest of its buffers.
  var greatestBuffer = 0
  var macs = 0
}

extension Program {
  /// The runs of the units of a loop over all of its output.
  ///
  /// - Parameter loop: one row of tiles of full width, and everything pulled.
  func script(_ loop: StageLoop) -> PartScript {
    let strip = loop.plan(.columns, 0...loop.last, output: 0..<loop.grid.columns, done: nil)
    let rows = loop.plan(
      .rows, 0...loop.last, output: 0..<loop.grid.rows, done: Array(repeating: 0, count: loop.count))
    var script = PartScript()
    for unit in loop.units {
      let end = unit.positions.upperBound
      let unit = self.script(unit, loop, strip, fresh: rows[end].fresh)
      script.macs += unit.macs
      script.units.append(unit)
    }
    return script
  }

  private func script(
    _ unit: StageLoop.Unit, _ loop: StageLoop, _ strip: AxisPlan, fresh: Range<Int>
  ) -> UnitScript {
    let end = unit.positions.upperBound
    let tiles = loop.columnTiles(unit, output: strip[end].fresh)
    var script = UnitScript(
      result: graph.operators[loop.operators.lowerBound + end].outputs[0],
      addsUp: loop.addsUp && end == loop.last)
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
      let index = script.runs.count
      let begin = script.reads.count
      var load = 0
      for position in positions {
        let (needed, fresh) = rows[position]
        if !fresh.isEmpty {
          for read in loop.reads[position] where read.producer.map({ !positions.contains($0) }) ?? true {
            script.reads.append(UnitScript.Read(tensor: read.tensor, rows: read.needed(.rows, fresh)))
          }
          script.macs += macs(loop, position, rows: fresh.count, ahead == nil ? tiles : [strip])
        }
        if ahead != nil {
          lives.write(position, fresh, run: index)
        } else if position < end, !needed.isEmpty {
          lives.touch(position, needed, fresh, run: index)
        }
        load += held.bytes(position, needed, fresh, isAhead: ahead != nil)
      }
      script.runs.append(
        UnitScript.Run(reads: begin..<script.reads.count, made: ahead == nil ? made : 0..<0, load: load))
      if ahead == nil { next = made.upperBound }
      for position in ahead == nil ? unit.positions.dropLast() : positions[...] {
        done[position] = max(done[position], rows[position].needed.upperBound)
      }
    }
    script.rings = lives.rings(unit.positions, self)
    script.greatestBuffer = max(held.greatest, script.rings.map(\.bytes).max() ?? 0)
    script.overwritten = overwritten(unit, loop)
    return script
  }

  private func macs(_ loop: StageLoop, _ position: Int, rows: Int, _ tiles: [AxisPlan]) -> Int {
    let index = loop.operators.lowerBound + position
    guard macsPerTap[index] > 0, let operand = operands[index].first else { return 0 }
    let columns = tiles.reduce(0) { $0 + ($1[position].needed.isEmpty ? 0 : $1[position].fresh.count) }
    return macsPerTap[index] * rows * operand.window.rows.taps * columns * operand.window.columns.taps
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
