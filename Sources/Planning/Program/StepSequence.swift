import Network

/// The steps of a program in the order of execution; the same on every walk.
package struct StepSequence: Sequence, Sendable {
  package let program: Program

  package func makeIterator() -> Iterator {
    Iterator(program: program, events: program.events.makeIterator())
  }

  package struct Iterator: IteratorProtocol {
    fileprivate let program: Program
    fileprivate var events: EventSequence.Iterator
    private var steps: [Step] = []
    private var position = 0

    fileprivate init(program: Program, events: EventSequence.Iterator) {
      self.program = program
      self.events = events
    }

    package mutating func next() -> Step? {
      while position == steps.count {
        guard let event = events.next() else { return nil }
        steps = program.steps(of: event)
        position = 0
      }
      defer { position += 1 }
      return steps[position]
    }
  }
}

extension Program {
  /// The steps of one event, in order.
  package func steps(of event: ProgramEvent) -> [Step] {
    switch event {
    case .fetch(let tensor, let row):
      let shape = graph.tensors[tensor].shape
      return [
        Step(
          .fetch, tensor, rows: row..<row + 1, columns: 0..<shape.columns, channels: 0..<shape.channels)
      ]
    case .clear(let index):
      let shape = result(index).shape
      return [
        Step(
          .clear, index, rows: 0..<shape.rows, columns: 0..<shape.columns, channels: 0..<shape.channels)
      ]
    case .strip(let stage, let columns):
      let loop = stages[stage]
      return (0..<loop.last).map { position in
        // Rows that hold all columns begin with the first.
        let isWhole = loop.storage[position].ringColumns == loop.sizes[position].columns
        let origin = isWhole ? 0 : columns[position].needed.lowerBound
        return step(.turn, loop, position, 0..<0, 0..<0, origin: origin)
      }
    case .run(let run):
      return steps(of: run)
    }
  }

  /// Tile by tile: what windows save and keep, then what operators compute; behind the last tile what is left
  /// to save.
  private func steps(of run: UnitRun) -> [Step] {
    let loop = stages[run.stage]
    let positions = run.positions
    var steps: [Step] = []
    if positions.count == 1, loop.isInside(positions.lowerBound) {
      // A row that goes ahead lies in the ring.
      let row = run.rows[positions.lowerBound].fresh.lowerBound
      steps.append(step(.move, loop, positions.lowerBound, 0..<0, 0..<0, base: row + 1))
    }
    /// Of each result the columns that its window holds.
    var held = [Range<Int>](repeating: 0..<0, count: positions.count)
    func save(_ position: Int, until end: Int) {
      let rows = loop.storage[position].savedRows(run.rows[position].needed)
      let start = held[position - positions.lowerBound].lowerBound
      if !rows.isEmpty, start < end { steps.append(step(.save, loop, position, rows, start..<end)) }
    }
    for tile in run.tiles {
      for position in positions.dropLast() where loop.storage[position].window != nil {
        let (rows, columns) = (run.rows[position].needed, tile[position].needed)
        guard !rows.isEmpty, !columns.isEmpty else { continue }
        let before = held[position - positions.lowerBound]
        if !before.isEmpty { save(position, until: min(columns.lowerBound, before.upperBound)) }
        held[position - positions.lowerBound] = columns
        let base = loop.storage[position].firstWindowRow(rows)
        let kept = columns.lowerBound..<max(columns.lowerBound, tile[position].fresh.lowerBound)
        steps.append(
          step(
            .move, loop, position, base..<rows.upperBound, kept, origin: columns.lowerBound, base: base))
      }
      for position in positions {
        let (rows, columns) = (run.rows[position].fresh, tile[position].fresh)
        if !rows.isEmpty, !columns.isEmpty { steps.append(step(.compute, loop, position, rows, columns)) }
      }
    }
    for position in positions.dropLast() {
      let columns = held[position - positions.lowerBound]
      if !columns.isEmpty { save(position, until: columns.upperBound) }
    }
    return steps
  }

  private func step(
    _ kind: Step.Kind, _ loop: StageLoop, _ position: Int, _ rows: Range<Int>, _ columns: Range<Int>,
    origin: Int = 0, base: Int = 0
  ) -> Step {
    let index = loop.operators.lowerBound + position
    return Step(
      kind, index, rows: loop.inMemory(rows, of: loop.sizes[position].rows), columns: columns,
      channels: 0..<result(index).shape.channels, origin: origin, base: base)
  }

  func result(_ index: OperatorIndex) -> Tensor { graph.tensors[graph.operators[index].outputs[0]] }
}
