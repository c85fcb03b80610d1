import Execution
import Network
import Planning
import Support

/// Compares simulations of a graph with the reference interpreter running it as read.
package struct BitExactness {
  private let graph: Graph
  private let inputs: [[UInt8]]
  private let normalised: NormalisedGraph
  private let kernels: KernelRegistry
  /// What the reference makes of the inputs.
  package let outputs: [[UInt8]]
  private let values: [TensorIndex: [UInt8]]

  /// Normalises the graph and runs the reference.
  ///
  /// - Parameter kernels: those that compute it, the first of several.
  package init(_ graph: Graph, inputs: [[UInt8]], kernels: KernelRegistry = .portable) throws(Diagnostics) {
    self.kernels = kernels
    self.graph = graph
    self.inputs = inputs
    normalised = try graph.normalised()
    var values: [TensorIndex: [UInt8]] = [:]
    outputs = try Reference.run(graph, inputs: inputs) { tensor, bytes in values[tensor] = bytes }
    self.values = values
  }

  package var normalisedGraph: Graph { normalised.graph }

  /// What differs when a schedule is simulated, plain and guarded: outputs, and every tensor that normalisation
  /// keeps and the schedule computes whole; empty where all is equal.
  package func differences(
    _ schedule: Schedule, _ input: InputMode
  ) throws(Diagnostics) -> [String] {
    let program = try normalised.graph.program(schedule, input, kernels: kernels)
    let simulator = Simulator(program: program, placement: program.placed(in: "sram", by: .greedy))
    var plain: [TensorIndex: [UInt8]] = [:]
    var guarded: [TensorIndex: [UInt8]] = [:]
    let results = try simulator.run(inputs: inputs) { tensor, bytes in plain[tensor] = bytes }
    let guardedResults = try simulator.runGuarded(inputs: inputs, steps: program.steps) { tensor, bytes in
      guarded[tensor] = bytes
    }
    let whole = program.wholeResults
    var differences: [String] = []
    for (index, expected) in values.sorted(by: { $0.key < $1.key }) {
      let kept: TensorIndex
      switch normalised.fates[index] {
      case .kept(let tensor), .aliased(let tensor): kept = tensor
      case .folded, .removed: continue
      }
      // A group of channels has the place of what it is cut from.
      let isThere = program.graph.tensors[kept].name == normalised.graph.tensors[kept].name
      guard whole.contains(kept), isThere else { continue }
      let name = graph.tensors[index].name
      if plain[kept] != expected { differences.append("tensor \(name) in \(input.rawValue) simulation") }
      if guarded[kept] != expected {
        differences.append("tensor \(name) in \(input.rawValue) guarded simulation")
      }
    }
    if results != outputs { differences.append("outputs of \(input.rawValue) simulation") }
    if guardedResults != outputs { differences.append("outputs of \(input.rawValue) guarded simulation") }
    return differences
  }

  /// The differences of all ways to run the graph in stages of one operator.
  package func allDifferences(_ random: inout SplitMix64) throws(Diagnostics) -> [String] {
    var differences: [String] = []
    for input in InputMode.allCases {
      let tiles = Schedule.randomTiles(normalised.graph, &random)
      differences += try self.differences(.layerwise(normalised.graph), input).map { "layer by layer: \($0)" }
      differences += try self.differences(tiles, input).map { "in tiles: \($0)" }
    }
    return differences
  }
}

extension Program {
  /// The results of which every pixel is computed: inside a stage what no window reads need not be.
  fileprivate var wholeResults: Set<TensorIndex> {
    var missing = graph.operators.map { node in
      let shape = graph.tensors[node.outputs[0]].shape
      return Set(0..<shape.rows * shape.columns)
    }
    for step in steps where step.kind == .compute && !missing[step.index].isEmpty {
      let columns = graph.tensors[graph.operators[step.index].outputs[0]].shape.columns
      for row in step.rows {
        for column in step.columns { missing[step.index].remove(row * columns + column) }
      }
    }
    return Set(graph.operators.indices.filter { missing[$0].isEmpty }.map { graph.operators[$0].outputs[0] })
  }
}
