import Network

/// The loop of one stage: its operators, the grid of tiles over the output of the last one, which operators
/// run together, and what their results keep.
///
/// Rows are counted in the direction of the scan: where it goes up, row 0 is the last of its tensor
/// (``inMemory(_:of:)``).
package struct StageLoop: Sendable, Hashable {
  package var operators: ClosedRange<OperatorIndex>
  package var grid: TileGrid
  package var order: Stage.Order
  package var work: Stage.Work
  package var scan: Stage.Scan
  /// The operators that run together, in order: all of a stage in operator order and several tiles, else those
  /// of an inner stage or a single one.
  package var units: [Unit]
  /// For each operator of the stage what its result keeps; the last one's is whole.
  package var keep: [Stage.Keep]
  /// For each operator the activations that it reads.
  package var reads: [[Read]]
  /// For each operator the rows and columns of its result; of a last one that adds up, of what it reads.
  package var sizes: [Extent]
  /// Whether the last operator adds up what it reads, part by part.
  package var addsUp: Bool
  /// For each operator whether it may be computed over the result of the one before it.
  let overwritesLatest: [Bool]
  /// For each operator how the memory of its result is laid out.
  package private(set) var storage: [Storage] = []

  /// Operators of a stage that run together, tile by tile over the output of the last of them.
  package struct Unit: Sendable, Hashable {
    /// Counted from the first operator of the stage.
    package var positions: ClosedRange<Int>
    /// The rows of its last result that one run makes.
    package var rows: Int
    /// The columns of its last result that are computed together.
    package var columns: Int
  }

  /// One read of an operator of the stage.
  package struct Read: Sendable, Hashable {
    /// The operator of the stage that makes it, counted from its first; nil for a tensor from outside.
    package var producer: Int?
    package var tensor: TensorIndex
    /// Whether it is an input whose rows arrive one by one.
    package var isStreamed: Bool
    package var size: Extent
    package var rows: AxisWindow
    package var columns: AxisWindow
  }

  /// - Parameter kernels: those of the graph's operators; none where only what is computed matters, not where it
  ///   lies.
  package init(
    operators: ClosedRange<OperatorIndex>, stage: Stage, of graph: Graph, kernels: [KernelDescriptor],
    streamed: Set<TensorIndex>
  ) {
    self.operators = operators
    order = stage.order
    work = stage.work
    scan = stage.scan
    let nodes = graph.operators[operators]
    let results = nodes.map { graph.tensors[$0.outputs[0]] }
    addsUp = nodes.last!.kind.addsUp
    keep = results.map { stage.keep[$0.name] ?? .none }
    sizes = results.map { Extent(rows: $0.shape.rows, columns: $0.shape.columns) }
    reads = nodes.map { node in
      let operands = graph.operands(of: node)
      return graph.activations(of: node).map { operand, tensor in
        let producer = nodes.firstIndex { $0.outputs[0] == tensor }.map { $0 - operators.lowerBound }
        let window = node.kind.addsUp ? .identity : node.kind.window(of: operand, operands)
        let shape = graph.tensors[tensor].shape
        return Read(
          producer: producer, tensor: tensor, isStreamed: streamed.contains(tensor),
          size: Extent(rows: shape.rows, columns: shape.columns), rows: window.rows, columns: window.columns)
      }
    }
    overwritesLatest = StageLoop.overwritingLatest(
      operators, of: graph, kernels: kernels, reads: reads, pins: stage.pins(in: graph))
    if addsUp { sizes[sizes.count - 1] = reads[reads.count - 1][0].size }
    let output = sizes[sizes.count - 1]
    grid = TileGrid(rows: output.rows, columns: output.columns, tile: stage.tile)
    units = []
    units = makeUnits(stage, graph)
    if scan == .up { mirrorRows() }
    storage = makeStorage()
  }

  package var count: Int { operators.count }

  /// The operator that makes a result of the stage last; its memory is not the stage's own.
  package var last: Int { operators.count - 1 }

  /// The unit that holds an operator of the stage.
  package func unit(of position: Int) -> Int { units.firstIndex { $0.positions.contains(position) }! }

  /// Whether a result is made and read inside one unit.
  package func isInside(_ position: Int) -> Bool { units[unit(of: position)].positions.upperBound > position }

  /// Rows of a tensor of this many rows as they are counted in memory. Its own inverse.
  package func inMemory(_ rows: Range<Int>, of size: Int) -> Range<Int> {
    scan == .up ? size - rows.upperBound..<size - rows.lowerBound : rows
  }

  /// Columns of tiles that are walked from top to bottom before the next: one of full width, unless tiles go
  /// down first.
  package var stripCount: Int { (grid.columns + stripColumns - 1) / stripColumns }

  /// The columns of the output in a strip.
  package func strip(_ index: Int) -> Range<Int> {
    index * stripColumns..<min((index + 1) * stripColumns, grid.columns)
  }

  package var stripColumns: Int { scan == .columns ? grid.tileColumns : grid.columns }

  package var tileRowCount: Int { (grid.rows + grid.tileRows - 1) / grid.tileRows }

  /// The rows of the output in a row of tiles.
  package func tileRow(_ index: Int) -> Range<Int> {
    index * grid.tileRows..<min((index + 1) * grid.tileRows, grid.rows)
  }

  private func makeUnits(_ stage: Stage, _ graph: Graph) -> [Unit] {
    if order == .operator {
      // In one tile nothing passes from tile to tile: each operator runs alone, and its rows live by themselves.
      if work == .clipped, tileRowCount == 1, grid.tileColumns >= grid.columns {
        return sizes.indices.map {
          Unit(positions: $0...$0, rows: sizes[$0].rows, columns: sizes[$0].columns)
        }
      }
      return [Unit(positions: 0...last, rows: grid.tileRows, columns: grid.tileColumns)]
    }
    var units: [Unit] = []
    var position = 0
    let inner = stage.inner.compactMap { inner -> (ClosedRange<Int>, Tile)? in
      guard let first = graph.operatorIndex(named: inner.first),
        let last = graph.operatorIndex(named: inner.last), first <= last
      else { return nil }
      return (first - operators.lowerBound...last - operators.lowerBound, inner.tile)
    }
    while position < count {
      let (positions, tile) =
        inner.first { $0.0.lowerBound == position }
        ?? (position...position, Tile(rows: stage.burst, columns: nil))
      let size = sizes[positions.upperBound]
      units.append(
        Unit(
          positions: positions, rows: min(tile.rows ?? stage.burst, size.rows),
          columns: min(tile.columns ?? size.columns, size.columns)))
      position = positions.upperBound + 1
    }
    return units
  }

  /// Counts all rows from the bottom.
  private mutating func mirrorRows() {
    for position in reads.indices {
      for index in reads[position].indices {
        let input = reads[position][index].size.rows
        reads[position][index].rows = reads[position][index].rows.mirrored(
          output: sizes[position].rows, input: input)
      }
    }
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
