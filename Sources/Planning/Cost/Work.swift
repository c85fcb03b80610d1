import Network

/// How much is done, counted in the units that a ``CostModel`` has prices for.
package struct Work: Sendable, Hashable {
  package var macs = MACs()
  /// For each class, in the order of its cases: valid multiply-accumulates; of pooling, elements read; of
  /// operators without either, elements written.
  package var units = [Int](repeating: 0, count: CostClass.allCases.count)
  /// Valid multiply-accumulates in calls of so few columns that kernels cannot share what they load.
  package var narrowMACs = 0
  /// Elements that operators with multiply-accumulates write.
  package var outputs = 0
  /// Calls of kernels: one for each row of a step, or one for all where they lie together.
  package var calls = 0
  /// Steps of any kind, rows fetched and windows moved among them.
  package var steps = 0
  /// Those of them that compute or fetch anything and that the loop works out: it repeats tiles that are alike
  /// (``UnitRun/repeatedTiles(of:)``).
  package var plannedSteps = 0

  package init() {}
}

extension Program {
  /// The work of all steps, recomputation included, counted run by run: rows and columns of a rectangle multiply.
  ///
  /// - Complexity: O(runs * operators of a unit * rows of a run + strips * columns).
  package var work: Work { work(of: events) }

  /// The same of events that are known already.
  func work(of events: some Sequence<ProgramEvent>) -> Work {
    let classes = kernels.map { CostClass.allCases.firstIndex(of: $0.costClass)! }
    var work = Work()
    var columns = ColumnWork()
    for event in events {
      switch event {
      case .strip(let stage, _):
        columns = ColumnWork()
        work.steps += stages[stage].last
      case .fetch, .clear:
        work.steps += 1
        work.plannedSteps += 1
      case .run(let run):
        let loop = stages[run.stage]
        let isAhead = run.positions != loop.units[run.unit].positions
        if isAhead { work.steps += 1 }
        let repeated = run.fitsNotes(of: loop) ? columns.repeatedTiles(of: run, loop) : 0
        for position in run.positions {
          let width = columns.width(of: position, run, self)
          add(run, loop, position, width, classes, to: &work)
          if !run.rows[position].fresh.isEmpty { work.plannedSteps += width.tiles - repeated }
        }
      }
    }
    return work
  }

  /// What one operator does in a run.
  private func add(
    _ run: UnitRun, _ loop: StageLoop, _ position: Int, _ width: ColumnWork.Width, _ classes: [Int],
    to work: inout Work
  ) {
    let (needed, fresh) = run.rows[position]
    let index = loop.operators.lowerBound + position
    if !fresh.isEmpty {
      work.steps += width.tiles
      let isTogether =
        kernels[index].call == .run && run.positions.count == 1 && !loop.isInside(position)
        && width.greatest == loop.sizes[position].columns
      work.calls += isTogether ? 1 : fresh.count * width.tiles
      let channels = result(index).shape.channels
      var units = fresh.count * width.columns * channels
      if let operand = operands[index].first {
        let rows = loop.inMemory(fresh, of: loop.sizes[position].rows)
        let validRows = operand.window.rows.validTaps(rows, of: operand.shape.rows)
        let valid = validRows * width.validTaps
        if macsPerTap[index] > 0 {
          units = macsPerTap[index] * valid
          work.outputs += fresh.count * width.columns * channels
          if !isTogether { work.narrowMACs += macsPerTap[index] * validRows * width.narrowTaps }
          work.macs += MACs(
            nominal: macsPerTap[index] * fresh.count * operand.window.rows.taps * width.taps, valid: units)
        } else if kernels[index].costClass == .pooling {
          units = valid * channels
        }
      }
      work.units[classes[index]] += units
    }
    guard run.positions.upperBound > position, !needed.isEmpty, loop.storage[position].window != nil else {
      return
    }
    work.steps += width.moves
    if !loop.storage[position].savedRows(needed).isEmpty { work.steps += width.saves }
  }
}

/// What the tiles of each operator of a strip add up to along the columns.
private struct ColumnWork {
  struct Width {
    var columns = 0
    var taps = 0
    var validTaps = 0
    /// Those of them in narrow tiles.
    var narrowTaps = 0
    /// The most columns that one tile computes.
    var greatest = 0
    /// Tiles in which something is computed, the window moves, and leaves something behind.
    var tiles = 0
    var moves = 0
    var saves = 0
  }

  /// Tiles of fewer columns are narrow: kernels take four pixels at a time.
  private static let leastWideColumns = 4

  private var widths: [Int: Width] = [:]
  private var repeated: [Int: Int] = [:]

  /// Tiles that a run repeats where the loop can note what one does, as ``UnitRun/repeatedTiles(of:)``.
  mutating func repeatedTiles(of run: UnitRun, _ loop: StageLoop) -> Int {
    let key = run.positions == loop.units[run.unit].positions ? run.unit : -1 - run.unit
    if let count = repeated[key] { return count }
    let count = run.repeatedTiles(of: loop)
    repeated[key] = count
    return count
  }

  /// - Complexity: O(tiles of the run) the first time, O(1) behind it.
  mutating func width(of position: Int, _ run: UnitRun, _ program: Program) -> Width {
    // A row that goes ahead has tiles of its own.
    let key = run.positions.upperBound > position ? position : -1 - position
    if let width = widths[key] { return width }
    let operand = program.operands[program.stages[run.stage].operators.lowerBound + position].first
    var width = Width()
    var held = 0..<0
    for tile in run.tiles {
      let (needed, fresh) = tile[position]
      if needed.isEmpty { continue }
      if !fresh.isEmpty {
        width.tiles += 1
        width.columns += fresh.count
        width.greatest = max(width.greatest, fresh.count)
        if let operand {
          let valid = operand.window.columns.validTaps(fresh, of: operand.shape.columns)
          width.taps += fresh.count * operand.window.columns.taps
          width.validTaps += valid
          if fresh.count < ColumnWork.leastWideColumns { width.narrowTaps += valid }
        }
      }
      width.moves += 1
      if held.lowerBound < min(needed.lowerBound, held.upperBound) { width.saves += 1 }
      held = needed
    }
    if !held.isEmpty { width.saves += 1 }
    widths[key] = width
    return width
  }
}
