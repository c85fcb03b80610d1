import Execution
import Network
import Support

/// One simulated inference: its outputs and what it took.
package struct SimulationReport {
  package var plan: Plan
  package var data: String
  package var outputs: [[UInt8]]

  /// Runs the plan once on the given inputs.
  package init(_ plan: Plan, _ input: InputCase, guarded: Bool) throws(Diagnostics) {
    self.plan = plan
    data = input.name
    let inputs = try input.bytes(for: plan.job.model.graph)
    let simulator = Simulator(program: plan.program, placement: plan.placement)
    outputs =
      guarded
      ? try simulator.runGuarded(inputs: inputs, steps: plan.program.steps)
      : try simulator.run(inputs: inputs)
  }

  package var json: JSON {
    .object([
      ("report", "simulate"), ("version", 1), ("model", .string(plan.job.model.name)),
      ("board", .string(plan.job.board.name)), ("policy", .string(plan.job.policy.name)),
      ("input", .string(plan.job.input.rawValue)), ("data", .string(data)),
      ("peak_sram_bytes", .integer(plan.placement.peak)), ("steps", .integer(plan.stepCount)),
      ("macs", .integer(plan.macs.nominal)), ("valid_macs", .integer(plan.macs.valid)),
      ("outputs", .array(zip(plan.job.model.graph.outputs, outputs).map(json))),
    ])
  }

  private func json(_ tensor: TensorIndex, _ bytes: [UInt8]) -> JSON {
    let tensor = plan.job.model.graph.tensors[tensor]
    return .object([
      ("name", .string(tensor.name)), ("type", .string(tensor.type.rawValue)),
      ("shape", .array(tensor.shape.extents.map(JSON.integer))), ("sha256", .string(SHA256.hash(bytes).hex)),
      (
        "first_bytes",
        .array(bytes.prefix(16).map { .integer(tensor.type == .int8 ? Int(Int8(bitPattern: $0)) : Int($0)) })
      ),
    ])
  }

  package var text: String {
    var table = Table([.left("output"), .left("type"), .left("shape"), .left("sha256")])
    for (index, bytes) in zip(plan.job.model.graph.outputs, outputs) {
      let tensor = plan.job.model.graph.tensors[index]
      table.append([tensor.name, tensor.type.rawValue, tensor.shape.description, SHA256.hash(bytes).hex])
    }
    return """
      \(table.rendered())
      \(plan.job.model.name), \(plan.job.policy.name), \(data): \(plan.stepCount) steps, \(plan.macs.nominal) MACs in \(size(plan.placement.peak))
      """
  }
}
