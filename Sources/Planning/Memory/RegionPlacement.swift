/// A memory that buffers may be placed in, and the bytes of it that may be used.
package struct WorkingMemory: Sendable, Hashable {
  package var name: String
  package var limit: Int

  /// - Parameter limit: in bytes; whatever is placed fits where it is left out.
  package init(_ name: String, limit: Int = .max) {
    self.name = name
    self.limit = limit
  }
}

/// Which memory every buffer lies in, and where.
package struct RegionOffsets: Sendable, Hashable {
  /// Of every buffer the position of its memory.
  package var memories: [Int]
  /// Of every buffer, in bytes from the start of its memory.
  package var offsets: [Int]
  /// Of every memory what its placement gave; of its buffers only, in their order.
  package var regions: [BufferOffsets]
}

/// A memory and an offset for every buffer such that no byte holds two live rows; the same in every run.
///
/// Buffers that are not pinned lie in the first memory. Where they do not fit it, some move to the others, one
/// after the other into the first with room: of those that live at the fullest moment the one with the greatest
/// product of bytes and moments. A byte is accessed about as often however long it lives, so these free most of
/// the first memory for the fewest accesses of a slower one. At the end, those that fit after all go back, the
/// last moved first. Which buffers move is decided by greedy placement, whatever the method.
///
/// - Parameters:
///   - memories: at least one, in the order in which they are filled.
///   - pinned: of every buffer the position of the memory it must lie in, nil where it is free.
/// - Complexity: two placements of some of the buffers for each that moves, and one a memory for each that
///   finds no room; none where the first memory holds them all.
package func place(
  _ buffers: [Buffer], inPlace: Set<InPlacePair>, in memories: [WorkingMemory], pinned: [Int?],
  by method: PlacementMethod
) -> RegionOffsets {
  var assignment = RegionAssignment(buffers, inPlace, memories, pinned)
  var regions = memories.indices.map { assignment.placed($0, by: method) }
  if memories.count > 1, regions[0].peak > memories[0].limit {
    assignment.spill()
    regions = memories.indices.map { assignment.placed($0, by: method) }
  }
  var next = memories.map { _ in 0 }
  let offsets = assignment.memories.map { memory in
    defer { next[memory] += 1 }
    return regions[memory].offsets[next[memory]]
  }
  return RegionOffsets(memories: assignment.memories, offsets: offsets, regions: regions)
}

/// Buffers distributed over memories.
private struct RegionAssignment {
  let buffers: [Buffer]
  let inPlace: Set<InPlacePair>
  let limits: [Int]
  let pinned: [Int?]
  /// Of every buffer the position of its memory.
  var memories: [Int]

  init(
    _ buffers: [Buffer], _ inPlace: Set<InPlacePair>, _ memories: [WorkingMemory], _ pinned: [Int?]
  ) {
    self.buffers = buffers
    self.inPlace = inPlace
    limits = memories.map(\.limit)
    self.pinned = pinned
    self.memories = pinned.map { $0 ?? 0 }
  }

  private func members(_ memory: Int) -> [Int] { buffers.indices.filter { memories[$0] == memory } }

  /// The offsets of the buffers of one memory.
  func placed(_ memory: Int, by method: PlacementMethod) -> BufferOffsets {
    let members = members(memory)
    return place(
      members.map { buffers[$0] }, inPlace: restricted(inPlace, to: members, of: buffers.count), by: method)
  }

  private func fits(_ memory: Int) -> Bool { placed(memory, by: .greedy).peak <= limits[memory] }

  mutating func spill() {
    var moved: [Int] = []
    var hopeless: Set<Int> = []
    while !fits(0), let next = nextToMove(except: hopeless) {
      if move(next) { moved.append(next) } else { hopeless.insert(next) }
    }
    guard fits(0) else { return }
    for index in moved.reversed() {
      let memory = memories[index]
      memories[index] = 0
      if !fits(0) { memories[index] = memory }
    }
  }

  private func nextToMove(except hopeless: Set<Int>) -> Int? {
    let present = members(0)
    let busiest = busiestMoment(present.map { buffers[$0] })
    func order(_ index: Int) -> (Int, Int, Int) {
      let life = buffers[index].life ?? RowLife(start: 0, end: 0)
      let isBusy = life.start <= busiest && busiest <= life.end
      return (isBusy ? 0 : 1, -buffers[index].bytes * (life.end - life.start + 1), index)
    }
    return present.filter { pinned[$0] == nil && !hopeless.contains($0) }.min { order($0) < order($1) }
  }

  /// Moves a buffer into the first other memory with room for it; whether there is one.
  private mutating func move(_ index: Int) -> Bool {
    for memory in limits.indices.dropFirst() where buffers[index].bytes <= limits[memory] {
      memories[index] = memory
      if fits(memory) { return true }
    }
    memories[index] = 0
    return false
  }
}

/// The pairs among some of `count` buffers, by their positions among these.
func restricted(_ inPlace: Set<InPlacePair>, to members: [Int], of count: Int) -> Set<InPlacePair> {
  var positions = [Int?](repeating: nil, count: count)
  for (position, index) in members.enumerated() { positions[index] = position }
  return Set(
    inPlace.compactMap { pair in
      guard let written = positions[pair.written], let read = positions[pair.read] else { return nil }
      return InPlacePair(written: written, read: read)
    })
}
