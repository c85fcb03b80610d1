import Network
import Planning
import Support
import TestSupport
import Testing

@Suite struct StepTests {
  private let again = RunSeed.reproduction("StepTests")

  @Test func tilesCoverEveryPixelOnce() {
    var random = RunSeed.generator("tiles")
    for _ in 0..<200 {
      let (rows, columns) = (random.int(in: 1...9), random.int(in: 1...9))
      let tile = Tile(
        rows: random.oneIn(4) ? nil : random.int(in: 1...12),
        columns: random.oneIn(4) ? nil : random.int(in: 1...12))
      let grid = TileGrid(rows: rows, columns: columns, tile: tile)
      var counts = Array(repeating: 0, count: rows * columns)
      for index in 0..<grid.count {
        let (tileRows, tileColumns) = grid[index]
        #expect(!tileRows.isEmpty && !tileColumns.isEmpty)
        for row in tileRows { for column in tileColumns { counts[row * columns + column] += 1 } }
      }
      #expect(counts.allSatisfy { $0 == 1 }, "\(again): \(rows)x\(columns) in tiles of \(tile)")
    }
  }

  @Test func everyResultIsComputedOnceAndInputRowsArriveOnceInOrder() throws {
    for number in 0..<100 {
      var random = RunSeed.generator("steps", number)
      let graph = try RandomGraph.make(seed: random.next()).normalised().graph
      let program = try graph.program(.randomTiles(graph, &random), .streamed)
      var arrived = [Int](repeating: 0, count: graph.tensors.count)
      var computed = [Int](repeating: 0, count: graph.operators.count)
      for step in program.steps {
        switch step.kind {
        case .fetch:
          #expect(step.rows == arrived[step.index]..<arrived[step.index] + 1, "\(again), graph \(number)")
          #expect(step.columns == 0..<graph.tensors[step.index].shape.columns)
          arrived[step.index] += 1
        case .compute:
          computed[step.index] += step.rows.count * step.columns.count
          for read in program.reads(of: step) where graph.inputs.contains(read.tensor) {
            #expect(read.rows.upperBound <= arrived[read.tensor], "\(again), graph \(number)")
          }
        case .clear:
          computed[step.index] = 0
        case .move, .save, .turn:
          Issue.record("\(again), graph \(number): a stage of one operator moves something")
        }
      }
      for (index, node) in graph.operators.enumerated() {
        // What adds up is computed over what it reads.
        let shape = graph.tensors[node.kind.addsUp ? node.inputs[0]! : node.outputs[0]].shape
        #expect(computed[index] == shape.rows * shape.columns, "\(again), graph \(number): \(node.name)")
      }
      for (input, readers) in graph.consumers().enumerated() where graph.inputs.contains(input) {
        let expected = readers.isEmpty ? 0 : graph.tensors[input].shape.rows
        #expect(arrived[input] == expected, "\(again), graph \(number)")
      }
      #expect(Array(program.steps) == Array(program.steps))
    }
  }

  @Test func residentInputsAreNotFetched() throws {
    let graph = try RandomGraph.make(seed: 3).normalised().graph
    #expect(try graph.program(.layerwise(graph), .resident).steps.allSatisfy { $0.kind == .compute })
  }

  @Test func stepsAreMadeWhenAskedFor() throws {
    var graph = Graph(name: "tall")
    let image = graph.addInput("image", Shape.maximumExtent, 1, 1)
    graph.outputs = [try graph.add("relu", Relu(), [image])]
    let program = try graph.program(.tiled(graph, Tile(rows: 1, columns: 1)), .streamed)
    let kinds = program.steps.prefix(4).map { "\($0.kind) \($0.rows)" }
    #expect(kinds == ["fetch 0..<1", "compute 0..<1", "fetch 1..<2", "compute 1..<2"])
  }
}
