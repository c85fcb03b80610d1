import Network

extension Program {
  /// The program with the quickest kernels there are for every operator, and their scratch in memory that is
  /// free while they run.
  ///
  /// What is placed stays where it is. A kernel is taken where what it promises is what its predecessor does,
  /// its calls are long enough, and its scratch fits below the peak. Where it makes up for it, scratch may raise
  /// the peak a little: where only portable kernels need none, and half as much for operators with much of the
  /// work. A kernel that takes scratch and does little of the work is not worth its code where another needs
  /// none.
  /// - Parameters:
  ///   - kernels: in the order in which they are tried.
  ///   - limit: bytes that the peak of the first memory, which holds scratch, must not exceed for its sake.
  ///   - specialisation: how much code they may take.
  /// - Complexity: O(runs + operators * buffers * rows).
  package func specialised(
    to kernels: KernelRegistry, _ placement: Placement, limit: Int,
    _ specialisation: Specialisation = .balanced
  ) -> (program: Program, placement: Placement) {
    let peak = placement.regions[0].peak
    let ceiling = min(peak + peak / toleratedRise, max(limit, peak))
    let (runs, steps, macs) = (runs(), stepsOfMoments(), graph.operators.indices.map(nominalMACs))
    let choices = graph.operators.indices.map { index in
      self.choices(for: index, kernels, runs[index], beside: placement, steps, ceiling)
    }
    func chosen(_ leftOut: Set<String>) -> [Choice?] {
      choose(
        choices.map { $0.filter { !leftOut.contains($0.kernel.name) } }, macs, peak: peak,
        isSparing: specialisation != .speed)
    }
    let leftOut = kernelsLeftOut(limit: specialisation.codeLimit, macs: macs) { leftOut in
      let kernels = chosen(leftOut).compactMap { $0?.kernel }
      return kernels.count == choices.count ? kernels : nil
    }
    var (program, result) = (self, placement)
    for (index, choice) in chosen(leftOut).enumerated() {
      guard let choice else { continue }
      program.kernels[index] = choice.kernel
      if let scratch = choice.scratch {
        result.scratchOfOperator[index] = result.buffers.count
        result.buffers.append(scratch)
        result.regions[0].peak = max(result.regions[0].peak, scratch.end.roundedUp(to: 4))
      }
    }
    return (program, result)
  }

  private typealias Choice = (kernel: KernelDescriptor, scratch: PlacedBuffer?)

  /// Of each operator's kernels, quickest first, the one to take.
  private func choose(_ choices: [[Choice]], _ macs: [Int], peak: Int, isSparing: Bool) -> [Choice?] {
    let work = macs.reduce(0, +)
    let choices = choices.enumerated().map { index, choices in
      let free = choices.first { $0.scratch == nil }
      guard let free, !free.kernel.requires.isEmpty else { return Array(choices.prefix(1)) }
      let rise = isSparing ? peak / smallRise : peak / toleratedRise
      let limit = macs[index] * leastShare >= work ? peak + rise : peak
      return choices.filter { $0.scratch?.end ?? 0 <= limit }
    }
    var macsOfKernel: [String: Int] = [:]
    for (index, choices) in choices.enumerated() {
      if let first = choices.first { macsOfKernel[first.kernel.name, default: 0] += macs[index] }
    }
    return choices.map { choices in
      choices.first { choice in
        choice.scratch == nil || !isSparing
          || macsOfKernel[choice.kernel.name, default: 0] * leastShare >= work
      } ?? choices.first
    }
  }

  /// The kernels that compute an operator and whose scratch fits, quickest first.
  private func choices(
    for index: OperatorIndex, _ kernels: KernelRegistry, _ runs: Runs, beside placement: Placement,
    _ steps: [Range<Int>], _ ceiling: Int
  ) -> [Choice] {
    let node = graph.operators[index]
    let (operands, current) = (graph.operands(of: node), self.kernels[index])
    // A kernel of a plug-in was asked for: nothing takes its place, and its scratch is placed already.
    if current.isForeign { return [(current, nil)] }
    var choices: [Choice] = []
    for kernel in kernels.candidates(for: node)
    where kernel.call == current.call && kernel.alias == current.alias
      && kernel.leastPixels <= runs.meanPixels
    {
      let bytes = kernel.scratch(operands)
      let scratch = bytes == 0 ? nil : placement.placed(scratchBuffer(index, bytes: bytes, runs), steps)
      guard scratch?.end ?? 0 <= ceiling, kernel.matches(node, operands) else { continue }
      choices.append((kernel, scratch))
    }
    return choices
  }

  /// The multiply-accumulates of an operator where nothing is computed again.
  private func nominalMACs(_ index: OperatorIndex) -> Int {
    guard let operand = operands[index].first else { return 0 }
    let shape = result(index).shape
    return macsPerTap[index] * shape.rows * operand.window.rows.taps * shape.columns
      * operand.window.columns.taps
  }
}

/// By one part in so many of the peak scratch may raise it, where it makes an operator quick at all.
private let toleratedRise = 100

/// And where it only makes one quicker, unless speed is asked for.
private let smallRise = 200

/// One part in so many of the work is worth memory or code.
private let leastShare = 32

extension PlacedBuffer {
  /// Behind its last byte.
  fileprivate var end: Int { offset + buffer.bytes }
}

extension Placement {
  /// A buffer at the lowest offset of the first memory at which it can lie beside those that are placed.
  fileprivate func placed(_ buffer: Buffer, _ stepsOfMoments: [Range<Int>]) -> PlacedBuffer {
    let region = regions[0].name
    let forbidden = buffers.filter { $0.region == region }.flatMap { placed in
      placed.buffer.forbiddenOffsets(of: buffer).map {
        ForbiddenOffsets(lower: placed.offset + $0.lower, upper: placed.offset + $0.upper)
      }
    }
    let life = buffer.life!
    return PlacedBuffer(
      buffer: buffer, region: region,
      offset: lowestOffset(outside: forbidden, alignment: buffer.alignment),
      firstStep: stepsOfMoments[life.start].lowerBound, lastStep: stepsOfMoments[life.end].upperBound - 1)
  }
}
