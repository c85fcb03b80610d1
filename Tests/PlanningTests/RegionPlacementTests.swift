import Network
import Planning
import Support
import TestSupport
import Testing

/// Buffers in several memories: each placed like an only one, filled in the order of the board.
@Suite struct RegionPlacementTests {
  private let again = RunSeed.reproduction("RegionPlacementTests")

  @Test func everyMemoryIsPlacedByItself() throws {
    var (spilled, fitted) = (0, 0)
    for number in 0..<200 {
      var random = RunSeed.generator("regions", number)
      let buffers = RandomBuffers.make(&random, count: random.int(in: 1...8))
      var inPlace = Set<InPlacePair>()
      if buffers.count > 2 { inPlace = [InPlacePair(written: 2, read: 0), InPlacePair(written: 0, read: 1)] }
      let pinned = buffers.map { _ in random.oneIn(4) ? random.int(in: 0...2) : nil }
      let memories = (0..<3).map { WorkingMemory("m\($0)", limit: random.int(in: 8...60)) }
      for method in PlacementMethod.allCases {
        let comment = "\(again), case \(number) \(method.rawValue)"
        let result = place(buffers, inPlace: inPlace, in: memories, pinned: pinned, by: method)
        for (memory, pin) in zip(result.memories, pinned) where pin != nil {
          #expect(memory == pin, "\(comment)")
        }
        for memory in memories.indices {
          let members = buffers.indices.filter { result.memories[$0] == memory }
          var pairs = Set<InPlacePair>()
          for pair in inPlace {
            if let written = members.firstIndex(of: pair.written),
              let read = members.firstIndex(of: pair.read)
            {
              pairs.insert(InPlacePair(written: written, read: read))
            }
          }
          let alone = place(members.map { buffers[$0] }, inPlace: pairs, by: method)
          #expect(result.regions[memory] == alone, "\(comment)")
          #expect(members.map { result.offsets[$0] } == alone.offsets, "\(comment)")
        }
        // The other memories are overfull only by what is pinned to them.
        for memory in 1..<3 where result.regions[memory].peak > memories[memory].limit {
          let members = buffers.indices.filter { result.memories[$0] == memory }
          #expect(members.allSatisfy { pinned[$0] == memory }, "\(comment)")
        }
        let moved = buffers.indices.filter { pinned[$0] == nil && result.memories[$0] != 0 }
        if !moved.isEmpty { spilled += 1 }
        if !moved.isEmpty, result.regions[0].peak <= memories[0].limit { fitted += 1 }
      }
    }
    #expect(spilled > 50 && fitted > 20, "\(spilled) spilled, \(fitted) fitted")
  }

  @Test func nothingMovesWhereAllFits() {
    var random = RunSeed.generator("regions that fit")
    for _ in 0..<50 {
      let buffers = RandomBuffers.make(&random)
      let free: [Int?] = buffers.map { _ in nil }
      for method in PlacementMethod.allCases {
        let alone = place(buffers, inPlace: [], by: method)
        let memories = [WorkingMemory("first", limit: alone.peak), WorkingMemory("second")]
        let result = place(buffers, inPlace: [], in: memories, pinned: free, by: method)
        #expect(result.memories.allSatisfy { $0 == 0 } && result.offsets == alone.offsets, "\(again)")
        #expect(result.regions[0] == alone && result.regions[1].peak == 0, "\(again)")
      }
    }
  }

  /// One that lives long and one that lives short, each as large as the first memory, beside a small one.
  @Test func whatLivesLongestMovesAndWhatFitsGoesBack() {
    func buffer(_ name: String, _ bytes: Int, _ life: ClosedRange<Int>) -> Buffer {
      Buffer(
        name: name, kind: .tensor, slots: 1, rowBytes: bytes,
        lives: [RowLife(start: life.lowerBound, end: life.upperBound)])
    }
    let buffers = [buffer("long", 32, 0...9), buffer("short", 64, 4...5), buffer("small", 16, 0...9)]
    let free: [Int?] = [nil, nil, nil]
    func memories(_ limits: Int...) -> [Int] {
      let memories = limits.enumerated().map { WorkingMemory("m\($0)", limit: $1) }
      return place(buffers, inPlace: [], in: memories, pinned: free, by: .greedy).memories
    }
    #expect(memories(112, 0) == [0, 0, 0])
    #expect(memories(80, 100) == [1, 0, 0])
    #expect(memories(64, 100) == [1, 0, 1])
    #expect(memories(64, 32, 16) == [1, 0, 2])
    // When the short one has moved in the end, the two moved before it fit again.
    #expect(memories(48, 112) == [0, 1, 0])
    // What has room nowhere stays; the others leave as much as they can.
    #expect(memories(16, 31, 15) == [0, 0, 1])
    #expect(memories(16, 15, 15) == [0, 0, 0])
  }

  @Test func programWithPins() throws {
    var graph = Graph(name: "net")
    let image = graph.addInput("image", 4, 4, 2)
    let first = try graph.add("first", LeakyRelu(alpha: 0.5), [image])
    graph.outputs = [try graph.add("second", LeakyRelu(alpha: 0.5), [first])]
    let stages = [Stage(last: "first", region: ["first": "psram"]), Stage(last: "second")]
    let program = try graph.program(Schedule(stages: stages), .resident)
    let placement = program.placed(in: "sram", by: .greedy)
    #expect(placement.regions.map(\.name) == ["sram", "psram"])
    #expect(placement.buffers.map(\.region) == ["sram", "psram", "sram"])
    #expect(placement.regions.map(\.peak) == [32, 32] && placement.peak == 64)
    #expect(placement.lowerBound == 64 && placement.isProved)
    #expect(
      placement.description.split(separator: "\n").map { $0.prefix(8) } == [
        "placemen", "sram+0 3", "sram+0 3", "psram+0 ",
      ])
    #expect(placement.description.hasPrefix("placement peak 64 bound 64: sram 32 psram 32\n"))
    let planner = StagePlanner(graph: graph, input: .resident, kernels: .portable)
    #expect(try planner.estimate(stages[0], first: 0).peak == 64)
    #expect(try planner.estimate(Schedule(stages: stages), source: .graph(model: "net")).peak == 64)
  }
}
