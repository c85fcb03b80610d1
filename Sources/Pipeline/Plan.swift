import Network
import Planning
import Support

/// What the pipeline made of a job: schedule, program and placement, and what they cost.
package struct Plan {
  package var job: Job
  package var schedule: Schedule
  package var program: Program
  package var placement: Placement
  /// The work of the program, recomputation included.
  package var work: Work
  /// Bytes of constants: weights, biases, requantisation tables and constant operands.
  package var flashBytes: Int
  /// How many stages and schedules the policy had evaluated before it gave this one: 0 where it does not search.
  package var evaluations: Int

  init(job: Job, schedule: Schedule, program: Program, placement: Placement, evaluations: Int) {
    self.job = job
    self.schedule = schedule
    self.program = program
    self.placement = placement
    self.evaluations = evaluations
    work = program.work
    flashBytes = program.constantBytes
  }

  package var macs: MACs { work.macs }

  package var stepCount: Int { work.steps }

  /// The instructions of an inference as the board's cost model estimates them.
  package var estimatedInstructions: Int { job.board.costModel.instructions(for: work) }

  /// A memory that is too small.
  package struct Shortage: Sendable, Hashable, CustomStringConvertible {
    package var region: String
    package var required: Int
    package var available: Int
    package var excess: Int { required - available }

    package init(region: String, required: Int, available: Int) {
      (self.region, self.required, self.available) = (region, required, available)
    }

    package var description: String {
      "does not fit \(region): requires \(required) bytes, \(available) are available, \(excess) too many"
    }
  }

  /// The memories the plan does not fit, empty where it fits.
  package var shortages: [Shortage] {
    let board = job.board
    let arenas = placement.regions.compactMap { region in
      board.memories.first { $0.name == region.name }.map { ($0, region.peak) }
    }
    return (arenas + [(board.storage, flashBytes)]).compactMap { region, required in
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

  /// Bytes of memory for parts of tensors: rings of rows, and windows that move along with the tiles.
  package var streamBufferBytes: Int {
    placement.buffers.filter { $0.buffer.kind == .ring || $0.buffer.kind == .window }.reduce(0) {
      $0 + $1.buffer.bytes
    }
  }

  /// The operator that runs when most bytes live.
  package var peakOperator: Operator {
    let graph = program.graph
    let busiest = peakStep
    for (position, step) in program.steps.enumerated() where position >= busiest && step.kind == .compute {
      return graph.operators[step.index]
    }
    return graph.operators[graph.operators.count - 1]
  }

  /// The step at the peak: of those in which a buffer that reaches highest lives, the one with most bytes of
  /// live rows, the first of several that computes. Where buffers lie in several memories, those of the fullest
  /// count.
  ///
  /// - Complexity: O(steps * rows a step touches), as the program is walked again.
  package var peakStep: Int {
    let region = placement.fullestRegion.name
    let members = placement.buffers.indices.filter { placement.buffers[$0].region == region }
    let buffers = members.map { placement.buffers[$0] }
    let top = buffers.map { $0.offset + $0.buffer.bytes }.max() ?? 0
    let spans = buffers.filter { $0.offset + $0.buffer.bytes == top }.map { $0.firstStep...$0.lastStep }
    let live = program.memoryDemand().liveBytes(of: members)
    let start = spans.first?.lowerBound ?? 0
    var best = (steps: start..<start + 1, bytes: -1)
    for (moment, steps) in program.stepsOfMoments().enumerated()
    where moment + 1 < live.count && live[moment + 1] > best.bytes
      && spans.contains(where: { $0.contains(steps.lowerBound) })
    {
      best = (steps, live[moment + 1])
    }
    for (position, step) in program.steps.enumerated()
    where best.steps.contains(position) && step.kind == .compute {
      return position
    }
    return best.steps.lowerBound
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
