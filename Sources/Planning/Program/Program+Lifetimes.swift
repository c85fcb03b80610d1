import Network

/// The buffers a program needs and the constraints on their places.
package struct MemoryDemand: Sendable {
  package var buffers: [Buffer]
  /// For each tensor of the graph the buffer that holds it; nil for constants and inputs nothing reads.
  package var bufferOfTensor: [Int?]
  /// Buffers that may be written over others in place.
  package var inPlace: Set<InPlacePair>
  /// For each moment the step it belongs to.
  package var stepOfMoment: [Int]
}

extension Program {
  /// Walks the steps once and finds when every row lives. Everything the inference needs is a buffer.
  ///
  /// Inputs that are resident live from before the first step; outputs of the graph live to behind the last.
  /// - Parameters:
  ///   - given: other tensors that are there before the first step.
  ///   - wanted: other tensors that must be there behind the last.
  /// - Complexity: O(steps * rows a step touches).
  package func memoryDemand(
    given: Set<TensorIndex> = [], wanted: Set<TensorIndex> = []
  ) -> MemoryDemand {
    var walk = LifetimeWalk(self, given: given)
    for (position, step) in steps.enumerated() {
      walk.enter(step)
      for moment in moments(of: step) {
        walk.touch(reads(of: moment), write(of: moment))
        walk.stepOfMoment.append(position)
      }
      walk.leave(write(of: step))
    }
    walk.finish(wanted)
    return demand(walk)
  }

  private func demand(_ walk: LifetimeWalk) -> MemoryDemand {
    let consumers = graph.consumers()
    let windows = windowColumns()
    var buffers: [Buffer] = []
    var bufferOfTensor = [Int?](repeating: nil, count: graph.tensors.count)
    for (index, tensor) in graph.tensors.enumerated() where !tensor.isConstant {
      if graph.inputs.contains(index), consumers[index].isEmpty { continue }
      let pixelBytes = tensor.shape.channels * tensor.type.byteCount
      var buffer = Buffer(
        name: tensor.name, kind: .tensor, slots: tensor.shape.rows,
        rowBytes: tensor.shape.columns * pixelBytes,
        alignment: max(4, tensor.type.byteCount), lives: walk.lives[index])
      if let window = windows[index] {
        buffer.kind = .window
        buffer.slots = window.keepsColumns ? window.rows : walk.tileSlots[index]
        buffer.rowBytes = window.columns * pixelBytes
        buffer.lives = Array(repeating: buffer.life, count: buffer.slots)
        if !window.keepsColumns, let life = walk.cycles[index] {
          buffer.cycle = Buffer.Cycle(loop: window.loop, life: life)
        }
      } else if isRing(index) {
        buffer.slots = Buffer.slots(for: walk.lives[index])
        if buffer.slots < tensor.shape.rows { buffer.kind = .ring }
      }
      bufferOfTensor[index] = buffers.count
      buffers.append(buffer)
    }
    return MemoryDemand(
      buffers: buffers, bufferOfTensor: bufferOfTensor, inPlace: inPlacePairs(bufferOfTensor, buffers),
      stepOfMoment: walk.stepOfMoment)
  }

  /// Whether only the latest rows of a tensor are needed: those of streamed inputs, and of results inside a
  /// stage that are kept from one row of tiles to the next.
  private func isRing(_ tensor: TensorIndex) -> Bool {
    if graph.inputs.contains(tensor) { return input == .streamed && !graph.outputs.contains(tensor) }
    return stages.contains { loop in
      loop.operators.dropLast().contains { graph.operators[$0].outputs[0] == tensor }
    }
  }

  /// Of every tensor whose memory is a window: the most rows and columns a tile needs.
  private func windowColumns() -> [TensorIndex: (rows: Int, columns: Int, keepsColumns: Bool, loop: Int)] {
    var windows: [TensorIndex: (rows: Int, columns: Int, keepsColumns: Bool, loop: Int)] = [:]
    for (index, loop) in stages.enumerated() where loop.count > 1 {
      let extents = loop.greatestExtents()
      for position in 0..<loop.count where loop.isWindow(position) {
        let tensor = graph.operators[loop.operators.lowerBound + position].outputs[0]
        windows[tensor] = (
          extents[position].rows, extents[position].columns, loop.keep[position].columns, index
        )
      }
    }
    return windows
  }

  /// The operators that may write over an operand: those that promise to, for operands with the same pixels.
  private func inPlacePairs(_ bufferOfTensor: [Int?], _ buffers: [Buffer]) -> Set<InPlacePair> {
    var pairs = Set<InPlacePair>()
    for (index, node) in graph.operators.enumerated() where kernels[index].alias == .elements {
      let output = graph.tensors[node.outputs[0]]
      for (_, tensor) in graph.activations(of: node) {
        let operand = graph.tensors[tensor]
        let pair = InPlacePair(written: bufferOfTensor[node.outputs[0]]!, read: bufferOfTensor[tensor]!)
        guard operand.shape == output.shape, operand.type.byteCount >= output.type.byteCount,
          buffers[pair.written].kind != .window, buffers[pair.read].kind != .window
        else { continue }
        pairs.insert(pair)
      }
    }
    return pairs
  }
}

