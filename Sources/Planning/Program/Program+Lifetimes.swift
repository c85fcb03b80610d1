import Network

/// The buffers a program needs and the constraints on their places.
package struct MemoryDemand: Sendable {
  package var buffers: [Buffer]
  /// For each tensor of the graph the buffer of its rows, whole or a ring, which may be that of a result computed
  /// over it; nil for constants, inputs nothing reads, and results that lie in windows only.
  package var bufferOfTensor: [Int?]
  /// For each tensor of the graph the buffer of its window.
  package var windowOfTensor: [Int?]
  /// For each operator the buffer of its kernel's scratch.
  package var scratchOfOperator: [Int?]
  /// Buffers that may be written over others in place.
  package var inPlace: Set<InPlacePair>
  package var moments: Int
}

extension Program {
  /// Walks the runs once and finds when every row lives. Everything the inference needs is a buffer.
  ///
  /// Inputs that are resident live from before the first moment; outputs of the graph live to behind the last.
  /// - Parameters:
  ///   - given: other tensors that are there before the first moment.
  ///   - wanted: other tensors that must be there behind the last.
  /// - Complexity: O(runs * operators of a unit * rows a run touches).
  package func memoryDemand(
    given: Set<TensorIndex> = [], wanted: Set<TensorIndex> = []
  ) -> MemoryDemand {
    memoryDemand(of: events, given: given, wanted: wanted)
  }

  /// The same of events that are known already.
  func memoryDemand(
    of events: some Sequence<ProgramEvent>, given: Set<TensorIndex>, wanted: Set<TensorIndex>
  ) -> MemoryDemand {
    var walk = LifetimeWalk(self, given: given)
    for event in events { walk.take(event) }
    walk.finish(wanted)
    return demand(walk)
  }

  /// The moments of an event: one, but for a run of a single operator whose kernel promises to make rows in
  /// ascending order one a row.
  package func moments(of event: ProgramEvent) -> Int {
    switch event {
    case .strip: return 0
    case .fetch, .clear: return 1
    case .run(let run):
      let loop = stages[run.stage]
      let first = run.positions.lowerBound
      guard run.positions.count == 1, run.tiles.count == 1,
        kernels[loop.operators.lowerBound + first].alias != .none
      else { return 1 }
      return run.rows[first].fresh.count
    }
  }

  private func demand(_ walk: LifetimeWalk) -> MemoryDemand {
    let consumers = graph.consumers()
    var demand = MemoryDemand(
      buffers: [], bufferOfTensor: Array(repeating: nil, count: graph.tensors.count),
      windowOfTensor: Array(repeating: nil, count: graph.tensors.count),
      scratchOfOperator: Array(repeating: nil, count: graph.operators.count), inPlace: [], moments: walk.now)
    let places = placesInStages()
    for (index, tensor) in graph.tensors.enumerated() where !tensor.isConstant {
      if graph.inputs.contains(index), consumers[index].isEmpty { continue }
      if let (loop, position) = places[index] {
        add(index, loop, position, walk, to: &demand)
      } else {
        var buffer = Buffer(
          name: tensor.name, kind: .tensor, slots: tensor.shape.rows,
          rowBytes: tensor.shape.columns * tensor.pixelBytes, alignment: max(4, tensor.type.byteCount),
          lives: walk.lives[index])
        if input == .streamed, graph.inputs.contains(index), !graph.outputs.contains(index) {
          buffer.slots = Buffer.slots(for: walk.lives[index])
          if buffer.slots < tensor.shape.rows { buffer.kind = .ring }
        }
        demand.bufferOfTensor[index] = demand.buffers.count
        demand.buffers.append(buffer)
      }
    }
    for (tensor, (stage, position)) in places where stages[stage].storage[position].isInResult {
      let result = graph.operators[stages[stage].operators.lowerBound + position + 1].outputs[0]
      demand.bufferOfTensor[tensor] = demand.bufferOfTensor[result]
    }
    demand.inPlace = inPlacePairs(demand)
    addScratch(to: &demand)
    return demand
  }

