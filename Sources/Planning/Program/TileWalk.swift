import Network

/// The walk over the tiles of one stage: what is moved, fetched and computed for each, in order.
struct TileWalk {
  private let loop: StageLoop
  private let graph: Graph
  private var tile = 0
  private var rows = AxisPlan(needed: [], fresh: [])
  private var columns = AxisPlan(needed: [], fresh: [])
  /// How far earlier tiles went: of rows, in the rows of tiles above; of columns, in this row of tiles.
  private var doneRows: [Int]
  private var doneColumns: [Int]
  /// Of each result the next row to compute in this tile.
  private var next: [Int] = []
  /// The operator whose memory is moved next, then, in operator order, the one that is computed next.
  private var moving = 0
  private var computing = 0
  private var isInside = false

  init(_ loop: StageLoop, _ graph: Graph) {
    self.loop = loop
    self.graph = graph
    doneRows = Array(repeating: 0, count: loop.count)
    doneColumns = doneRows
  }

  /// The next step of the stage, nil behind its last tile.
  mutating func next(arrived: inout [TensorIndex: Int]) -> Step? {
    while true {
      if !isInside {
        guard tile < loop.grid.count else { return nil }
        enter()
      }
      if let step = move() { return step }
      if let step = loop.order == .pull ? pull(&arrived) : compute(&arrived) { return step }
      leave()
    }
  }

  private mutating func enter() {
    let (tileRows, tileColumns) = loop.grid[tile]
    if tile % loop.grid.across == 0 {
      doneColumns = Array(repeating: 0, count: loop.count)
      rows = loop.plan(.rows, output: tileRows, done: doneRows)
    }
    columns = loop.plan(.columns, output: tileColumns, done: doneColumns)
    next = rows.fresh.map(\.lowerBound)
    (moving, computing, isInside) = (0, 0, true)
  }

  private mutating func leave() {
    for position in 0..<loop.count {
      doneColumns[position] = max(doneColumns[position], columns.needed[position].upperBound)
    }
    if (tile + 1) % loop.grid.across == 0 {
      for position in 0..<loop.count {
        doneRows[position] = max(doneRows[position], rows.needed[position].upperBound)
      }
    }
    tile += 1
    isInside = false
  }

  /// The next memory of a window that takes its columns for this tile.
  private mutating func move() -> Step? {
    while moving < loop.count {
      let position = moving
      moving += 1
      guard loop.isWindow(position), !columns.needed[position].isEmpty else { continue }
      let origin = columns.needed[position].lowerBound
      return Step(
        .move, loop.operators.lowerBound + position, rows: rows.needed[position],
        columns: origin..<max(origin, columns.fresh[position].lowerBound), channels: channels(position),
        origin: origin)
    }
    return nil
  }

  /// Operator after operator, each all its new rows.
  private mutating func compute(_ arrived: inout [TensorIndex: Int]) -> Step? {
    while computing < loop.count {
      let position = computing
      if hasWork(position) {
        if let step = fetch(for: position, rows.fresh[position], &arrived) { return step }
        computing += 1
        return step(position, rows.fresh[position])
      }
      computing += 1
    }
    return nil
  }

  /// One row of the last operator that lacks nothing, from the last operator backwards.
  private mutating func pull(_ arrived: inout [TensorIndex: Int]) -> Step? {
    var position = loop.count - 1
    guard next[position] < rows.fresh[position].upperBound else { return nil }
    search: while true {
      let row = next[position]..<next[position] + 1
      for read in loop.reads[position] {
        guard let producer = read.producer else { continue }
        let needed = read.rows.needed(row, of: loop.sizes[producer].rows).upperBound
        if next[producer] < min(needed, rows.fresh[producer].upperBound), hasWork(producer) {
          position = producer
          continue search
        }
      }
      if let step = fetch(for: position, row, &arrived) { return step }
      next[position] += 1
      return step(position, row)
    }
  }

  private func hasWork(_ position: Int) -> Bool {
    !rows.fresh[position].isEmpty && !columns.fresh[position].isEmpty
  }

  private func step(_ position: Int, _ rows: Range<Int>) -> Step {
    Step(
      .compute, loop.operators.lowerBound + position, rows: rows, columns: columns.fresh[position],
      channels: channels(position))
  }

  private func fetch(
    for position: Int, _ rows: Range<Int>, _ arrived: inout [TensorIndex: Int]
  ) -> Step? {
    for read in loop.reads[position] where read.producer == nil {
      let shape = graph.tensors[read.tensor].shape
      let row = arrived[read.tensor]!
      if row < read.rows.needed(rows, of: shape.rows).upperBound {
        arrived[read.tensor] = row + 1
        return Step.fetch(read.tensor, row: row, of: shape)
      }
    }
    return nil
  }

  private func channels(_ position: Int) -> Range<Int> {
    0..<graph.tensors[graph.operators[loop.operators.lowerBound + position].outputs[0]].shape.channels
  }
}
