import Execution
import Network
import Pipeline
import Planning
import Support

extension LuaModule {
  /// Runs of a schedule in simulated memory.
  static func simulator(_ bench: Workbench) -> LuaModule {
    LuaModule(
      "simulator", "Runs of a schedule for the network at hand, in simulated memory.",
      [
        LuaFunction(
          "run", "schedule: schedule, options?: run_options -> run",
          "One inference. `data` is noise:SEED or smooth, `guarded` checks the owner of every byte."
        ) { call in
          let plan = try bench.plan(call.table(1, "schedule"), for: call)
          let options = try RunOptions(call, 2, bench.source)
          call.charge(plan.work * (options.isGuarded ? 4 : 1))
          let report = try SimulationReport(plan, InputCase(options.data), guarded: options.isGuarded)
          let graph = plan.job.model.graph
          let outputs = zip(graph.outputs, report.outputs).map { tensor, bytes in
            LuaOutput.record([
              ("name", .string(graph.tensors[tensor].name)),
              ("type", .string(graph.tensors[tensor].type.rawValue)),
              ("sha256", .string(SHA256.hash(bytes).hex)),
              ("values", .list(graph.tensors[tensor].values(bytes).prefix(4096).map { .integer($0) })),
            ])
          }
          return .record([
            ("outputs", .list(outputs)), ("steps", .integer(plan.stepCount)),
            ("peak", .integer(plan.placement.peak)),
          ])
        },
        LuaFunction(
          "counts", "schedule: schedule -> counts",
          "What a run does, without running it: steps and multiply-accumulates, and of each operator how often "
            + "its kernel is called and for how many."
        ) { call in
          let plan = try bench.plan(call.table(1, "schedule"), for: call)
          return plan.counts
        },
        LuaFunction(
          "trace", "schedule: schedule, options?: run_options -> string",
          "A hash of the steps of a run in their order, 16 digits; firmware that does the same steps has the same."
        ) { call in
          let plan = try bench.plan(call.table(1, "schedule"), for: call)
          let options = try RunOptions(call, 2, bench.source)
          call.charge(plan.work)
          let inputs = try InputCase(options.data).bytes(for: plan.job.model.graph)
          let trace = try Simulator(program: plan.program, placement: plan.placement).trace(inputs: inputs)
          let digits = String(trace.steps, radix: 16)
          return .string(String(repeating: "0", count: 16 - digits.count) + digits)
        },
        LuaFunction(
          "verify", "schedule: schedule, options?: run_options -> boolean, string?",
          "Whether a run gives the bytes of the reference interpreter, simulated and guarded; else what differs "
            + "first."
        ) { call in
          let plan = try bench.plan(call.table(1, "schedule"), for: call)
          let options = try RunOptions(call, 2, bench.source)
          call.charge(plan.work * 8)
          let verification = try Verification(
            plan, cases: [InputCase(options.data)], golden: nil, toolVersion: "")
          let difference = verification.links.lazy.flatMap(\.outcomes).compactMap(\.firstDivergence).first
          return .results([
            .boolean(verification.isBitExact), difference.map { .string($0) } ?? .nil,
          ])
        },
      ])
  }
}

/// What a run is given.
private struct RunOptions {
  var data = InputData.noise(1)
  var isGuarded = false

  init(_ call: LuaCall, _ position: Int, _ source: LuaSource) throws {
    guard !call.isNil(position) else { return }
    let fields = LuaFields(try call.table(position, "options"), of: "table of options", in: source)
    let text = fields.optional("data") { fields.string($0) }
    isGuarded = fields.optional("guarded") { fields.boolean($0) } ?? false
    try fields.finish()
    do throws(Problem) {
      if let text { data = try InputData(text) }
    } catch {
      throw LuaError("\(error.diagnostic(at: nil))")
    }
    if case .file(let path) = data {
      throw LuaError("data is \(path.quoted), expected noise:SEED or smooth")
    }
  }
}

extension Plan {
  /// What a run costs the state that asks for it, in instructions.
  fileprivate var work: Int { 4096 + stepCount * 16 + macs.nominal / 64 }

  fileprivate var counts: LuaOutput {
    var calls = [Int](repeating: 0, count: program.graph.operators.count)
    var work = [MACs](repeating: MACs(), count: calls.count)
    var (fetches, moves) = (0, 0)
    for step in program.steps {
      switch step.kind {
      case .fetch: fetches += 1
      case .move, .save, .turn, .clear: moves += 1
      case .compute:
        calls[step.index] += 1
        work[step.index] += program.macs(of: step)
      }
    }
    let operators = program.graph.operators.enumerated().map { index, node in
      LuaOutput.record([
        ("name", .string(node.name)), ("calls", .integer(calls[index])),
        ("macs", .integer(work[index].nominal)), ("valid_macs", .integer(work[index].valid)),
      ])
    }
    return .record([
      ("steps", .integer(stepCount)), ("fetches", .integer(fetches)), ("moves", .integer(moves)),
      ("macs", .integer(macs.nominal)), ("valid_macs", .integer(macs.valid)),
      ("operators", .list(operators)),
    ])
  }
}

extension Tensor {
  /// The integers that bytes of this type stand for; empty for other types.
  fileprivate func values(_ bytes: [UInt8]) -> [Int] {
    var constant = self
    constant.data = bytes
    return constant.integers
  }
}
