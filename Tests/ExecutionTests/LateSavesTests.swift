import Network
import Planning
import Support
import TestSupport
import Testing

/// Windows whose rows are saved behind a tile that needs none of them.
@Suite struct LateSavesTests {
  /// The last tile needs no new column of what the copy of `w.3` keeps, but whole windows of the other groups: where
  /// those lie, the newest row of `w.3` must not, for it is saved behind that tile.
  @Test(arguments: InputMode.allCases)
  func theOthersKeepClear(_ input: InputMode) throws {
    let text = """
      network: 1
      name: late
      source: random
      input: { name: image, shape: [7, 7, 3] }
      layers:
        - conv_2d: { name: w, channels: 12, kernel: 3, padding: half }
        - depthwise_conv_2d: { name: f, kernel: 7, stride: 2, padding: half }
        - conv_2d: { name: n, channels: 7, kernel: 1 }
      """
    let graph = try Description.read(Array(text.utf8), file: "late.yaml")
    var random = SplitMix64(seed: 5)
    let exactness = try BitExactness(
      graph, inputs: graph.randomInputs(&random), kernels: .shipped(for: ["dsp"]))
    let stage = Stage(
      last: "n", tile: Tile(rows: 1, columns: nil),
      keep: [
        "f": .y, "f.2": .xy, "f.2.copy": .x, "f.3": .xy, "w.1": .x, "w.2": .xy, "w.3": .y, "w.3.copy": .x,
      ],
      order: .pull,
      inner: [
        InnerStage(first: "w.1", last: "f", tile: Tile(rows: 1, columns: 1)),
        InnerStage(first: "n", last: "n", tile: Tile(rows: 2, columns: nil)),
      ])
    let variant = GraphVariant(groups: ["f": [8, 3, 1]], copies: ["f.2", "w.3"])
    let schedule = Schedule(variant: variant, stages: [stage])
    let loop = try exactness.normalisedGraph.program(schedule, input).stages[0]
    #expect(loop.storage.contains { $0.isSavedLate })
    #expect(try exactness.differences(schedule, input).isEmpty)
  }
}
