import Network

/// A piece of work as a program orders it: whole rows, before their tiles.
package enum ProgramEvent: Sendable, Hashable {
  /// A row of a graph input arrives.
  case fetch(TensorIndex, row: Int)
  /// The result of an operator that adds up becomes zero.
  case clear(OperatorIndex)
  /// A strip of a stage begins: what it needs of the columns of every result.
  case strip(stage: Int, columns: AxisPlan)
  /// The operators of a unit make some rows of the last one's result.
  case run(UnitRun)
}

/// One run of a unit: the rows it needs and computes, and its tiles along the columns.
package struct UnitRun: Sendable, Hashable {
  package var stage: Int
  package var unit: Int
  /// The operators that run: all of the unit, or its first alone, which goes ahead with a row (``StageWalk``).
  package var positions: ClosedRange<Int>
  /// In the direction of the scan.
  package var rows: AxisPlan
  package var tiles: [AxisPlan]
  /// Which filling of the stage's rings it belongs to: a strip, and a row of tiles in it.
  package var strip: Int
  package var tileRow: Int
}

/// The events of a program in the order of execution; the same on every walk.
package struct EventSequence: Sequence, Sendable {
  package let program: Program

  package func makeIterator() -> Iterator { Iterator(program) }

  package struct Iterator: IteratorProtocol {
    private let program: Program
    private let inputs: [StreamedInput]
    private var stage = 0
    private var walk: StageWalk?
    /// Rows of each streamed input that have arrived.
    private var arrived: [TensorIndex: Int]

    init(_ program: Program) {
      self.program = program
      inputs = program.streamedInputs
      arrived = Dictionary(uniqueKeysWithValues: inputs.map { ($0.tensor, 0) })
    }

    /// The next event: the rows of streamed inputs that a run lacks are fetched before it, one at a time and in
    /// order. Behind the stage that reads an input last, its remaining rows are fetched, so that every row is
    /// asked for once.
    package mutating func next() -> ProgramEvent? {
      while stage < program.stages.count {
        if walk == nil { walk = StageWalk(program.stages[stage], stage) }
        if let event = walk!.next(arrived: &arrived) { return event }
        let operators = program.stages[stage].operators
        for input in inputs
        where operators.contains(input.lastReader) && arrived[input.tensor]! < input.shape.rows {
          defer { arrived[input.tensor]! += 1 }
          return .fetch(input.tensor, row: arrived[input.tensor]!)
        }
        stage += 1
        walk = nil
      }
      return nil
    }
  }
}

/// An input of the graph whose rows are fetched while the program runs.
struct StreamedInput {
  var tensor: TensorIndex
  var shape: Shape
  var lastReader: OperatorIndex
}

extension Program {
  package var events: EventSequence { EventSequence(program: self) }

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
