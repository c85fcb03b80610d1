import Execution
import Firmware
import Network
import Planning
import Support

/// A graph planned and ready to be written as C, with what one run of it must give.
package struct FirmwareCase {
  package let model: FirmwareModel
  /// What the simulator does with the same program.
  package let trace: ExecutionTrace

  /// Normalises, schedules and places the graph; the reference interpreter says what the self-test expects.
  ///
  /// - Parameter schedule: made for the normalised graph; layer by layer where nil.
  package init(
    _ graph: Graph, inputs: [[UInt8]], _ input: InputMode, prefix: String? = nil,
    schedule: ((Graph) -> Schedule)? = nil
  ) throws(Diagnostics) {
    let normalised = try graph.normalised().graph
    let program = try normalised.program(schedule?(normalised) ?? .layerwise(normalised), input)
    let placement = program.placed(in: "sram", by: .greedy)
    let outputs = try Reference.run(graph, inputs: inputs) { _, _ in }
    model = FirmwareModel(
      program: program, placement: placement, graph: graph, modelHash: String(repeating: "0", count: 64),
      toolVersion: "test", policy: "test", board: "test", compilerFlags: ["-O2"],
      vectors: [FirmwareModel.Vector(data: "random", inputs: inputs, outputs: outputs)], prefix: prefix)
    trace = try Simulator(program: program, placement: placement).trace(inputs: inputs)
  }

  /// What of a self-test's only case is not as it must be; empty where all is equal.
  package func differences(_ transcript: SelftestTranscript) -> [String] {
    guard let only = transcript.cases.first, transcript.cases.count == 1 else {
      return ["\(transcript.cases.count) cases"]
    }
    var differences = transcript.otherLines.map { "a line that is not of the format: \($0)" }
    if transcript.hasPassed != true || !only.hasPassed { differences.append("verdict") }
    if only.outputs != model.vectors[0].outputs { differences.append("outputs") }
    if only.steps != trace.steps { differences.append("hash of the steps") }
    let names = model.program.graph.operators.map(\.name)
    if only.results.count != names.count { differences.append("\(only.results.count) operators") }
    for (name, (mine, simulated)) in zip(names, zip(only.results, trace.results)) where mine != simulated {
      differences.append("result of \(name)")
    }
    return differences
  }
}
