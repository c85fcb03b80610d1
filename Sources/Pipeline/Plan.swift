import Network
import Planning
import Support

/// What the pipeline made of a job: schedule, program and placement, and what they cost.
package struct Plan {
  package var job: Job
  package var schedule: Schedule
  package var program: Program
  package var placement: Placement
  /// The multiply-accumulates of the program, recomputation included.
  package var macs: MACs
  /// Bytes of constants: weights, biases, requantisation tables and constant operands.
  package var flashBytes: Int
  package var stepCount: Int

  init(job: Job, schedule: Schedule, program: Program, placement: Placement) {
    self.job = job
    self.schedule = schedule
    self.program = program
    self.placement = placement
    var macs = MACs()
    var steps = 0
    for step in program.steps {
      steps += 1
      macs += program.macs(of: step)
    }
    self.macs = macs
    stepCount = steps
    flashBytes = program.constantBytes
  }

  /// A memory that is too small.
  package struct Shortage: Sendable, Hashable {
    package var region: String
    package var required: Int
    package var available: Int
    package var excess: Int { required - available }
  }

  /// The memories the plan does not fit, empty where it fits.
  package var shortages: [Shortage] {
    let board = job.board
    return [(board.workingMemory, placement.peak), (board.storage, flashBytes)].compactMap {
      region, required in
      let available = job.budget.limit(of: region)
      return required > available
        ? Shortage(region: region.name, required: required, available: available) : nil
    }
  }

  package var fits: Bool { shortages.isEmpty }

  /// The work against running layer by layer.
  package var macFactor: Double {
    let layerwise = job.model.macs.nominal
    return layerwise == 0 ? 1 : Double(macs.nominal) / Double(layerwise)
  }

  /// The operator that runs when most bytes live.
  package var peakOperator: Operator {
    let graph = program.graph
    let busiest = busiestStep
    for (position, step) in program.steps.enumerated() where position >= busiest && step.kind == .compute {
      return graph.operators[step.index]
    }
    return graph.operators[graph.operators.count - 1]
  }

  /// The step during which the buffers that live reach highest, the first of several.
  private var busiestStep: Int {
    let starts = Set(placement.buffers.map(\.firstStep)).sorted()
    func height(_ step: Int) -> Int {
      placement.buffers.reduce(0) { height, placed in
        (placed.firstStep...placed.lastStep).contains(step)
          ? max(height, placed.offset + placed.buffer.bytes) : height
      }
    }
    return starts.max { height($0) < height($1) || (height($0) == height($1) && $0 > $1) } ?? 0
  }
}

extension Program {
  /// Bytes of every table a kernel has and of constant operands.
  fileprivate var constantBytes: Int {
    var bytes = 0
    for (index, node) in graph.operators.enumerated() {
      bytes += kernels[index].parameters(node, graph.operands(of: node)).tableBytes
      bytes += node.images.reduce(0) { $0 + ($1.flatMap { graph.tensors[$0].data }?.count ?? 0) }
    }
    return bytes
  }
}