  /// Of every result inside a stage that stage and its operator's position there.
  func placesInStages() -> [TensorIndex: (stage: Int, position: Int)] {
    var places: [TensorIndex: (stage: Int, position: Int)] = [:]
    for (index, loop) in stages.enumerated() {
      for position in 0..<loop.last {
        places[graph.operators[loop.operators.lowerBound + position].outputs[0]] = (index, position)
      }
    }
    return places
  }

  /// The ring and the window of a result inside a stage.
  private func add(
    _ tensor: TensorIndex, _ stage: Int, _ position: Int, _ walk: LifetimeWalk, to demand: inout MemoryDemand
  ) {
    let value = graph.tensors[tensor]
    let loop = stages[stage]
    let storage = loop.storage[position]
    let alignment = max(4, value.type.byteCount)
    let rowBytes = storage.ringColumns * value.pixelBytes
    if storage.ringRows != 0 {
      var buffer = Buffer(
        name: value.name, kind: .ring, slots: storage.ringRows ?? 1, rowBytes: rowBytes,
        alignment: alignment, lives: walk.lives[tensor])
      if storage.ringRows == nil {
        let fillings = walk.fillings[tensor] ?? []
        buffer.slots = (fillings + [walk.lives[tensor]]).map { Buffer.slots(for: $0) }.max() ?? 1
        if fillings.count > 0 {
          // Filled anew again and again: in use as a whole each time.
          buffer.slots = fillings.map { Buffer.slots(for: $0) }.max() ?? 1
          buffer.pieces = fillings.compactMap { Buffer.life(of: $0) }
        }
      } else {
        buffer.lives = Buffer.withoutOverlap(buffer.lives, slots: buffer.slots, isReversed: loop.scan == .up)
      }
      if buffer.slots >= value.shape.rows, storage.ringColumns == value.shape.columns {
        buffer.kind = .tensor
      }
      demand.bufferOfTensor[tensor] = demand.buffers.count
      demand.buffers.append(buffer)
    }
    guard let window = storage.window else { return }
    var buffer = Buffer(
      name: value.name, kind: .window, slots: window.rows, rowBytes: window.columns * value.pixelBytes,
      alignment: alignment, lives: [])
    buffer.pieces = walk.windowLives[tensor] ?? []
    if let life = loop.lifeInTile(of: position) {
      let unit = loop.units[loop.unit(of: position)]
      buffer.cycle = Buffer.Cycle(
        loop: loop.operators.lowerBound + unit.positions.lowerBound, life: life)
    }
    demand.windowOfTensor[tensor] = demand.buffers.count
    demand.buffers.append(buffer)
  }

  /// The operators that may write over an operand: those that promise to, that run alone, for operands with the
  /// same pixels.
  private func inPlacePairs(_ demand: MemoryDemand) -> Set<InPlacePair> {
    var pairs = Set<InPlacePair>()
    for loop in stages {
      for unit in loop.units where unit.positions.count == 1 {
        let index = loop.operators.lowerBound + unit.positions.lowerBound
        let node = graph.operators[index]
        guard kernels[index].alias == .elements,
          unit.columns >= loop.sizes[unit.positions.lowerBound].columns
        else { continue }
        let output = graph.tensors[node.outputs[0]]
        for (_, tensor) in graph.activations(of: node) {
          let operand = graph.tensors[tensor]
          guard let written = demand.bufferOfTensor[node.outputs[0]],
            let read = demand.bufferOfTensor[tensor],
            operand.shape == output.shape, operand.type.byteCount >= output.type.byteCount,
            demand.buffers[written].holdsWholeRows(of: output),
            demand.buffers[read].holdsWholeRows(of: operand)
          else { continue }
          pairs.insert(InPlacePair(written: written, read: read))
        }
      }
    }
    return pairs
  }
}

