import Network

extension Program {
  /// Every buffer of the program at a place in a memory of this name, but for those pinned to others.
  package func placed(in region: String, by method: PlacementMethod) -> Placement {
    placed(in: [WorkingMemory(region)], by: method)
  }

  /// Every buffer of the program at a place in one of these memories; what is pinned to none of them lies in a
  /// memory of that name without a limit.
  package func placed(in memories: [WorkingMemory], by method: PlacementMethod) -> Placement {
    let demand = memoryDemand()
    let memories = memories + pinnedMemories(besides: memories)
    let result = place(
      demand.buffers, inPlace: demand.inPlace, in: memories,
      pinned: demand.pinned(pins, to: memories.map(\.name)), by: method)
    let steps = stepsOfMoments()
    let buffers = demand.buffers.enumerated().map { index, buffer in
      let life = buffer.life ?? RowLife(start: 0, end: 0)
      return PlacedBuffer(
        buffer: buffer, region: memories[result.memories[index]].name, offset: result.offsets[index],
        firstStep: steps[max(life.start, 0)].lowerBound,
        lastStep: steps[min(max(life.end, 0), steps.count - 1)].upperBound - 1)
    }
    let used = memories.indices.filter { result.memories.contains($0) }
    let regions = (used.isEmpty ? [0] : used).map { index in
      let offsets = result.regions[index]
      return PlacedRegion(
        name: memories[index].name, peak: offsets.peak, lowerBound: offsets.bound, nodes: offsets.nodes)
    }
    return Placement(
      buffers: buffers, regions: regions, bufferOfTensor: demand.bufferOfTensor,
      windowOfTensor: demand.windowOfTensor, scratchOfOperator: demand.scratchOfOperator, method: method)
  }

  /// The memories that tensors are pinned to and that are not among these, in alphabetical order.
  func pinnedMemories(besides memories: [WorkingMemory]) -> [WorkingMemory] {
    Set(pins.values).subtracting(memories.map(\.name)).sorted().map { WorkingMemory($0) }
  }

  /// For each moment the steps of its event, and those before that take no moment, as a strip begins. O(steps).
  package func stepsOfMoments() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var (first, end) = (0, 0)
    for event in events {
      end += steps(of: event).count
      let count = moments(of: event)
      guard count > 0 else { continue }
      ranges += Array(repeating: first..<end, count: count)
      first = end
    }
    return ranges
  }

  /// The peak of running layer by layer with whole tensors, nothing in place: the base of every saving.
  ///
  /// The greatest sum, over operators, of what lives while one runs: its operands, its result, and what later
  /// operators or the caller still need.
  package var layerwisePeak: Int {
    let graph = original
    var lastUse = [Int](repeating: -1, count: graph.tensors.count)
    for (index, node) in graph.operators.enumerated() {
      for case let input? in node.inputs { lastUse[input] = index }
    }
    for output in graph.outputs { lastUse[output] = graph.operators.count }
    let producers = graph.producers()
    return graph.operators.indices.map { index in
      graph.tensors.indices.reduce(0) { sum, tensor in
        let made = producers[tensor] ?? -1
        guard !graph.tensors[tensor].isConstant, made <= index, lastUse[tensor] >= index || made == index
        else {
          return sum
        }
        return sum + graph.tensors[tensor].byteCount
      }
    }.max() ?? 0
  }
}

extension MemoryDemand {
  /// Of every buffer the position of the memory that its tensor is pinned to.
  func pinned(_ pins: [TensorIndex: String], to memories: [String]) -> [Int?] {
    var pinned = [Int?](repeating: nil, count: buffers.count)
    for (tensor, memory) in pins {
      for case let buffer? in [bufferOfTensor[tensor], windowOfTensor[tensor]] {
        pinned[buffer] = memories.firstIndex(of: memory)
      }
    }
    return pinned
  }

  /// The bytes that must lie apart before the first moment, and at each moment.
  package var liveBytes: [Int] { Planning.liveBytes(buffers, inPlace: inPlace) }

  /// The same of some buffers; up to the last moment at which one of them lives.
  package func liveBytes(of members: [Int]) -> [Int] {
    Planning.liveBytes(
      members.map { buffers[$0] }, inPlace: restricted(inPlace, to: members, of: buffers.count))
  }
}
