import Network
import Planning
import Support
import TestSupport
import Testing

/// The work of stages against a count of single pixels.
@Suite struct StreamingMACsTests {
  private let again = RunSeed.reproduction("StreamingMACsTests")

  /// The multiply-accumulates of the steps, for each operator.
  private func macs(_ program: Program) -> [MACs] {
    var macs = [MACs](repeating: MACs(), count: program.graph.operators.count)
    for step in program.steps where step.kind == .compute { macs[step.index] += program.macs(of: step) }
    return macs
  }

  /// One stage of these operators, the rest layer by layer.
  private func schedule(_ stage: Stage, _ operators: ClosedRange<OperatorIndex>, _ graph: Graph) -> Schedule {
    Schedule(stages: [stage] + graph.operators[(operators.upperBound + 1)...].map { Stage(last: $0.name) })
  }

  private func stage(
    _ graph: Graph, _ operators: ClosedRange<OperatorIndex>, _ tile: Tile, _ keep: Stage.Keep,
    _ order: Stage.Order = .operator
  ) -> Stage {
    let kept = graph.insideNames(operators).map { ($0, keep) }
    return Stage(
      last: graph.operators[operators.upperBound].name, tile: tile,
      keep: Dictionary(uniqueKeysWithValues: kept), order: order)
  }

  @Test func randomStagesComputeThePixelsTheyNeed() throws {
    for number in 0..<200 {
      var random = RunSeed.generator("streaming MACs", number)
      let graph = try RandomGraph.make(seed: random.next()).normalised().graph
      let schedule = RandomSchedule.make(graph, &random)
      let program = try graph.program(schedule, .resident)
      let counted = macs(program)
      for (loop, stage) in zip(program.stages, schedule.stages) {
        let traced = PixelTrace(graph, loop.operators, stage).macs
        let work = Array(counted[loop.operators])
        // Programs plan rows and columns apart, which may cost a little more.
        if work != traced {
          #expect(
            work == AxisTrace(graph, loop.operators, stage).macs
              && zip(work, traced).allSatisfy { $0.nominal >= $1.nominal },
            "\(again), graph \(number): \(stage)\n\(graph)")
        }
      }
    }
  }

  @Test(arguments: ["mcunet-in0", "mcunet-vww0", "mcunet-vww1"], Stage.Keep.allCases)
  func prefixStagesOfNetworks(name: String, keep: Stage.Keep) throws {
    let graph = try Zoo.graph(name)
    let ends = RandomSchedule.legalEnds(of: 0, graph)
    let operators = 0...(try #require(ends.first { $0 >= 6 }))
    let stage = stage(graph, operators, Tile(rows: 5, columns: 7), keep)
    let program = try graph.program(schedule(stage, operators, graph), .streamed)
    #expect(Array(macs(program)[operators]) == PixelTrace(graph, operators, stage).macs)
  }

  /// Two kept axes, or full rows of which rows are kept: nothing is computed twice.
  @Test(arguments: Zoo.names) func keepingEverythingCostsNoWork(name: String) throws {
    let graph = try Zoo.graph(name)
    let layerwise = graph.operators.map { graph.macs(of: $0) }
    let body = Zoo.body(of: graph)
    let early = 0...(try #require(RandomSchedule.legalEnds(of: 0, graph).first { $0 >= 12 }))
    for (operators, tile, keep) in [
      (body, Tile(rows: 2, columns: 2), Stage.Keep.xy), (body, Tile(rows: 1, columns: nil), .y),
      (early, Tile(rows: 4, columns: 3), .xy), (early, Tile(rows: 1, columns: nil), .xy),
    ] {
      for order in Stage.Order.allCases {
        var stage = stage(graph, operators, tile, keep, order)
        if order == .pull {
          // Tiles of some columns are those of an inner stage then.
          stage.inner = [
            InnerStage(first: graph.operators[operators.lowerBound].name, last: stage.last, tile: tile)
          ]
          stage.tile.columns = nil
        }
        let program = try graph.program(schedule(stage, operators, graph), .streamed)
        #expect(macs(program) == layerwise, "\(name) to \(operators.upperBound), \(tile) \(keep) \(order)")
      }
    }
  }

  /// Of what feeds depthwise 7 s1, 1x1, depthwise 7 s2, neighbouring tiles of one row share 11 rows when
  /// nothing behind is kept: 13 rows are needed, 2 further down each time. With everything kept they share 6.
  @Test(arguments: [(Stage.Keep.none, 13), (Stage.Keep.y, 8)])
  func hybridKeepsWhatIsRecomputedBehindIt(behind: Stage.Keep, needed: Int) throws {
    let graph = try hybridGraph()
    var stage = Stage(last: "last", tile: Tile(rows: 1, columns: nil), keep: ["first": .y])
    for name in ["wide", "point"] { stage.keep[name] = behind }
    let program = try graph.program(Schedule(stages: [stage]), .resident)
    let loop = program.stages[0]
    var done = [0, 0, 0, 0]
    for tile in 0..<20 {
      let plan = loop.plan(.rows, 0...3, output: tile..<tile + 1, done: done)
      if (5..<15).contains(tile) {
        #expect(plan[0].needed.count == needed && plan[0].fresh.count == 2)
        #expect(plan[0].needed.clamped(to: 0..<done[0]).count == needed - 2)
      }
      done = done.indices.map { max(done[$0], plan[$0].needed.upperBound) }
    }
    let heights = program.steps.filter { $0.index == 0 && $0.kind == .compute }.map(\.rows.count)
    #expect(heights[5..<15].allSatisfy { $0 == 2 })
    #expect(heights.reduce(0, +) == 40)
    #expect(macs(program) == PixelTrace(graph, 0...3, stage).macs)
    let ring = try #require(program.memoryDemand().buffers.first { $0.name == "first" })
    #expect(ring.slots == needed)
  }

  /// An image of 40 rows.
  private func hybridGraph() throws -> Graph {
    var graph = Graph(name: "hybrid")
    let image = graph.addInput("image", 40, 3, 2)
    let first = try graph.add("first", Relu(), [image])
    func depthwise(_ name: String, _ input: TensorIndex, stride: Int) throws -> TensorIndex {
      let weights = graph.addWeights("\(name) weights", [1, 7, 7, 2], Array(repeating: 1, count: 98))
      let sides = Padding.explicit(top: 3, bottom: 3, left: 3, right: 3)
      return try graph.add(
        name, DepthwiseConvolution2D(stride: Extent(stride), padding: sides), [input, weights])
    }
    let wide = try depthwise("wide", first, stride: 1)
    let weights = graph.addWeights("point weights", [2, 1, 1, 2], [1, 2, 3, 4])
    let point = try graph.add("point", Convolution2D(), [wide, weights])
    graph.outputs = [try depthwise("last", point, stride: 2)]
    return graph
  }
}