extension StageLoop {
  /// From which operator to which a window is in use within a tile; nil where something in it outlives a tile.
  func lifeInTile(of position: Int) -> RowLife? {
    let unit = units[unit(of: position)]
    guard !keep[position].columns || unit.columns >= sizes[unit.positions.upperBound].columns,
      !storage[position].isSavedLate
    else { return nil }
    let readers = reads.indices.filter { reader in reads[reader].contains { $0.producer == position } }
    // What is saved is read once more when the tile is over.
    let isSaved = storage[position].ringRows != 0
    return RowLife(start: position, end: isSaved ? unit.positions.upperBound : readers.last ?? position)
  }
}

extension Tensor {
  /// Bytes of all channels of one pixel.
  var pixelBytes: Int { shape.channels * type.byteCount }
}

extension Buffer {
  /// Whether each row lives by itself, at full width.
  fileprivate func holdsWholeRows(of tensor: Tensor) -> Bool {
    pieces == nil && kind != .window && rowBytes == tensor.shape.columns * tensor.pixelBytes
  }

  /// Lives of which those of one slot do not meet: a row whose slot another takes over column by column ends
  /// where the other begins.
  static func withoutOverlap(_ lives: [RowLife?], slots: Int, isReversed: Bool) -> [RowLife?] {
    var lives = lives
    for slot in 0..<slots {
      let rows = lives.indices.filter { $0 % slots == slot && lives[$0] != nil }
      let order = isReversed ? rows.reversed() : rows
      for (row, later) in zip(order, order.dropFirst()) {
        guard let life = lives[row], let next = lives[later], next.start <= life.end else { continue }
        lives[row] = next.start > life.start ? RowLife(start: life.start, end: next.start - 1) : nil
      }
    }
    return lives
  }
}

/// The lives of all rows, gathered event by event.
private struct LifetimeWalk {
  /// Of every tensor's rows from the first write to the last read. Rows that lie in a window only are nil.
  var lives: [[RowLife?]]
  /// Of rings that are filled anew in each strip or row of tiles, the lives of each filling.
  var fillings: [TensorIndex: [[RowLife?]]] = [:]
  /// Of every window when it is in use.
  var windowLives: [TensorIndex: [RowLife]] = [:]
  /// The moment that comes next.
  var now = 0
  private var filling: [TensorIndex: Int] = [:]
  private let program: Program
  private let refilled: Set<TensorIndex>

  init(_ program: Program, given: Set<TensorIndex>) {
    self.program = program
    let graph = program.graph
    lives = graph.tensors.map { [RowLife?](repeating: nil, count: $0.isConstant ? 0 : $0.shape.rows) }
    refilled = program.refilledRings()
    // Only what the stages read or pass on is there: a program of some stages leaves the rest out.
    let early = graph.inputs.filter { given.isEmpty || given.contains($0) }
    for tensor in given.union(program.input == .resident ? early : []) {
      let isStreamed = program.input == .streamed && graph.inputs.contains(tensor)
      if !isStreamed { lives[tensor] = lives[tensor].map { _ in RowLife(start: -1, end: -1) } }
    }
  }

  mutating func take(_ event: ProgramEvent) {
    switch event {
    case .strip: return
    case .fetch(let tensor, let row):
      write(tensor, row..<row + 1)
      now += 1
    case .clear(let index):
      write(program.graph.operators[index].outputs[0], 0..<1)
      now += 1
    case .run(let run):
      let loop = program.stages[run.stage]
      if run.positions.count == 1 {
        takeRows(run, loop, run.positions.lowerBound, program.moments(of: event))
      } else {
        for position in run.positions { touch(run, loop, position) }
        now += 1
      }
    }
  }

