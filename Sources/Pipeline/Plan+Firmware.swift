import Firmware
import Network
import Support

extension Plan {
  /// The plan as a generated project, with a self-test of these cases.
  ///
  /// Runs the reference interpreter once a case, for the outputs the self-test expects.
  package func firmware(
    cases: [InputCase], toolVersion: String, prefix: String? = nil
  ) throws(Diagnostics) -> FirmwareModel {
    var traces: [ReferenceTrace] = []
    for input in cases { traces.append(try ReferenceTrace(job.model, input, golden: nil)) }
    return try firmware(traces, toolVersion: toolVersion, prefix: prefix)
  }

  func firmware(
    _ traces: [ReferenceTrace], toolVersion: String, prefix: String? = nil
  ) throws(Diagnostics) -> FirmwareModel {
    FirmwareModel(
      program: program, placement: placement, graph: job.model.graph, modelHash: job.model.hash,
      toolVersion: toolVersion, policy: job.policy.name, board: job.board.name,
      compilerFlags: job.board.compilerFlags,
      vectors: traces.map {
        FirmwareModel.Vector(data: $0.outcome.data, inputs: $0.inputs, outputs: $0.outputs)
      },
      prefix: prefix,
      sections: job.board.workingMemories.reduce(into: [:]) { $0[$1.name] = $1.section })
  }
}
