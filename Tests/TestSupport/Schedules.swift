import Network
import Planning
import Support

extension Schedule {
  /// One stage an operator, whole tensors.
  package static func layerwise(_ graph: Graph) -> Schedule {
    Schedule(graphHash: graph.structuralHash, stages: graph.operators.map { Stage(last: $0.name) })
  }

  /// One stage an operator, each in tiles of this size.
  package static func tiled(_ graph: Graph, _ tile: Tile) -> Schedule {
    Schedule(stages: graph.operators.map { Stage(last: $0.name, tile: tile) })
  }

  /// One stage an operator, tiles of any size.
  package static func randomTiles(_ graph: Graph, _ random: inout SplitMix64) -> Schedule {
    var schedule = layerwise(graph)
    for (index, node) in graph.operators.enumerated() {
      let shape = graph.tensors[node.outputs[0]].shape
      let rows = random.oneIn(3) ? nil : random.int(in: 1...shape.rows)
      let columns = random.oneIn(3) ? nil : random.int(in: 1...shape.columns)
      schedule.stages[index].tile = Tile(rows: rows, columns: columns)
    }
    return schedule
  }
}

extension Graph {
  /// The program of this normalised graph for a schedule, with the first kernel of each kind that fits.
  package func program(
    _ schedule: Schedule, _ input: InputMode, kernels: KernelRegistry = .portable
  ) throws(Diagnostics) -> Program {
    try schedule.lowered(for: self, input: input, kernels: kernels, source: .graph(model: "test"))
  }
}
