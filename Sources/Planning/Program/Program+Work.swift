import Network

/// How much a program does.
package struct Work: Sendable, Hashable {
  /// For each operator its multiply-accumulates.
  package var macs: [MACs]
  /// For each operator the elements of its result that are computed, those computed again among them.
  package var elements: [Int]
  /// All steps: ``Program/steps`` counted.
  package var steps: Int

  package var total: MACs { macs.reduce(MACs()) { $0 + $1 } }
}

extension Program {
  /// What all steps do together, counted run by run: rows and columns of a rectangle multiply.
  ///
  /// - Complexity: O(runs * operators of a unit + strips * tiles of a row).
  package func work() -> Work {
    var work = Work(
      macs: Array(repeating: MACs(), count: graph.operators.count),
      elements: Array(repeating: 0, count: graph.operators.count), steps: 0)
    var columns = ColumnWork()
    for event in events {
      guard case .run(let run) = event else {
        if case .strip(let stage, _) = event {
          columns = ColumnWork()
          work.steps += stages[stage].last
        } else {
          work.steps += 1
        }
        continue
      }
      let loop = stages[run.stage]
      columns.enter(run, loop, self)
      for position in loop.units[run.unit].positions {
        let (needed, fresh) = run.rows[position]
        let index = loop.operators.lowerBound + position
        let width = columns.widths[position]!
        if !fresh.isEmpty {
          work.steps += width.tiles
          let channels = result(index).shape.channels
          work.elements[index] += fresh.count * width.columns * channels
          if macsPerTap[index] > 0 {
            let window = operands[index][0].window.rows
            let rows = loop.inMemory(fresh, of: loop.sizes[position].rows)
            let valid = window.validTaps(rows, of: operands[index][0].shape.rows)
            work.macs[index] += MACs(
              nominal: macsPerTap[index] * fresh.count * window.taps * width.taps,
              valid: macsPerTap[index] * valid * width.validTaps)
          }
        }
        guard loop.isInside(position), !needed.isEmpty, loop.storage[position].window != nil else { continue }
        work.steps += width.moves
        if !loop.storage[position].savedRows(needed).isEmpty { work.steps += width.saves }
      }
    }
    return work
  }
}

/// What the tiles of each operator of a strip add up to along the columns.
private struct ColumnWork {
  struct Width {
    var columns = 0
    var taps = 0
    var validTaps = 0
    /// Tiles in which something is computed, the window moves, and it leaves something behind.
    var tiles = 0
    var moves = 0
    var saves = 0
  }

  var widths: [Int: Width] = [:]
  private var stage = -1

  mutating func enter(_ run: UnitRun, _ loop: StageLoop, _ program: Program) {
    if stage != run.stage { (stage, widths) = (run.stage, [:]) }
    for position in loop.units[run.unit].positions where widths[position] == nil {
      let index = loop.operators.lowerBound + position
      let operand = program.operands[index].first
      var width = Width()
      var held = 0..<0
      for tile in run.tiles {
        let (needed, fresh) = tile[position]
        if needed.isEmpty { continue }
        if !fresh.isEmpty {
          width.tiles += 1
          width.columns += fresh.count
          if let operand, program.macsPerTap[index] > 0 {
            width.taps += fresh.count * operand.window.columns.taps
            width.validTaps += operand.window.columns.validTaps(fresh, of: operand.shape.columns)
          }
        }
        width.moves += 1
        if held.lowerBound < min(needed.lowerBound, held.upperBound) { width.saves += 1 }
        held = needed
      }
      if !held.isEmpty { width.saves += 1 }
      widths[position] = width
    }
  }
}
