import Network

extension Program {
  /// When an operator runs, and how much at a time.
  struct Runs {
    /// In ascending order; runs in consecutive moments are one.
    var moments: [RowLife] = []
    var pixels = 0
    var calls = 0

    /// Pixels a call, rounded down.
    var meanPixels: Int { calls == 0 ? 0 : pixels / calls }
  }

  /// For each operator its runs. O(runs * operators of a unit * tiles).
  func runs() -> [Runs] {
    var runs = Array(repeating: Runs(), count: graph.operators.count)
    var now = 0
    for event in events {
      let count = moments(of: event)
      defer { now += count }
      guard case .run(let run) = event else { continue }
      let loop = stages[run.stage]
      for position in run.positions {
        let rows = run.rows[position].fresh.count
        guard rows > 0 else { continue }
        let index = loop.operators.lowerBound + position
        if let last = runs[index].moments.last, last.end == now - 1 {
          runs[index].moments[runs[index].moments.count - 1].end = now + count - 1
        } else {
          runs[index].moments.append(RowLife(start: now, end: now + count - 1))
        }
        for tile in run.tiles {
          let columns = tile[position].fresh.count
          let isRun = kernels[index].call == .run && columns == loop.sizes[position].columns
          runs[index].pixels += rows * columns
          runs[index].calls += columns == 0 ? 0 : isRun ? 1 : rows
        }
      }
    }
    return runs
  }

  /// The memory that an operator's kernel needs while it runs. Operators of one unit run one after the other,
  /// and so may share.
  func scratchBuffer(_ index: OperatorIndex, bytes: Int, _ runs: Runs) -> Buffer {
    var buffer = Buffer(
      name: graph.operators[index].name, kind: .scratch, slots: 1, rowBytes: bytes, lives: [],
      pieces: runs.moments)
    let loop = stages.first { $0.operators.contains(index) }!
    let position = index - loop.operators.lowerBound
    let unit = loop.units[loop.unit(of: position)]
    if unit.positions.count > 1 {
      buffer.cycle = Buffer.Cycle(
        loop: loop.operators.lowerBound + unit.positions.lowerBound,
        life: RowLife(start: position, end: position))
    }
    return buffer
  }

  /// Bytes of scratch of an operator's kernel.
  func scratchBytes(_ index: OperatorIndex) -> Int {
    kernels[index].scratch(graph.operands(of: graph.operators[index]))
  }

  /// Adds a buffer for every kernel of the program that needs one.
  func addScratch(to demand: inout MemoryDemand) {
    let needs = graph.operators.indices.map(scratchBytes)
    guard needs.contains(where: { $0 > 0 }) else { return }
    for (index, runs) in runs().enumerated() where needs[index] > 0 && !runs.moments.isEmpty {
      demand.scratchOfOperator[index] = demand.buffers.count
      demand.buffers.append(scratchBuffer(index, bytes: needs[index], runs))
    }
  }
}