/// The lives of all rows, gathered step by step.
private struct LifetimeWalk {
  /// Of every tensor's rows from the first write to the last read.
  var lives: [[RowLife?]]
  /// Of tensors whose memory is a window the most rows that one tile needs at a time.
  var tileSlots: [Int]
  var stepOfMoment: [Int] = []
  /// Of the same tensors when they live, counted from the beginning of a tile.
  var cycles: [TensorIndex: RowLife] = [:]
  private var tileLives: [TensorIndex: [RowLife?]] = [:]
  /// The moment at which the current tile began, for each tensor its own, and whether windows still move.
  private var tileStart = 0
  private var tileStarts: [TensorIndex: Int] = [:]
  private var isMoving = false
  private let graph: Graph

  init(_ program: Program, given: Set<TensorIndex>) {
    graph = program.graph
    lives = graph.tensors.map { [RowLife?](repeating: nil, count: $0.isConstant ? 0 : $0.shape.rows) }
    tileSlots = Array(repeating: 1, count: graph.tensors.count)
    // Only what the stages read or pass on is there: a program of some stages leaves the rest out.
    let early = graph.inputs.filter { given.isEmpty || given.contains($0) }
    for tensor in given.union(program.input == .resident ? early : []) {
      let isStreamed = program.input == .streamed && graph.inputs.contains(tensor)
      if !isStreamed { lives[tensor] = lives[tensor].map { _ in RowLife(start: -1, end: -1) } }
    }
  }

  /// Notices where tiles begin: with the moves of their windows.
  mutating func enter(_ step: Step) {
    if step.kind == .move {
      let tensor = graph.operators[step.index].outputs[0]
      endTile(tensor)
      if !isMoving { tileStart = stepOfMoment.count }
      tileLives[tensor] = Array(repeating: nil, count: graph.tensors[tensor].shape.rows)
      tileStarts[tensor] = tileStart
    }
    isMoving = step.kind == .move
  }

  /// A tile that knew nothing of the rows another left in this tensor's window is over.
  private mutating func endTile(_ tensor: TensorIndex) {
    guard let lives = tileLives[tensor], let start = tileStarts[tensor] else { return }
    tileSlots[tensor] = max(tileSlots[tensor], Buffer.slots(for: lives))
    for case let life? in lives {
      let known = cycles[tensor] ?? RowLife(start: .max, end: .min)
      cycles[tensor] = RowLife(
        start: min(known.start, life.start - start), end: max(known.end, life.end - start))
    }
  }

  mutating func touch(_ reads: [Access], _ write: Access) {
    let now = stepOfMoment.count
    for read in reads {
      for row in read.rows {
        lives[read.tensor][row]?.end = now
        tileLives[read.tensor]?[row]?.end = now
      }
    }
    guard !write.columns.isEmpty else { return }
    for row in write.rows {
      lives[write.tensor][row] = RowLife(start: lives[write.tensor][row]?.start ?? now, end: now)
      if let life = tileLives[write.tensor] {
        tileLives[write.tensor]![row] = RowLife(start: life[row]?.start ?? now, end: now)
      }
    }
  }

  /// What a step wrote is there when it is over, also rows that nothing reads.
  mutating func leave(_ write: Access) {
    let now = stepOfMoment.count - 1
    for row in write.rows where !write.columns.isEmpty {
      lives[write.tensor][row]!.end = max(lives[write.tensor][row]!.end, now)
      if let life = tileLives[write.tensor]?[row] {
        tileLives[write.tensor]![row]!.end = max(life.end, now)
      }
    }
  }

  mutating func finish(_ wanted: Set<TensorIndex>) {
    for tensor in tileLives.keys { endTile(tensor) }
    for tensor in wanted.union(graph.outputs) {
      lives[tensor] = lives[tensor].map { $0.map { RowLife(start: $0.start, end: stepOfMoment.count) } }
    }
  }
}

extension StageLoop {
  /// Of every result the most rows and columns that a tile needs. O(tiles of a row and of a column * reads).
  func greatestExtents() -> [Extent] {
    var extents = [Extent](repeating: Extent(1), count: count)
    for axis in [Axis.rows, .columns] {
      var done = [Int](repeating: 0, count: count)
      let (size, tile) = axis == .rows ? (grid.rows, grid.tileRows) : (grid.columns, grid.tileColumns)
      for start in stride(from: 0, to: size, by: tile) {
        let plan = plan(axis, output: start..<min(start + tile, size), done: done)
        for position in 0..<count {
          let needed = plan.needed[position]
          done[position] = max(done[position], needed.upperBound)
          if axis == .rows {
            extents[position].rows = max(extents[position].rows, needed.count)
          } else {
            extents[position].columns = max(extents[position].columns, needed.count)
          }
        }
      }
    }
    return extents
  }
}
