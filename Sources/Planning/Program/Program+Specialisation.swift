import Network

extension Program {
  /// The program with the quickest kernels there are for every operator, and their scratch in memory that is
  /// free while they run.
  ///
  /// What is placed stays where it is. A kernel is taken where what it promises is what its predecessor does,
  /// its calls are long enough, and its scratch fits below the peak. Where only portable kernels need no
  /// scratch, one that does may raise the peak by ``toleratedRise``.
  /// - Parameters:
  ///   - kernels: in the order in which they are tried.
  ///   - limit: bytes that the peak must not exceed for the sake of scratch.
  /// - Complexity: O(runs + operators * buffers * rows).
  package func specialised(
    to kernels: KernelRegistry, _ placement: Placement, limit: Int
  ) -> (program: Program, placement: Placement) {
    var (program, result) = (self, placement)
    let (runs, steps) = (runs(), stepsOfMoments())
    let raised = min(placement.peak + placement.peak / Program.toleratedRise, max(limit, placement.peak))
    for (index, node) in graph.operators.enumerated() {
      let operands = graph.operands(of: node)
      let candidates = kernels.candidates(for: node).filter {
        $0.call == self.kernels[index].call && $0.alias == self.kernels[index].alias
          && $0.leastPixels <= runs[index].meanPixels
      }
      var choice: (kernel: KernelDescriptor, scratch: PlacedBuffer?)?
      for kernel in candidates where kernel.matches(node, operands) {
        let bytes = kernel.scratch(operands)
        guard bytes > 0 else {
          if choice == nil || !kernel.requires.isEmpty { choice = (kernel, nil) }
          break
        }
        let scratch = placement.placed(scratchBuffer(index, bytes: bytes, runs[index]), steps)
        let end = scratch.offset + bytes
        if end <= raised, choice == nil { choice = (kernel, scratch) }
        if end <= placement.peak {
          choice = (kernel, scratch)
          break
        }
      }
      guard let choice else { continue }
      program.kernels[index] = choice.kernel
      if let scratch = choice.scratch {
        result.scratchOfOperator[index] = result.buffers.count
        result.buffers.append(scratch)
        result.peak = max(result.peak, (scratch.offset + scratch.buffer.bytes).roundedUp(to: 4))
      }
    }
    return (program, result)
  }

  /// One part in so many of the peak.
  private static let toleratedRise = 100
}

extension Placement {
  /// A buffer at the lowest offset at which it can lie beside those that are placed.
  fileprivate func placed(_ buffer: Buffer, _ stepsOfMoments: [Range<Int>]) -> PlacedBuffer {
    let forbidden = buffers.flatMap { placed in
      placed.buffer.forbiddenOffsets(of: buffer).map {
        ForbiddenOffsets(lower: placed.offset + $0.lower, upper: placed.offset + $0.upper)
      }
    }
    let life = buffer.life!
    return PlacedBuffer(
      buffer: buffer, region: buffers[0].region,
      offset: lowestOffset(outside: forbidden, alignment: buffer.alignment),
      firstStep: stepsOfMoments[life.start].lowerBound, lastStep: stepsOfMoments[life.end].upperBound - 1)
  }
}
