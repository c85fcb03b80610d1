import Network
import Planning
import Support

/// Who lives in memory during one step of a plan, since when, until when and for whom.
package struct Explanation {
  package var plan: Plan
  package var step: Int
  /// Whether it is the step at the peak.
  package var isPeak: Bool
  /// What the step does, such as `compute stem rows 0...39 columns 0...39`.
  package var action: String
  /// The operator that runs in this step, or the next that does.
  package var node: Operator
  /// The buffers that live, from the lowest up.
  package var residents: [Resident]
  /// The bytes of live rows at the fullest moment of the step; rows that are written in place count once.
  package var liveBytes: Int
  /// The end of the highest buffer that lives, of all memories together.
  package var reach: Int

  /// A buffer that lives.
  package struct Resident {
    package var placed: PlacedBuffer
    /// The bytes of its live rows at the fullest moment of the step.
    package var liveBytes: Int
    /// The step that wrote it first; nil for what was there before.
    package var since: Occasion?
    /// The step that reads it last; nil for what is handed to the caller.
    package var until: Occasion?
    /// The operators that have yet to read it or are reading it.
    package var readers: [String]
  }

  /// A step and what it works on.
  package struct Occasion {
    package var step: Int
    package var name: String
  }

  /// The bytes below the reach that no live row lies on: what placement could not fill, and rows of buffers that
  /// are dead already or not yet written.
  package var gap: Int { max(0, reach - liveBytes) }

  /// - Parameter step: from 0; nil for the one at the peak.
  /// - Throws: that there is no such step.
  /// - Complexity: O(steps + rows of buffers).
  package init(_ plan: Plan, at step: Int? = nil) throws(Diagnostics) {
    let peakStep = plan.peakStep
    let position = step ?? peakStep
    guard (0..<plan.stepCount).contains(position) else {
      throw Diagnostics(
        Diagnostic("there is no step \(position)", expected: "peak, or 0 to \(plan.stepCount - 1)"))
    }
    let program = plan.program
    let demand = program.memoryDemand()
    let live = demand.liveBytes
    let steps = program.stepsOfMoments()
    let moments = steps.indices.filter { steps[$0].contains(position) }
    let moment = moments.max { (live[$0 + 1], -$0) < (live[$1 + 1], -$1) } ?? 0
    let timetable = Timetable(program)
    self.plan = plan
    self.step = position
    isPeak = position == peakStep
    action = timetable.steps[position].summary(in: program.graph)
    node = program.graph.operators[timetable.operatorRunning(at: position)]
    liveBytes = live[moment + 1]
    let graph = program.graph
    let consumers = graph.consumers()
    let owners = graph.tensors.indices.flatMap { tensor in
      plan.placement.buffers(of: tensor).filter { $0.buffer.name == graph.tensors[tensor].name }.map {
        (tensor, $0)
      }
    }
    residents = owners.compactMap { tensor, placed in
      guard (placed.firstStep...placed.lastStep).contains(position), let life = placed.buffer.life else {
        return nil
      }
      let bytes = placed.buffer.parts.reduce(0) { sum, part in
        sum + (part.life.start <= moment && moment <= part.life.end ? part.bytes : 0)
      }
      return Resident(
        placed: placed, liveBytes: bytes,
        since: life.start < 0 ? nil : timetable.occasion(placed.firstStep, graph),
        until: graph.outputs.contains(tensor) ? nil : timetable.occasion(placed.lastStep, graph),
        readers: consumers[tensor].filter { timetable.lastStep[$0] >= position }.map {
          graph.operators[$0].name
        } + (graph.outputs.contains(tensor) ? ["caller"] : []))
    }.sorted { ($0.placed.offset, $0.placed.firstStep) < ($1.placed.offset, $1.placed.firstStep) }
    reach = plan.placement.regions.reduce(0) { [residents] sum, region in
      sum
        + (residents.filter { $0.placed.region == region.name }
          .map { $0.placed.offset + $0.placed.buffer.bytes }.max() ?? 0)
    }
  }
}

/// The steps of a program, and the last of each operator.
private struct Timetable {
  var steps: [Step]
  var lastStep: [Int]

  init(_ program: Program) {
    steps = Array(program.steps)
    lastStep = Array(repeating: -1, count: program.graph.operators.count)
    for (position, step) in steps.enumerated() where step.kind == .compute { lastStep[step.index] = position }
  }

  func operatorRunning(at position: Int) -> OperatorIndex {
    steps[position...].first { $0.kind == .compute }?.index ?? lastStep.count - 1
  }

  func occasion(_ position: Int, _ graph: Graph) -> Explanation.Occasion {
    Explanation.Occasion(step: position, name: steps[position].name(in: graph))
  }
}

extension Step {
  fileprivate func name(in graph: Graph) -> String {
    kind == .fetch ? graph.tensors[index].name : graph.operators[index].name
  }

  fileprivate func summary(in graph: Graph) -> String {
    func span(_ range: Range<Int>) -> String {
      range.isEmpty ? "none" : "\(range.lowerBound)...\(range.upperBound - 1)"
    }
    return "\(kind.rawValue) \(name(in: graph)) rows \(span(rows)) columns \(span(columns))"
  }
}
