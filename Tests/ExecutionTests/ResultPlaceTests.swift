import Execution
import Network
import Planning
import Support
import TestSupport
import Testing

/// What a sum alone reads lies in the place of the sum, wherever both are made tile by tile.
@Suite struct ResultPlaceTests {
  /// A residual block between convolutions, or what `change` makes of its description.
  private func network(_ layers: [String] = []) throws(Diagnostics) -> Graph {
    let text = """
      network: 1
      name: residual
      source: random
      input: { name: image, shape: [9, 11, 3] }
      layers:
        - conv_2d: { name: first, channels: 5, kernel: 3, padding: half }
        - block: { name: block, kernel: 3, expand: 2, channels: 5, residual: true }
      \(layers.map { "  - \($0)\n" }.joined())
        - conv_2d: { name: end, channels: 4, kernel: 3, padding: half }
      """
    return try Description.read(Array(text.utf8), file: "residual.yaml").normalised().graph
  }

  /// All of the network up to `last`, then operator by operator.
  private func schedule(_ graph: Graph, to last: String, _ stage: (inout Stage) -> Void) -> Schedule {
    let end = graph.operatorIndex(named: last)!
    var first = Stage(last: last)
    stage(&first)
    return Schedule(stages: [first] + graph.operators[(end + 1)...].map { Stage(last: $0.name) })
  }

  private func keep(_ graph: Graph, to last: String, _ keep: Stage.Keep) -> [String: Stage.Keep] {
    let inside = graph.insideNames(0...graph.operatorIndex(named: last)!)
    return Dictionary(uniqueKeysWithValues: inside.map { ($0, keep) })
  }

  /// Checks where the projection lies, and that nothing else changes.
  private func check(
    _ graph: Graph, _ schedule: Schedule, _ input: InputMode, isInSum: Bool, read: String = "block.project",
    sum: String = "block.add", source: SourceLocation = #_sourceLocation
  ) throws {
    let program = try graph.program(schedule, input)
    let demand = program.memoryDemand()
    let operand = try #require(graph.tensor(named: read))
    let place = demand.bufferOfTensor[operand]
    let result = try #require(graph.tensor(named: sum).flatMap { demand.bufferOfTensor[$0] })
    #expect((place == result) == isInSum, sourceLocation: source)
    #expect(demand.buffers.contains { $0.name == read } != isInSum, sourceLocation: source)
    var random = RunSeed.generator("place of the result")
    let inputs = graph.randomInputs(&random)
    let differences = try BitExactness(graph, inputs: inputs).differences(schedule, input)
    #expect(differences.isEmpty, "\(differences)", sourceLocation: source)
    guard HostTools.arePresent else { return }
    let firmware = try FirmwareCase(graph, inputs: inputs, input) { _ in schedule }
    let found = try firmware.differences(HostProject.run(firmware.model.files()))
    #expect(found.isEmpty, "\(found)", sourceLocation: source)
  }

  @Test(arguments: [Stage.Keep.none, .x, .y, .xy], [Stage.Scan.down, .up, .columns])
  func stageThatEndsWithTheSum(_ kept: Stage.Keep, _ scan: Stage.Scan) throws {
    let graph = try network()
    guard scan != .columns || !kept.columns else { return }
    let schedule = schedule(graph, to: "block.add") { stage in
      stage.tile = Tile(rows: 2, columns: 3)
      stage.keep = keep(graph, to: "block.add", kept)
      stage.scan = scan
    }
    try check(graph, schedule, scan == .up ? .resident : .streamed, isInSum: true)
  }

  /// The sum lies in a ring; what expands keeps its rows or computes them again.
  @Test(arguments: [Stage.Keep.x, .xy], [Stage.Scan.down, .up])
  func unitThatEndsWithTheSum(_ kept: Stage.Keep, _ scan: Stage.Scan) throws {
    let graph = try network()
    for (rows, columns) in [(1, 1), (2, 4), (3, nil)] as [(Int, Int?)] {
      let schedule = schedule(graph, to: "end") { stage in
        stage.order = .pull
        stage.keep = keep(graph, to: "end", .xy)
        stage.keep["block.expand"] = kept
        stage.scan = scan
        stage.inner = [
          InnerStage(first: "block.expand", last: "block.add", tile: Tile(rows: rows, columns: columns))
        ]
      }
      try check(graph, schedule, scan == .up ? .resident : .streamed, isInSum: true)
    }
  }

  /// Where tiles at the edges compute as much as others, they would write over what others have made.
  @Test(arguments: [3, 4]) func uniformTiles(_ rows: Int) throws {
    let graph = try network()
    let schedule = schedule(graph, to: "block.add") { stage in
      stage.tile = Tile(rows: rows, columns: nil)
      stage.work = .uniform
    }
    try check(graph, schedule, .resident, isInSum: 9 % rows == 0)
  }

  /// Later tiles make rows of the sum once more from rows that were kept.
  @Test func sumThatIsComputedAgain() throws {
    let graph = try network()
    let schedule = schedule(graph, to: "end") { stage in
      stage.order = .pull
      stage.tile = Tile(rows: 3, columns: nil)
      stage.keep["block.project"] = .y
      stage.inner = [
        InnerStage(first: "block.expand", last: "block.add", tile: Tile(rows: 9, columns: nil))
      ]
    }
    try check(graph, schedule, .streamed, isInSum: false)
  }

  /// Read by another operator, or not by the operator behind it; or both operands of a sum.
  @Test func readers() throws {
    func stage(_ graph: Graph, to last: String) -> Schedule {
      schedule(graph, to: last) { $0.tile = Tile(rows: 2, columns: 3) }
    }
    let again = try network(["add: { name: again, inputs: [block, block.project] }"])
    try check(again, stage(again, to: "again"), .streamed, isInSum: false, sum: "end")
    let twice = try network([
      "conv_2d: { name: more, channels: 5, kernel: 1 }", "add: { name: twice, inputs: [more, more] }",
    ])
    try check(twice, stage(twice, to: "twice"), .streamed, isInSum: true, read: "more", sum: "twice")
    let gate = try network(["hard_swish: { name: gate }"])
    try check(gate, stage(gate, to: "gate"), .streamed, isInSum: true, read: "block.add", sum: "gate")
  }

  @Test func pinnedOperandStaysInItsMemory() throws {
    let graph = try network()
    for (memory, isInSum) in [("tcm", false), ("sram", true)] {
      let schedule = schedule(graph, to: "block.add") { stage in
        stage.tile = Tile(rows: 2, columns: 3)
        stage.region = ["block.project": memory, "block.add": "sram"]
      }
      let program = try graph.program(schedule, .streamed)
      #expect(program.stages[0].storage[3].isInResult == isInSum)
    }
  }
}
