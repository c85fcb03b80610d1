import Network
import Planning
import Support
import TestSupport
import Testing

@Suite struct PlacementTests {
  private let again = RunSeed.reproduction("PlacementTests")

  @Test func noByteHoldsTwoLiveRows() {
    var random = RunSeed.generator("greedy")
    for number in 0..<300 {
      let buffers = RandomBuffers.make(&random)
      var inPlace = Set<InPlacePair>()
      if buffers.count > 2 { inPlace = [InPlacePair(written: 2, read: 0), InPlacePair(written: 0, read: 1)] }
      let result = placeGreedily(buffers, Conflicts(buffers, inPlace: inPlace))
      RandomBuffers.check(buffers, result.offsets, inPlace: inPlace, "\(again) case \(number)")
      #expect(result.peak == zip(result.offsets, buffers).map { $0 + $1.bytes }.max(), "\(again)")
      if inPlace.isEmpty { #expect(result.peak >= liveBytes(buffers).max() ?? 0, "\(again)") }
    }
    #expect(placeGreedily([], Conflicts([], inPlace: [])).peak == 0)
  }

  @Test func programsArePlacedAboveTheirBound() throws {
    for number in 0..<100 {
      var random = RunSeed.generator("program placement", number)
      let graph = try RandomGraph.make(seed: random.next()).normalised().graph
      for input in InputMode.allCases {
        let program = try graph.program(.randomTiles(graph, &random), input)
        let placement = program.placed(in: "sram", by: .greedy)
        let demand = program.memoryDemand()
        RandomBuffers.check(
          demand.buffers, placement.buffers.map(\.offset), inPlace: demand.inPlace,
          "\(again) graph \(number) \(input.rawValue)")
        #expect(placement.peak >= placement.lowerBound, "\(again), graph \(number)")
        #expect(placement.buffers.allSatisfy { $0.firstStep <= $0.lastStep }, "\(again), graph \(number)")
        #expect(Array(program.steps).count > (placement.buffers.map(\.lastStep).max() ?? 0), "\(again)")
      }
    }
  }

  @Test func placementIsTheSameEveryTime() throws {
    let graph = try RandomGraph.make(seed: 5).normalised().graph
    let program = try graph.program(.layerwise(graph), .streamed)
    #expect(
      program.placed(in: "sram", by: .greedy).description
        == program.placed(in: "sram", by: .greedy).description)
  }

  @Test func layerwisePeakCountsWholeTensors() throws {
    var graph = Graph(name: "peak")
    let image = graph.addInput("image", 8, 8, 4)
    let first = try graph.add("first", Relu(), [image])
    let second = try graph.add("second", MaxPool2D(kernel: Extent(2), stride: Extent(2)), [first])
    graph.outputs = [second]
    #expect(try graph.program(.layerwise(graph), .resident).layerwisePeak == 512)
    // With the image needed to the end it is alive beside both.
    graph.outputs = [
      try graph.add("third", MaxPool2D(kernel: Extent(2), stride: Extent(2)), [image]), second,
    ]
    #expect(try graph.program(.layerwise(graph), .resident).layerwisePeak == 256 + 256 + 64)
  }
}
