import Execution
import Network
import Support

/// All tensors of one inference by the reference interpreter, to hold other runs against.
struct ReferenceTrace {
  let inputs: [[UInt8]]
  let outputs: [[UInt8]]
  /// How the reference compares with recorded outputs.
  let outcome: Verification.Outcome
  /// Of the normalised graph's tensors the bytes they must have.
  private var expected: [TensorIndex: [UInt8]] = [:]
  private let graph: Graph

  init(_ model: Model, _ input: InputCase, golden: Golden.Case?) throws(Diagnostics) {
    graph = model.normalised.graph
    inputs = try input.bytes(for: model.graph)
    var values: [TensorIndex: [UInt8]] = [:]
    outputs = try Reference.run(model.graph, inputs: inputs) { tensor, bytes throws(Diagnostics) in
      values[tensor] = bytes
    }
    for (asRead, normalised) in model.normalised.comparable { expected[normalised] = values[asRead] }
    var divergence: String?
    if let golden {
      for (node, tensor, hash) in golden.tensors {
        guard divergence == nil, let index = model.fileTensors[tensor], let bytes = values[index],
          SHA256.hash(bytes).hex != hash
        else { continue }
        divergence =
          model.graph.operators.first { $0.provenance.first?.index == node }?.name ?? "operator \(node)"
      }
      if divergence == nil, outputs.flatMap({ $0 }) != golden.output {
        divergence = model.graph.operators.last?.name
      }
    }
    outcome = Verification.Outcome(
      data: input.name, isBitExact: divergence == nil, firstDivergence: divergence,
      outputHash: SHA256.hash(outputs.flatMap { $0 }).hex)
  }

  /// Runs a simulation and finds the first operator whose result is not the reference's.
  func compare(_ simulator: Simulator, isGuarded: Bool) throws(Diagnostics) -> Verification.Outcome {
    var divergence: String?
    // Where a schedule cuts channels into groups, a group takes the place of what it is cut from.
    let program = simulator.program.graph
    let observe: Simulator.Observer = { tensor, bytes throws(Diagnostics) in
      guard divergence == nil, graph.tensors.indices.contains(tensor),
        graph.tensors[tensor].name == program.tensors[tensor].name,
        let expected = expected[tensor], expected != bytes
      else { return }
      divergence = graph.operators.first { $0.outputs.contains(tensor) }?.name
    }
    var results: [[UInt8]] = []
    if isGuarded {
      do throws(Diagnostics) {
        results = try simulator.runGuarded(inputs: inputs, steps: simulator.program.steps, observe: observe)
      } catch {
        divergence = error.description
      }
    } else {
      results = try simulator.run(inputs: inputs, observe: observe)
    }
    return conclude(results, divergence)
  }

  /// Holds one case of a self-test against the reference's outputs and the simulator's steps and results.
  func compare(
    _ transcript: SelftestTranscript, case position: Int, _ simulator: Simulator
  ) throws(Diagnostics) -> Verification.Outcome {
    guard transcript.cases.indices.contains(position) else {
      return conclude([], transcript.otherLines.first ?? "the run ended before this case")
    }
    let run = transcript.cases[position]
    let simulated = try simulator.trace(inputs: inputs)
    var divergence = zip(simulated.results, run.results).enumerated().first { $1.0 != $1.1 }
      .map { simulator.program.graph.operators[$0.offset].name }
    if divergence == nil, run.steps != simulated.steps { divergence = "the sequence of steps" }
    return conclude(run.outputs, divergence)
  }

  private func conclude(_ results: [[UInt8]], _ divergence: String?) -> Verification.Outcome {
    let divergence = divergence ?? (results == outputs ? nil : "the outputs")
    return Verification.Outcome(
      data: outcome.data, isBitExact: divergence == nil, firstDivergence: divergence,
      outputHash: SHA256.hash(results.flatMap { $0 }).hex)
  }
}

extension NormalisedGraph {
  /// Tensors as read whose bytes the program makes too, with the tensor of the normalised graph that has them.
  var comparable: [(asRead: TensorIndex, normalised: TensorIndex)] {
    fates.enumerated().compactMap { tensor, fate in
      switch fate {
      case .kept(let position), .aliased(let position):
        graph.tensors[position].isConstant || graph.inputs.contains(position) ? nil : (tensor, position)
      case .folded, .removed: nil
      }
    }
  }
}
