import Execution
import Firmware
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
    /// The generated C project, compiled and run on this computer.
    case host
    /// The generated C project, compiled for the board and run on an emulated machine.
    case emulator
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
  /// What the emulated run measured.
  package var measurement: EmulatedRun?

  package var isBitExact: Bool { links.allSatisfy { $0.outcomes.allSatisfy(\.isBitExact) } }

  /// Runs the links in order and stops after the first that differs anywhere.
  ///
  /// - Parameters:
  ///   - golden: recorded outputs; without them the reference interpreter is the reference.
  ///   - flip: a bit turned over in the simulator's weights only.
  ///   - links: those behind the reference that are to be run.
  ///   - toolVersion: what the generated project says it was made by.
  package init(
    _ plan: Plan, cases: [InputCase], golden: Golden?, flip: WeightFlip? = nil,
    links requested: [Link] = [.simulation, .guarded], toolVersion: String
  ) throws(Diagnostics) {
    let model = plan.job.model
    reference = golden?.oracle ?? "reference interpreter"
    comparedTensors = model.normalised.comparable.count
    links = []
    let inputs = golden?.cases.map { InputCase($0.data) } ?? cases
    let simulator = Simulator(program: try plan.program.flipping(flip), placement: plan.placement)
    var traces: [ReferenceTrace] = []
    for (position, input) in inputs.enumerated() {
      traces.append(try ReferenceTrace(model, input, golden: golden?.cases[position]))
    }
    links.append((.reference, traces.map(\.outcome)))
    for link in Link.allCases where requested.contains(link) && isBitExact {
      switch link {
      case .reference:
        break
      case .simulation, .guarded:
        var outcomes: [Outcome] = []
        for trace in traces { outcomes.append(try trace.compare(simulator, isGuarded: link == .guarded)) }
        links.append((link, outcomes))
      case .host, .emulator:
        let project = try plan.firmware(traces, toolVersion: toolVersion)
        let transcript: SelftestTranscript
        if link == .host {
          transcript = try HostProject.run(project.files())
        } else {
          let run = try EmulatedRun(project, on: plan.job.board)
          measurement = run
          transcript = run.transcript
        }
        var outcomes: [Outcome] = []
        for (position, trace) in traces.enumerated() {
          outcomes.append(try trace.compare(transcript, case: position, simulator))
        }
        links.append((link, outcomes))
      }
    }
  }
}

extension Program {
  fileprivate func flipping(_ flip: WeightFlip?) throws(Diagnostics) -> Program {
    guard let flip else { return self }
    var program = self
    do throws(Problem) {
      program.graph = try flip.applied(to: graph)
    } catch {
      throw Diagnostics(error.diagnostic(at: .graph(model: graph.name)))
    }
    return program
  }
}
