import Execution
import Network
import Planning
import Support

/// The chain of proof that a plan computes what the reference computes: each link runs every case.
package struct Verification {
  package enum Link: String, Sendable, CaseIterable {
    /// The reference interpreter on the graph as read, against recorded outputs where there are any.
    case reference
    /// The program in simulated memory.
    case simulation
    /// The same with every access checked.
    case guarded
  }

  package struct Outcome: Sendable {
    package var data: String
    package var isBitExact: Bool
    /// The first operator whose result differs, or what stopped the run.
    package var firstDivergence: String?
    /// SHA-256 of the outputs, one behind the other.
    package var outputHash: String
  }

  /// The interpreter whose bytes count.
  package var reference: String
  package var links: [(link: Link, outcomes: [Outcome])]
  /// How many tensors of the model were compared one by one.
  package var comparedTensors: Int

  package var isBitExact: Bool {
    links.count == Link.allCases.count && links.allSatisfy { $0.outcomes.allSatisfy(\.isBitExact) }
  }

  /// Runs the links in order and stops after the first that differs anywhere.
  ///
  /// - Parameters:
  ///   - golden: recorded outputs; without them the reference interpreter is the reference.
  ///   - flip: a bit turned over in the simulator's weights only.
  package init(
    _ plan: Plan, cases: [InputCase], golden: Golden?, flip: WeightFlip? = nil
  ) throws(Diagnostics) {
    let model = plan.job.model
    reference = golden?.oracle ?? "reference interpreter"
    comparedTensors = model.normalised.comparable.count
    links = []
    let inputs = golden?.cases.map { InputCase($0.data) } ?? cases
    var simulator = Simulator(program: plan.program, placement: plan.placement)
    if let flip {
      do throws(Problem) {
        simulator.program.graph = try flip.applied(to: simulator.program.graph)
      } catch {
        throw Diagnostics(error.diagnostic(at: .graph(model: model.name)))
      }
    }
    var traces: [ReferenceTrace] = []
    for (position, input) in inputs.enumerated() {
      traces.append(try ReferenceTrace(model, input, golden: golden?.cases[position]))
    }
    links.append((.reference, traces.map(\.outcome)))
    for link in [Link.simulation, .guarded] where links[links.count - 1].outcomes.allSatisfy(\.isBitExact) {
      var outcomes: [Outcome] = []
      for trace in traces { outcomes.append(try trace.compare(simulator, link)) }
      links.append((link, outcomes))
    }
  }
}

extension NormalisedGraph {
  /// Tensors as read whose bytes the program makes too, with the tensor of the normalised graph that has them.
  fileprivate var comparable: [(asRead: TensorIndex, normalised: TensorIndex)] {
    fates.enumerated().compactMap { tensor, fate in
      switch fate {
      case .kept(let position), .aliased(let position):
        graph.tensors[position].isConstant || graph.inputs.contains(position) ? nil : (tensor, position)
      case .folded, .removed: nil
      }
    }
  }
}

/// All tensors of one inference by the reference interpreter.
private struct ReferenceTrace {
  var inputs: [[UInt8]]
  /// Of the normalised graph's tensors the bytes they must have.
  var expected: [TensorIndex: [UInt8]] = [:]
  var outputs: [[UInt8]]
  var outcome: Verification.Outcome
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
  func compare(_ simulator: Simulator, _ link: Verification.Link) throws(Diagnostics) -> Verification.Outcome
  {
    var divergence: String?
    let observe: Simulator.Observer = { tensor, bytes throws(Diagnostics) in
      guard divergence == nil, let expected = expected[tensor], expected != bytes else { return }
      divergence = graph.operators.first { $0.outputs.contains(tensor) }?.name
    }
    var results: [[UInt8]] = []
    if link == .guarded {
      do throws(Diagnostics) {
        results = try simulator.runGuarded(inputs: inputs, steps: simulator.program.steps, observe: observe)
      } catch {
        divergence = error.description
      }
    } else {
      results = try simulator.run(inputs: inputs, observe: observe)
    }
    if divergence == nil, results != outputs { divergence = "the outputs" }
    return Verification.Outcome(
      data: outcome.data, isBitExact: divergence == nil, firstDivergence: divergence,
      outputHash: SHA256.hash(results.flatMap { $0 }).hex)
  }
}
