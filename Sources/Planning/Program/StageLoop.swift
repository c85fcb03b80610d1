import Network

/// The loop of one stage: its operators, the grid of tiles over the output of the last one, and what its
/// tensors keep from tile to tile.
package struct StageLoop: Sendable, Hashable {
  package var operators: ClosedRange<OperatorIndex>
  package var grid: TileGrid
  package var order: Stage.Order
  package var work: Stage.Work
  /// For each operator of the stage what its result keeps; the last one's is whole.
  package var keep: [Stage.Keep]
  /// For each operator what it reads of results of the stage and of streamed inputs.
  package var reads: [[Read]]
  /// For each operator the rows and columns of its result.
  package var sizes: [Extent]

  /// One read of an operator of the stage.
  package struct Read: Sendable, Hashable {
    /// The operator of the stage that makes it, counted from its first; nil for a streamed input.
    package var producer: Int?
    package var tensor: TensorIndex
    package var rows: AxisWindow
    package var columns: AxisWindow
  }

  package init(
    operators: ClosedRange<OperatorIndex>, stage: Stage, of graph: Graph, streamed: Set<TensorIndex>
  ) {
    self.operators = operators
    let nodes = graph.operators[operators]
    let results = nodes.map { graph.tensors[$0.outputs[0]] }
    sizes = results.map { Extent(rows: $0.shape.rows, columns: $0.shape.columns) }
    grid = TileGrid(
      rows: sizes[sizes.count - 1].rows, columns: sizes[sizes.count - 1].columns, tile: stage.tile)
    order = stage.order
    work = stage.work
    keep = results.map { stage.keep[$0.name] ?? .none }
    reads = nodes.map { node in
      let operands = graph.operands(of: node)
      return graph.activations(of: node).compactMap { operand, tensor in
        let producer = nodes.firstIndex { $0.outputs[0] == tensor }.map { $0 - operators.lowerBound }
        guard producer != nil || streamed.contains(tensor) else { return nil }
        let window = node.kind.window(of: operand, operands)
        return Read(producer: producer, tensor: tensor, rows: window.rows, columns: window.columns)
      }
    }
  }

  package var count: Int { operators.count }

  /// Whether the memory of a result holds a window of columns that moves with the tiles: inside a stage, where
  /// rows are not kept for the next row of tiles.
  package func isWindow(_ position: Int) -> Bool { position < count - 1 && !keep[position].rows }
}

/// Along one axis, what a tile needs of each result of a stage, and what of it is computed anew.
package struct AxisPlan: Sendable, Hashable {
  package var needed: [Range<Int>]
  package var fresh: [Range<Int>]
}

extension StageLoop {
  package enum Axis: Sendable { case rows, columns }

  /// What a tile needs and computes along one axis, from its part of the output backwards: a result is needed
  /// where its readers compute anew, and computed where it is needed and not kept from the tile before.
  ///
  /// - Parameters:
  ///   - output: the tile's part of the last result.
  ///   - done: for each result how far the tile before went along this axis; 0 in the first.
  /// - Complexity: O(reads).
  package func plan(_ axis: Axis, output: Range<Int>, done: [Int]) -> AxisPlan {
    var needed = [Range<Int>](repeating: 0..<0, count: count)
    var fresh = needed
    var extents = work == .uniform ? uniformExtents(axis) : []
    needed[count - 1] = output
    for position in stride(from: count - 1, through: 0, by: -1) {
      let size = axis == .rows ? sizes[position].rows : sizes[position].columns
      if work == .uniform, position < count - 1, !needed[position].isEmpty {
        extents[position] = min(extents[position], size)
        let start = min(needed[position].lowerBound, size - extents[position])
        needed[position] = start..<max(start + extents[position], needed[position].upperBound)
      }
      let isKept = position < count - 1 && (axis == .rows ? keep[position].rows : keep[position].columns)
      fresh[position] = needed[position]
      if isKept, !needed[position].isEmpty {
        // What was computed ahead stays: later tiles may need more of it than this one.
        let end = max(needed[position].upperBound, done[position])
        needed[position] = needed[position].lowerBound..<end
        fresh[position] = max(needed[position].lowerBound, done[position])..<end
      }
      for read in reads[position] {
        guard let producer = read.producer else { continue }
        let window = axis == .rows ? read.rows : read.columns
        let limit = axis == .rows ? sizes[producer].rows : sizes[producer].columns
        needed[producer] = needed[producer].joined(window.needed(fresh[position], of: limit))
      }
    }
    return AxisPlan(needed: needed, fresh: fresh)
  }

  /// Results that are kept along an axis although tiles do not go through them in one direction: what is kept
  /// is then not what later tiles need. O(tiles of a row and of a column * reads).
  func positionsNeededAgain() -> [Int] {
    var found = Set<Int>()
    for axis in [Axis.rows, .columns] {
      var done = [Int](repeating: 0, count: count)
      var begin = done
      let (size, tile) = axis == .rows ? (grid.rows, grid.tileRows) : (grid.columns, grid.tileColumns)
      for start in stride(from: 0, to: size, by: tile) {
        let plan = plan(axis, output: start..<min(start + tile, size), done: done)
        for position in 0..<count - 1 where !plan.needed[position].isEmpty {
          let isKept = axis == .rows ? keep[position].rows : keep[position].columns
          if isKept, plan.needed[position].lowerBound < begin[position] { found.insert(position) }
          begin[position] = plan.needed[position].lowerBound
          done[position] = max(done[position], plan.needed[position].upperBound)
        }
      }
    }
    return found.sorted()
  }

  /// The extent of every result that a tile in the middle needs.
  private func uniformExtents(_ axis: Axis) -> [Int] {
    var extents = [Int](repeating: 0, count: count)
    extents[count - 1] = axis == .rows ? grid.tileRows : grid.tileColumns
    for position in stride(from: count - 1, through: 0, by: -1) where extents[position] > 0 {
      for read in reads[position] {
        guard let producer = read.producer else { continue }
        let window = axis == .rows ? read.rows : read.columns
        let last = (extents[position] - 1) * window.numerator / window.denominator
        extents[producer] = max(extents[producer], last + window.extent)
      }
    }
    return extents
  }
}

extension Range<Int> {
  /// The smallest range that holds both; an empty range adds nothing.
  func joined(_ other: Range<Int>) -> Range<Int> {
    if isEmpty { return other }
    return other.isEmpty
      ? self : Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }
}
