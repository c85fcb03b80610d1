import Network

/// What a stage that pulls rows holds from one row of its output to the next: a bound of its peak that takes no
/// walk. It holds for every form of its parts with the same results kept.
struct KeptRows: Sendable {
  /// The most bytes of the stage's inputs and of the results inside, between two rows of some that are looked at.
  var inside = 0
  /// The bytes of the output there.
  var result = 0

  /// - Complexity: O(operators^2 + reads * rows looked at).
  init(operators: ClosedRange<OperatorIndex>, stage: Stage, of graph: Graph, streamed: Set<TensorIndex>) {
    var stage = stage
    stage.inner = []
    let loop = StageLoop(operators: operators, stage: stage, of: graph, streamed: streamed)
    let columns = loop.plan(.columns, 0...loop.last, output: 0..<loop.grid.columns, done: nil)
    let rowBytes = operators.map { index in
      columns[index - operators.lowerBound].needed.count
        * graph.tensors[graph.operators[index].outputs[0]].pixelBytes
    }
    let output = graph.tensors[graph.operators[operators.upperBound].outputs[0]]
    let last = loop.tileRowCount - 1
    for sample in stride(from: 1, to: 10, by: 2) where last > 0 {
      let row = sample * last / 10
      let before = loop.plan(.rows, 0...loop.last, output: loop.tileRow(row), done: nil)
      let done = before.positions.map { before[$0].needed.upperBound }
      let plan = loop.plan(.rows, 0...loop.last, output: loop.tileRow(row + 1), done: done)
      var bytes = 0
      for position in 0..<loop.last where loop.keep[position].rows && !plan[position].needed.isEmpty {
        bytes += max(0, done[position] - plan[position].needed.lowerBound) * rowBytes[position]
      }
      for (tensor, rows) in loop.rowsFromOutside(plan, before) {
        bytes += rows.count * graph.tensors[tensor].shape.columns * graph.tensors[tensor].pixelBytes
      }
      let made = loop.addsUp ? output.byteCount : (row + 1) * output.shape.columns * output.pixelBytes
      if bytes + made > inside + result { (inside, result) = (bytes, made) }
    }
  }
}

extension StageLoop {
  /// Of tensors from outside the rows that are there behind one row of tiles and needed for the next.
  fileprivate func rowsFromOutside(_ plan: AxisPlan, _ before: AxisPlan) -> [TensorIndex: Range<Int>] {
    var rows: [TensorIndex: Range<Int>] = [:]
    for position in 0...last where !plan[position].fresh.isEmpty {
      for read in reads[position] where read.producer == nil {
        let needed = read.needed(.rows, plan[position].fresh).lowerBound
        let made = read.isStreamed ? read.needed(.rows, before[position].fresh).upperBound : read.size.rows
        guard made > needed else { continue }
        rows[read.tensor] = rows[read.tensor].map { $0.joined(needed..<made) } ?? needed..<made
      }
    }
    return rows
  }
}

/// What decides what a stage holds between rows.
struct HeldPattern: Hashable, Sendable {
  var scan: Stage.Scan
  /// For each part whether it computes rows again.
  var again: [Bool]
}
