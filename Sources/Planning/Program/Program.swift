import Network

/// A schedule lowered to loops: what runs, in which order, with which kernels.
///
/// A program is small whatever the number of its steps: it holds a tile grid a stage, and ``steps`` is a lazy
/// sequence over it. The simulator walks that sequence; firmware walks the same loops.
package struct Program: Sendable {
  /// The normalised graph, in the variant that the schedule is of.
  package var graph: Graph
  /// The normalised graph as it was before.
  package let original: Graph
  package var input: InputMode
  package var stages: [StageLoop]
  /// For each operator the kernel that computes it.
  package var kernels: [KernelDescriptor]
  /// The memory of each tensor that the schedule pins to one.
  package var pins: [TensorIndex: String]
  /// For each operator the activations it reads, and which part of each; one that adds up reads as much as a step
  /// of it names.
  package let operands: [[OperandWindow]]
  /// For each operator the multiply-accumulates of one tap for one pixel.
  package let macsPerTap: [Int]

  package init(
    graph: Graph, input: InputMode, stages: [StageLoop], kernels: [KernelDescriptor],
    pins: [TensorIndex: String] = [:], original: Graph? = nil
  ) {
    self.original = original ?? graph
    self.pins = pins
    self.graph = graph
    self.input = input
    self.stages = stages
    self.kernels = kernels
    macsPerTap = graph.operators.map { $0.kind.macsPerTap(graph.operands(of: $0)) }
    operands = graph.operators.map { node in
      let tensors = graph.operands(of: node)
      return graph.activations(of: node).map { operand, tensor in
        OperandWindow(
          tensor: tensor, window: node.kind.addsUp ? .identity : node.kind.window(of: operand, tensors),
          shape: graph.tensors[tensor].shape)
      }
    }
  }

  package var steps: StepSequence { StepSequence(program: self) }

  /// Whether any unit has several operators, or goes in tiles narrower than its result.
  package var hasNarrowTiles: Bool {
    stages.contains { loop in
      loop.units.contains { unit in
        unit.positions.count > 1 || unit.columns < loop.sizes[unit.positions.upperBound].columns
      }
    }
  }
}

/// An activation that an operator reads, and which part of it.
package struct OperandWindow: Sendable, Hashable {
  package var tensor: TensorIndex
  package var window: Window
  package var shape: Shape
}

/// A rectangle cut into tiles, row of tiles by row of tiles; the last of each axis may be smaller.
package struct TileGrid: Sendable, Hashable {
  package var rows: Int
  package var columns: Int
  package var tileRows: Int
  package var tileColumns: Int

  package init(rows: Int, columns: Int, tile: Tile) {
    self.rows = rows
    self.columns = columns
    tileRows = min(tile.rows ?? rows, rows)
    tileColumns = min(tile.columns ?? columns, columns)
  }

  /// Tiles along the columns.
  package var across: Int { (columns + tileColumns - 1) / tileColumns }

  package var count: Int { (rows + tileRows - 1) / tileRows * across }

  /// The rectangle of tile `index`, counted along the columns first.
  package subscript(index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    let (top, left) = (index / across * tileRows, index % across * tileColumns)
    return (top..<min(top + tileRows, rows), left..<min(left + tileColumns, columns))
  }
}
