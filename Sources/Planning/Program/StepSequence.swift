import Network

/// The steps of a program in the order of execution; the same on every walk.
package struct StepSequence: Sequence, Sendable {
  package let program: Program

  package func makeIterator() -> Iterator { Iterator(program) }

  package struct Iterator: IteratorProtocol {
    private let program: Program
    private let inputs: [StreamedInput]
    private var stage = 0
    private var tile = 0
    /// Rows of each streamed input that have arrived.
    private var arrived: [Int]

    init(_ program: Program) {
      self.program = program
      inputs = program.streamedInputs
      arrived = Array(repeating: 0, count: inputs.count)
    }

    /// The next step: rows that the current tile lacks are fetched first, one at a time and in order. Behind
    /// the last tile of the stage that reads an input last, its remaining rows are fetched, so that every row
    /// is asked for once.
    package mutating func next() -> Step? {
      while stage < program.stages.count {
        let loop = program.stages[stage]
        let index = loop.operators.upperBound
        if tile < loop.grid.count {
          let (rows, columns) = loop.grid[tile]
          if let step = fetch({ $0.rowsNeeded(by: index, rows) }) { return step }
          tile += 1
          let channels = program.graph.tensors[program.graph.operators[index].outputs[0]].shape.channels
          return Step(.compute, index, rows: rows, columns: columns, channels: 0..<channels)
        }
        if let step = fetch({ $0.lastReader == index ? $0.shape.rows : 0 }) { return step }
        stage += 1
        tile = 0
      }
      return nil
    }

    private mutating func fetch(_ rowsNeeded: (StreamedInput) -> Int) -> Step? {
      for (slot, input) in inputs.enumerated() where arrived[slot] < rowsNeeded(input) {
        defer { arrived[slot] += 1 }
        return Step(
          .fetch, input.tensor, rows: arrived[slot]..<arrived[slot] + 1, columns: 0..<input.shape.columns,
          channels: 0..<input.shape.channels)
      }
      return nil
    }
  }
}

/// An input of the graph whose rows are fetched while the program runs.
struct StreamedInput {
  var tensor: TensorIndex
  var shape: Shape
  /// For each operator that reads it, the rows it reads for a row of its output.
  var windows: [(reader: OperatorIndex, rows: AxisWindow)]

  var lastReader: OperatorIndex { windows.last!.reader }

  /// How many rows must have arrived before an operator can compute these rows.
  func rowsNeeded(by reader: OperatorIndex, _ rows: Range<Int>) -> Int {
    windows.reduce(0) { $1.reader == reader ? max($0, $1.rows.needed(rows, of: shape.rows).upperBound) : $0 }
  }
}

extension Program {
  var streamedInputs: [StreamedInput] {
    guard input == .streamed else { return [] }
    return graph.inputs.compactMap { tensor in
      var windows: [(reader: OperatorIndex, rows: AxisWindow)] = []
      for (index, node) in graph.operators.enumerated() {
        for (operand, read) in graph.activations(of: node) where read == tensor {
          windows.append((index, node.kind.window(of: operand, graph.operands(of: node)).rows))
        }
      }
      guard !windows.isEmpty else { return nil }
      return StreamedInput(tensor: tensor, shape: graph.tensors[tensor].shape, windows: windows)
    }
  }
}
