import Network
import Planning
import Support
import TestSupport
import Testing

/// Tensors that are read as copies.
@Suite struct GraphCopiesTests {
  private func graph() throws -> Graph {
    let text = """
      network: 1
      name: small
      source: random
      input: { name: image, shape: [7, 6, 3] }
      layers:
        - conv_2d: { name: wide, channels: 4, kernel: 3, padding: half }
        - depthwise_conv_2d: { name: filter, kernel: 3, padding: half }
        - add: { name: sum, inputs: [filter, wide] }
      """
    return try Description.read(Array(text.utf8), file: "small.yaml").normalised().graph
  }

  @Test func theSameBytesComeOut() throws {
    let graph = try graph()
    let copying = try graph.copying(["image", "wide"])
    #expect(copying.operators.map(\.name) == ["image.copy", "wide", "wide.copy", "filter", "sum"])
    let copy = try #require(copying.tensor(named: "wide.copy"))
    #expect(copying.consumers()[copy].map { copying.operators[$0].name } == ["filter", "sum"])
    #expect(copying.macs == graph.macs)
    #expect(Array(copying.tensors.prefix(graph.tensors.count)).map(\.name) == graph.tensors.map(\.name))
    var random = SplitMix64(seed: 3)
    let image = (0..<7 * 6 * 3).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(try Reference.run(copying, inputs: [image]) == Reference.run(graph, inputs: [image]))
  }

  /// A name that is taken is taken by the search too.
  @Test func namesAreFree() throws {
    var graph = try graph()
    let filter = try #require(graph.tensor(named: "filter"))
    graph.tensors[filter].name = "image.copy"
    #expect(try graph.copying(["image"]).operators[0].name == "image.copy_")
    #expect(graph.searchParts()[0].source?.copy == "image.copy_")
  }

  /// A copy keeps the rows that a window needs again, and of the newest row some columns.
  @Test func rowsAreKeptBesideAWindow() throws {
    let graph = try graph()
    let stages = [
      Stage(
        last: "sum",
        keep: ["image.copy": .xy, "wide": .xy, "wide.copy": .xy, "filter": .xy], order: .pull,
        inner: [
          InnerStage(first: "image.copy", last: "wide", tile: Tile(rows: 1, columns: 1)),
          InnerStage(first: "wide.copy", last: "sum", tile: Tile(rows: 1, columns: 1)),
        ])
    ]
    let schedule = Schedule(variant: GraphVariant(copies: ["image", "wide"]), stages: stages)
    let program = try graph.program(schedule, .streamed)
    let storage = program.stages[0].storage
    for position in [0, 2] {
      #expect(storage[position].ringRows == 2)
      #expect(storage[position].window == Extent(rows: 1, columns: 3))
    }
    let demand = program.memoryDemand()
    let tensor = try #require(program.graph.tensor(named: "image"))
    let image = try #require(demand.bufferOfTensor[tensor])
    #expect(demand.buffers[image].bytes == 6 * 3, "one row of the image is there at a time")
  }

  @Test(arguments: [
    ("other", "there is no tensor named other"),
    ("sum", "nothing reads sum"),
  ])
  func whatCannotBeCopied(_ name: String, _ message: String) throws {
    let graph = try graph()
    do throws(Problem) {
      _ = try graph.copying([name])
      Issue.record("nothing was found")
    } catch {
      #expect(error.message == message)
    }
  }
}