  /// A run of a single operator, in one moment or one a row.
  private mutating func takeRows(_ run: UnitRun, _ loop: StageLoop, _ position: Int, _ moments: Int) {
    let fresh = loop.inMemory(run.rows[position].fresh, of: loop.sizes[position].rows)
    let tensor = program.graph.operators[loop.operators.lowerBound + position].outputs[0]
    let key = loop.keep[position].rows ? run.strip : run.strip * loop.tileRowCount + run.tileRow
    if refilled.contains(tensor), filling[tensor] != key {
      filling[tensor] = key
      fillings[tensor, default: []].append(Array(repeating: nil, count: lives[tensor].count))
    }
    for rows in moments == 1 ? [fresh] : fresh.map({ $0..<$0 + 1 }) {
      let walked = loop.inMemory(rows, of: loop.sizes[position].rows)
      for operand in loop.reads[position] {
        read(operand.tensor, loop.inMemory(operand.needed(.rows, walked), of: operand.size.rows))
      }
      if loop.addsUp, position == loop.last { write(tensor, 0..<1) } else { write(tensor, rows) }
      now += 1
    }
    // What was written is there when the run is over, also rows that nothing reads.
    guard !(loop.addsUp && position == loop.last) else { return }
    for row in fresh { end(tensor, row, now - 1) }
  }

  /// What one operator of a longer unit reads and writes in the moment of the run.
  private mutating func touch(_ run: UnitRun, _ loop: StageLoop, _ position: Int) {
    let (needed, fresh) = run.rows[position]
    let tensor = program.graph.operators[loop.operators.lowerBound + position].outputs[0]
    if !fresh.isEmpty {
      for operand in loop.reads[position] where operand.producer == nil || !loop.isInside(operand.producer!) {
        read(operand.tensor, loop.inMemory(operand.needed(.rows, fresh), of: operand.size.rows))
      }
    }
    guard loop.isInside(position) else {
      if loop.addsUp, position == loop.last {
        write(tensor, 0..<1)
      } else {
        write(tensor, loop.inMemory(fresh, of: loop.sizes[position].rows))
      }
      return
    }
    guard !needed.isEmpty else { return }
    let storage = loop.storage[position]
    let base = storage.firstWindowRow(needed)
    if storage.ringRows != 0 {
      let size = loop.sizes[position].rows
      read(tensor, loop.inMemory(needed.lowerBound..<base, of: size))
      let direct = fresh.clamped(to: needed.lowerBound..<base)
      if !direct.isEmpty { write(tensor, loop.inMemory(direct, of: size)) }
      let saved = storage.savedRows(needed)
      if !saved.isEmpty { write(tensor, loop.inMemory(saved, of: size)) }
    }
    if storage.window != nil, base < needed.upperBound {
      windowLives[tensor, default: []].append(RowLife(start: now, end: now))
    }
  }

  private mutating func read(_ tensor: TensorIndex, _ rows: Range<Int>) {
    for row in rows { end(tensor, row, now) }
  }

  private mutating func end(_ tensor: TensorIndex, _ row: Int, _ moment: Int) {
    lives[tensor][row]?.end = moment
    if let last = fillings[tensor]?.indices.last { fillings[tensor]![last][row]?.end = moment }
  }

  private mutating func write(_ tensor: TensorIndex, _ rows: Range<Int>) {
    for row in rows {
      lives[tensor][row] = RowLife(start: lives[tensor][row]?.start ?? now, end: now)
      if let last = fillings[tensor]?.indices.last {
        fillings[tensor]![last][row] = RowLife(
          start: fillings[tensor]![last][row]?.start ?? now, end: now)
      }
    }
  }

  mutating func finish(_ wanted: Set<TensorIndex>) {
    for tensor in wanted.union(program.graph.outputs) {
      lives[tensor] = lives[tensor].map { $0.map { RowLife(start: $0.start, end: now) } }
    }
  }
}

extension Program {
  /// Results that units pass on to others and whose rings are filled anew: in each strip, and in each row of
  /// tiles where no rows are kept.
  fileprivate func refilledRings() -> Set<TensorIndex> {
    var found = Set<TensorIndex>()
    for loop in stages {
      for position in 0..<loop.last where !loop.isInside(position) {
        let fillings = loop.stripCount * (loop.keep[position].rows ? 1 : loop.tileRowCount)
        if fillings > 1 {
          found.insert(graph.operators[loop.operators.lowerBound + position].outputs[0])
        }
      }
    }
    return found
  }
}
