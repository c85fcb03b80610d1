import Network

extension Program {
  /// Every buffer of the program at a place in a memory of this name.
  package func placed(in region: String, by method: PlacementMethod) -> Placement {
    let demand = memoryDemand()
    let result = place(demand.buffers, inPlace: demand.inPlace, by: method)
    let steps = stepsOfMoments()
    let buffers = zip(demand.buffers, result.offsets).map { buffer, offset in
      let life = buffer.life ?? RowLife(start: 0, end: 0)
      return PlacedBuffer(
        buffer: buffer, region: region, offset: offset, firstStep: steps[max(life.start, 0)].lowerBound,
        lastStep: steps[min(max(life.end, 0), steps.count - 1)].upperBound - 1)
    }
    return Placement(
      buffers: buffers, bufferOfTensor: demand.bufferOfTensor, windowOfTensor: demand.windowOfTensor,
      scratchOfOperator: demand.scratchOfOperator, peak: result.peak, lowerBound: result.bound,
      method: method, nodes: result.nodes)
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
  /// The bytes that must lie apart before the first moment, and at each moment.
  package var liveBytes: [Int] { Planning.liveBytes(buffers, inPlace: inPlace) }
}
