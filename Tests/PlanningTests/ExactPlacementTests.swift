import Network
import Planning
import Support
import TestSupport
import Testing

@Suite struct ExactPlacementTests {
  private let again = RunSeed.reproduction("ExactPlacementTests")

  /// The least peak there is, by trying every aligned offset below `limit` of one buffer after the other.
  private func leastPeak(_ buffers: [Buffer], _ conflicts: Conflicts, below limit: Int) -> Int {
    var least = limit
    var offsets: [Int] = []
    func place(_ end: Int) {
      let index = offsets.count
      guard index < buffers.count else {
        least = min(least, end)
        return
      }
      var offset = 0
      while max(end, offset + buffers[index].bytes) < least {
        let isFree = conflicts.of[index].allSatisfy { other, forbidden in
          other > index
            || forbidden.allSatisfy {
              offsets[other] - offset <= $0.lower || $0.upper <= offsets[other] - offset
            }
        }
        if isFree {
          offsets.append(offset)
          place(max(end, offset + buffers[index].bytes))
          offsets.removeLast()
        }
        offset += buffers[index].alignment
      }
    }
    place(0)
    return least
  }

  /// Buffers with rows in rings, some written in place of others, some in cycles.
  private func instance(_ random: inout SplitMix64) -> (buffers: [Buffer], inPlace: Set<InPlacePair>) {
    let count = random.int(in: 1...6)
    var buffers = RandomBuffers.make(&random, count: count, rows: count > 3 ? 3 : 5)
    // Few enough places that trying them all takes little.
    if count > 3 { for index in buffers.indices { buffers[index].alignment = 4 } }
    var inPlace = Set<InPlacePair>()
    if buffers.count > 2, random.oneIn(2) {
      inPlace = [InPlacePair(written: 2, read: 0), InPlacePair(written: 0, read: 1)]
    }
    guard random.oneIn(3) else { return (buffers, inPlace) }
    for index in buffers.indices.dropFirst(3) {
      let start = random.int(in: 0...5)
      let life = RowLife(start: start, end: start + random.int(in: 0...2))
      buffers[index].lives = Array(repeating: buffers[index].life, count: buffers[index].slots)
      buffers[index].cycle = Buffer.Cycle(loop: random.int(in: 0...1), life: life)
    }
    return (buffers, inPlace)
  }

  private func areAllowed(_ offsets: [Int], _ buffers: [Buffer], _ conflicts: Conflicts) -> Bool {
    offsets.indices.allSatisfy { index in
      offsets[index] >= 0 && offsets[index] % buffers[index].alignment == 0
        && conflicts.of[index].allSatisfy { other, forbidden in
          let distance = offsets[other] - offsets[index]
          return forbidden.allSatisfy { distance <= $0.lower || $0.upper <= distance }
        }
    }
  }

  @Test func equalsBruteForce() {
    var random = RunSeed.generator("exact")
    var (several, cyclic, searched) = (0, 0, 0)
    for number in 0..<200 {
      let (buffers, inPlace) = instance(&random)
      let conflicts = Conflicts(buffers, inPlace: inPlace)
      let greedy = place(buffers, inPlace: inPlace, by: .greedy)
      let least = (leastPeak(buffers, conflicts, below: placeGreedily(buffers, conflicts).peak) + 3) / 4 * 4
      #expect(greedy.bound <= least && greedy.nodes == 0, "\(again) case \(number): \(greedy)")
      // Wherever it stops the bound is none above the optimum and the offsets are allowed.
      for limit in [0, 1, 3, 8, exactPlacementNodes] {
        let result = place(buffers, inPlace: inPlace, by: .exact, nodeLimit: limit)
        let comment = "\(again) case \(number): \(result), least \(least)"
        #expect(areAllowed(result.offsets, buffers, conflicts), "\(comment)")
        let end = zip(result.offsets, buffers).map { $0 + $1.bytes }.max() ?? 0
        #expect(result.peak == (end + 3) / 4 * 4 && result.peak <= greedy.peak, "\(comment)")
        #expect(greedy.bound <= result.bound && result.bound <= least && least <= result.peak, "\(comment)")
        #expect(result.nodes <= limit, "\(comment)")
        if limit == exactPlacementNodes {
          #expect(result.isProved && result.peak == least, "\(comment)")
          if result.nodes > 1 { searched += 1 }
        }
      }
      if conflicts.of.contains(where: { $0.contains { $0.offsets.count > 1 } }) { several += 1 }
      if buffers.contains(where: { $0.cycle != nil }) { cyclic += 1 }
    }
    #expect(several > 10 && cyclic > 10 && searched > 10, "\(again): \(several) \(cyclic) \(searched)")
    #expect(place([], inPlace: [], by: .exact).isProved)
  }

  @Test func programsArePlacedBetweenBoundAndGreedy() throws {
    for number in 0..<12 {
      var random = RunSeed.generator("exact program placement", number)
      let graph = try RandomGraph.make(seed: random.next()).normalised().graph
      for input in InputMode.allCases {
        let program = try graph.program(.randomTiles(graph, &random), input)
        let placement = program.placed(in: "sram", by: .exact)
        let demand = program.memoryDemand()
        RandomBuffers.check(
          demand.buffers, placement.buffers.map(\.offset), inPlace: demand.inPlace,
          "\(again) graph \(number) \(input.rawValue)")
        let greedy = program.placed(in: "sram", by: .greedy)
        #expect(
          placement.peak <= greedy.peak && greedy.lowerBound <= placement.lowerBound, "\(again), \(number)")
        #expect(placement.lowerBound <= placement.peak && placement.method == .exact, "\(again), \(number)")
      }
    }
  }

  @Test func theSameEveryTime() {
    var random = RunSeed.generator("exact again")
    for _ in 0..<20 {
      let buffers = RandomBuffers.make(&random, count: 12)
      let result = place(buffers, inPlace: [], by: .exact, nodeLimit: 200)
      #expect(result == place(buffers, inPlace: [], by: .exact, nodeLimit: 200), "\(again)")
    }
  }

  /// Stages and schedules are estimated either way, and the answers kept apart.
  @Test func stagesArePlacedExactly() throws {
    let graph = try Zoo.graph("mcunet-vww0")
    let planner = StagePlanner(graph: graph, input: .streamed, kernels: .portable)
    let end = try #require(graph.cuts().first { $0.isNarrow && $0.after >= 6 }).after
    let keep = graph.insideNames(0...end).map { ($0, Stage.Keep.y) }
    let stage = Stage(
      last: graph.operators[end].name, tile: Tile(rows: 1, columns: nil),
      keep: Dictionary(uniqueKeysWithValues: keep), order: .pull)
    let exact = try planner.estimate(stage, first: 0, placement: .exact)
    let greedy = try planner.estimate(stage, first: 0)
    #expect(exact.peak < greedy.peak && greedy.bound <= exact.bound && exact.bound <= exact.peak)
    #expect(try planner.estimate(stage, first: 0, placement: .exact) == exact)
    let rest = graph.operators[(end + 1)...].map { Stage(last: $0.name) }
    let schedule = Schedule(stages: [stage] + rest)
    let source = Location.graph(model: "test")
    let whole = try planner.estimate(schedule, placement: .exact, source: source)
    let placement = try graph.program(schedule, .streamed).placed(in: "sram", by: .exact)
    #expect(whole.peak == placement.peak && whole.bound == placement.lowerBound)
    #expect(try planner.estimate(schedule, source: source).peak >= whole.peak)
  }
}
