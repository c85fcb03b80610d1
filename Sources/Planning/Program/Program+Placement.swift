import Network

extension Program {
  /// Every buffer of the program at a place in a memory of this name.
  package func placed(in region: String, by method: PlacementMethod) -> Placement {
    let demand = memoryDemand()
    let conflicts = Conflicts(demand.buffers, inPlace: demand.inPlace)
    let result =
      switch method {
      case .greedy: placeGreedily(demand.buffers, conflicts)
      }
    let steps = stepsOfMoments()
    let buffers = zip(demand.buffers, result.offsets).map { buffer, offset in
      let life = buffer.life ?? RowLife(start: 0, end: 0)
      return PlacedBuffer(
        buffer: buffer, region: region, offset: offset, firstStep: steps[max(life.start, 0)].lowerBound,
        lastStep: steps[min(max(life.end, 0), steps.count - 1)].upperBound - 1)
    }
    return Placement(
      buffers: buffers, bufferOfTensor: demand.bufferOfTensor, windowOfTensor: demand.windowOfTensor,
      peak: result.peak.roundedUp(to: 4),
      lowerBound: demand.liveBytes.max() ?? 0)
  }

  /// For each moment the steps of its event. O(steps).
  package func stepsOfMoments() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var first = 0
    for event in events {
      let count = steps(of: event).count
      ranges += Array(repeating: first..<first + count, count: moments(of: event))
      first += count
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
  /// The bytes that must lie apart before the first moment, and at each moment. Rows that one element-wise
  /// operator reads for the last time and writes for the first may share theirs, so the smaller of the two does
  /// not count.
  package var liveBytes: [Int] {
    var live = Planning.liveBytes(buffers)
    for pair in inPlace {
      let (written, read) = (buffers[pair.written], buffers[pair.read])
      guard written.pieces == nil, read.pieces == nil else { continue }
      for (mine, theirs) in zip(written.lives, read.lives) {
        guard let mine, let theirs, mine.start == theirs.end else { continue }
        live[mine.start + 1] -= min(written.rowBytes, read.rowBytes)
      }
    }
    return live
  }
}
