import Network
import Planning
import Support
import TestSupport
import Testing

/// Estimated cost: work by class, times the board's figures.
@Suite struct CostTests {
  private let nothing = Dictionary(uniqueKeysWithValues: CostModel.Extra.allCases.map { ($0, 0.0) })

  /// A convolution, a depthwise one, an addition, a pool of everything and a concatenation.
  private func graph() throws -> Graph {
    var graph = Graph(name: "classes")
    let image = graph.addInput("image", 4, 4, 2)
    let window = graph.addWeights("weights", [3, 3, 3, 2], Array(repeating: 1, count: 54))
    let taps = graph.addWeights("taps", [1, 3, 3, 3], Array(repeating: 1, count: 27))
    let stem = try graph.add(
      "stem", Convolution2D(stride: Extent(1), padding: .same), [image, window, nil])
    let spread = try graph.add(
      "spread", DepthwiseConvolution2D(stride: Extent(1), padding: .same), [stem, taps, nil])
    let sum = try graph.add("sum", Add(), [stem, spread])
    let pool = try graph.add(
      "pool", AveragePool2D(kernel: Extent(4), stride: Extent(1), padding: .valid), [sum])
    graph.outputs = [pool]
    return graph
  }

  @Test func unitsByClass() throws {
    let graph = try graph()
    let work = try graph.program(.layerwise(graph), .resident).work
    // Along an axis of 4 with a window of 3, two of the twelve taps lie outside.
    #expect(work.macs == MACs(nominal: 16 * 9 * 9, valid: 100 * 9))
    let units = Dictionary(uniqueKeysWithValues: zip(CostClass.allCases, work.units))
    #expect(
      units == [
        .convolution: 100 * 6, .pointwise: 0, .depthwise: 100 * 3, .pooling: 16 * 3, .elementwise: 16 * 3,
        .copy: 0,
      ])
    #expect(work.steps == 4 && work.plannedSteps == 4)
    // The addition is one call for all rows, the convolutions are one for each.
    #expect(work.calls == 4 + 4 + 1 + 1 && work.outputs == 16 * 6 && work.narrowMACs == 0)
  }

  @Test func prices() throws {
    let graph = try graph()
    let model = CostModel(
      perUnit: [.convolution: 7.5, .depthwise: 12.25, .pooling: 2, .elementwise: 80],
      extras: [.output: 0, .narrow: 0, .call: 0, .step: 1000])
    let work = try graph.program(.layerwise(graph), .resident).work
    let expected = 4500 + 3675 + 96 + 3840 + 4000
    #expect(model.instructions(for: work) == expected)
    let planner = StagePlanner(graph: graph, input: .resident, kernels: .portable, costModel: model)
    #expect(try planner.estimate(.layerwise(graph), source: .graph(model: "test")).cost == expected)
    let stages = try graph.operators.indices.map { index throws in
      try planner.estimate(Stage(last: graph.operators[index].name), first: index).cost
    }
    #expect(stages == [5500, 4675, 4840, 1096])
  }

  /// What is computed twice costs twice.
  @Test(arguments: ["mcunet-vww0"]) func recomputationCosts(name: String) throws {
    let graph = try Zoo.graph(name)
    let free = CostModel(
      perUnit: Dictionary(uniqueKeysWithValues: CostClass.allCases.map { ($0, 1) }), extras: nothing)
    let last = graph.operators[5].name
    let tail = graph.operators[6...].map { Stage(last: $0.name) }
    let kept = Dictionary(uniqueKeysWithValues: graph.insideNames(0...5).map { ($0, Stage.Keep.xy) })
    func cost(_ keep: [String: Stage.Keep]) throws -> Int {
      let stage = Stage(last: last, tile: Tile(rows: 4, columns: 4), keep: keep)
      let work = try graph.program(Schedule(stages: [stage] + tail), .streamed).work
      return free.instructions(for: work)
    }
    let layerwise = try graph.program(.layerwise(graph), .streamed).work
    #expect(try cost(kept) == free.instructions(for: layerwise))
    #expect(try cost([:]) > free.instructions(for: layerwise))
  }

  /// Every multiply-accumulate is narrow, every pixel a call, and tiles in the middle of a row are repeated.
  @Test func tilesOfOnePixel() throws {
    var graph = Graph(name: "pixels")
    let image = graph.addInput("image", 8, 16, 4)
    let weights = graph.addWeights("weights", [8, 1, 1, 4], Array(repeating: 1, count: 32))
    let taps = graph.addWeights("taps", [1, 3, 3, 8], Array(repeating: 1, count: 72))
    let wide = try graph.add(
      "wide", Convolution2D(stride: Extent(1), padding: .same), [image, weights, nil])
    graph.outputs = [
      try graph.add("window", DepthwiseConvolution2D(stride: Extent(1), padding: .same), [wide, taps, nil])
    ]
    func work(rows: Int, keep: Stage.Keep) throws -> Work {
      let stage = Stage(last: "window", tile: Tile(rows: rows, columns: 1), keep: ["wide": keep])
      return try graph.program(Schedule(stages: [stage]), .resident).work
    }
    let kept = try work(rows: 1, keep: .xy)
    // Two rows of the first operator go ahead, over the full width.
    #expect(kept.narrowMACs == kept.macs.valid - 2 * 4 * 8 * 16 && kept.outputs == 2 * 8 * 16 * 8)
    let again = try work(rows: 1, keep: .x)
    // Three rows of the first operator for one of the other, two at the edges. The first tile makes two columns of
    // it, the last none.
    #expect(again.calls == (3 * 8 - 2) * 15 + 8 * 16)
    #expect(again.plannedSteps < again.calls / 2)
    let high = try work(rows: 8, keep: .xy)
    // Sixteen calls a tile are more than the loop notes.
    #expect(high.calls == 8 * 15 + 8 * 16 && high.plannedSteps == 15 + 16)
  }

  @Test func extremes() throws {
    let work = try graph().program(.layerwise(graph()), .resident).work
    let free = CostModel(
      perUnit: Dictionary(uniqueKeysWithValues: CostClass.allCases.map { ($0, 0) }), extras: nothing)
    #expect(free.instructions(for: work) == 0)
    var much = work
    much.units = much.units.map { _ in .max }
    #expect(CostModel.typical.instructions(for: much) == .max)
    #expect(CostModel(perUnit: [:], extras: [.step: 7]).perUnit == CostModel.typical.perUnit)
  }
}
