import Network
import Planning

/// An operator of the stage, its result and what it reads of other results of the stage. Of one that adds up the
/// pixels it reads, those stand for its result.
struct Node {
  let name: String
  let rows: Int
  let columns: Int
  var reads: [Read] = []
  private let perTap: Int
  private let first: Read?

  struct Read {
    var producer: Int
    var window: Window
    var rows: Int
    var columns: Int
  }

  init(_ index: OperatorIndex, _ graph: Graph, in operators: ClosedRange<OperatorIndex>) {
    let node = graph.operators[index]
    let operands = graph.operands(of: node)
    name = operands.output.name
    let result = node.kind.addsUp ? operands.input(0) : operands.output
    (rows, columns) = (result.shape.rows, result.shape.columns)
    perTap = node.kind.macsPerTap(operands)
    func read(_ operand: Int, _ producer: Int) -> Read {
      let shape = operands.input(operand).shape
      return Read(
        producer: producer,
        window: node.kind.addsUp ? .identity : node.kind.window(of: operand, operands), rows: shape.rows,
        columns: shape.columns)
    }
    first = perTap > 0 ? read(0, -1) : nil
    for (operand, tensor) in graph.activations(of: node) {
      guard let producer = operators.first(where: { graph.operators[$0].outputs[0] == tensor }) else {
        continue
      }
      reads.append(read(operand, producer - operators.lowerBound))
    }
  }

  /// The multiply-accumulates of one pixel, tap by tap.
  func macs(_ y: Int, _ x: Int) -> MACs {
    guard let first else { return MACs() }
    var macs = MACs()
    for i in 0..<first.window.rows.taps {
      let row = first.window.rows.first(y) + i * first.window.rows.dilation
      for j in 0..<first.window.columns.taps {
        let column = first.window.columns.first(x) + j * first.window.columns.dilation
        let isInside = row >= 0 && row < first.rows && column >= 0 && column < first.columns
        macs += MACs(nominal: perTap, valid: isInside ? perTap : 0)
      }
    }
    return macs
  }
}

/// Operators that are pulled as one.
struct Inner {
  var positions: ClosedRange<Int>
  var tile: Tile

  init(positions: ClosedRange<Int>, tile: Tile) {
    self.positions = positions
    self.tile = tile
  }

  init(_ inner: InnerStage, _ nodes: [Node]) {
    positions = nodes.firstIndex { $0.name == inner.first }!...nodes.firstIndex { $0.name == inner.last }!
    tile = inner.tile
  }
}

/// The rows and columns that a tile needs of every result for the reader that needs most, where images have no
/// edges.
struct Boundless {
  var rows: [Int]
  var columns: [Int]

  init(_ nodes: [Node], _ tile: Extent) {
    let output = nodes[nodes.count - 1]
    rows = Boundless.needed(nodes, min(tile.rows, output.rows)) { $0.rows }
    columns = Boundless.needed(nodes, min(tile.columns, output.columns)) { $0.columns }
  }

  private static func needed(_ nodes: [Node], _ tile: Int, _ axis: (Window) -> AxisWindow) -> [Int] {
    var needed = [Int](repeating: 0, count: nodes.count)
    needed[nodes.count - 1] = tile
    for position in nodes.indices.reversed() where needed[position] > 0 {
      for read in nodes[position].reads {
        let window = axis(read.window)
        let apart = (needed[position] - 1) * window.numerator / window.denominator
        needed[read.producer] = max(needed[read.producer], apart + window.extent)
      }
    }
    return needed
  }
}

extension Range<Int> {
  /// Pieces of this length in ascending order; the last, or counted from the end the first, may be shorter.
  func pieces(of length: Int, fromTheEnd: Bool = false) -> [Range<Int>] {
    let start = fromTheEnd && count % length > 0 ? lowerBound - length + count % length : lowerBound
    return stride(from: start, to: upperBound, by: length).map {
      Swift.max(lowerBound, $0)..<Swift.min($0 + length, upperBound)
    }
  }
}
