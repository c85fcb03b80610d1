import Network

/// The steps of a program in the order of execution; the same on every walk.
package struct StepSequence: Sequence, Sendable {
  package let program: Program

  package func makeIterator() -> Iterator { Iterator(program) }

  package struct Iterator: IteratorProtocol {
    private let program: Program
    private let inputs: [StreamedInput]
    private var stage = 0
    private var walk: TileWalk?
    /// Rows of each streamed input that have arrived.
    private var arrived: [TensorIndex: Int]

    init(_ program: Program) {
      self.program = program
      inputs = program.streamedInputs
      arrived = Dictionary(uniqueKeysWithValues: inputs.map { ($0.tensor, 0) })
    }

    /// The next step: the rows of streamed inputs that an operator lacks are fetched before it runs, one at a
    /// time and in order. Behind the stage that reads an input last, its remaining rows are fetched, so that
    /// every row is asked for once.
    package mutating func next() -> Step? {
      while stage < program.stages.count {
        if walk == nil { walk = TileWalk(program.stages[stage], program.graph) }
        // In its place: a copy of the walk a step would be most of the time.
        if let step = walk!.next(arrived: &arrived) { return step }
        let last = program.stages[stage].operators.upperBound
        for input in inputs where input.lastReader <= last && arrived[input.tensor]! < input.shape.rows {
          defer { arrived[input.tensor]! += 1 }
          return Step.fetch(input.tensor, row: arrived[input.tensor]!, of: input.shape)
        }
        stage += 1
        walk = nil
      }
      return nil
    }
  }
}

extension Step {
  static func fetch(_ tensor: TensorIndex, row: Int, of shape: Shape) -> Step {
    Step(.fetch, tensor, rows: row..<row + 1, columns: 0..<shape.columns, channels: 0..<shape.channels)
  }
}

/// An input of the graph whose rows are fetched while the program runs.
struct StreamedInput {
  var tensor: TensorIndex
  var shape: Shape
  var lastReader: OperatorIndex
}

extension Program {
  var streamedInputs: [StreamedInput] {
    guard input == .streamed else { return [] }
    let consumers = graph.consumers()
    return graph.inputs.compactMap { tensor in
      consumers[tensor].last.map {
        StreamedInput(tensor: tensor, shape: graph.tensors[tensor].shape, lastReader: $0)
      }
    }
  }
}
