import Network
import Support

/// What a stage, or a whole schedule, costs.
package struct StageEstimate: Sendable, Hashable {
  /// Bytes of working memory while it runs: its own buffers and whatever else lives across it. The memory that
  /// buffers are placed in is as large as they need; where the stage pins some, all memories together. Where
  /// nothing was placed, the bound.
  package var peak: Int
  /// No offsets of the same buffers have a lower peak.
  package var bound: Int
  package var macs: MACs
  package var steps: Int
  /// Instructions, as the board's cost model estimates them.
  package var cost: Int
}

/// Answers what stages of one graph cost, each question once.
///
/// A stage is placed alone, with the tensors that cross it, so that a search over partitions needs no whole
/// schedules; a schedule is at least as high as its highest stage.
package final class StagePlanner {
  private struct Question: Hashable {
    var first: OperatorIndex
    var stages: [Stage]
    var placement: PlacementMethod?
    var nodeLimit: Int
  }

  package let graph: Graph
  let input: InputMode
  private let kernels: KernelRegistry
  let costModel: CostModel
  private let memories: [MemoryRegion]?
  let cuts: [Cut]
  let whole: Program?
  private var answers: [Question: StageEstimate] = [:]
  private var variants: [GraphVariant: StagePlanner] = [:]
  /// The costs of very many stages that are all alike but for their tiles and what they keep.
  package private(set) lazy var survey = StageSurvey(
    whole ?? Program(graph: graph, input: input, stages: [], kernels: []), cuts: cuts)
  /// How often it was asked about a stage or a schedule.
  package private(set) var questions = 0

  /// - Parameter memories: those that tensors may be pinned to; any where nil.
  package init(
    graph: Graph, input: InputMode, kernels: KernelRegistry, costModel: CostModel = .typical,
    memories: [MemoryRegion]? = nil
  ) {
    self.memories = memories
    self.graph = graph
    self.input = input
    self.kernels = kernels
    self.costModel = costModel
    cuts = graph.cuts()
    let layers = Schedule(stages: graph.operators.map { Stage(last: $0.name) })
    whole = try? layers.lowered(for: graph, input: input, kernels: kernels, source: .graph(model: graph.name))
  }

  /// The planner of a variant of the graph.
  ///
  /// - Throws: the first thing that keeps it from being made.
  package func variant(_ variant: GraphVariant) throws(Problem) -> StagePlanner {
    if variant.isEmpty { return self }
    if let known = variants[variant] { return known }
    let planner = StagePlanner(
      graph: try graph.variant(variant), input: input, kernels: kernels, costModel: costModel,
      memories: memories)
    variants[variant] = planner
    return planner
  }

  /// The peak of running layer by layer with whole tensors, the base of every saving; nil where an operator has no
  /// kernel.
  package var layerwisePeak: Int? { whole?.layerwisePeak }

  /// Whether a stage from an operator on can be lowered.
  func accepts(_ stage: Stage, first: OperatorIndex) -> Bool {
    guard whole != nil, let last = graph.operatorIndex(named: stage.last), last >= first else { return false }
    return stage.problems(operators: first...last, of: graph, input: input, memories: memories).isEmpty
  }

  /// What a stage from an operator on costs.
  ///
  /// - Parameters:
  ///   - placement: how its buffers are placed; nil for the bound alone, which takes half the time.
  ///   - nodeLimit: the most narrowings of exact placement.
  /// - Throws: the first thing that keeps it from being lowered.
  /// - Complexity: O(runs of the stage * rows a run touches) and that of placement the first time, O(1)
  ///   behind it.
  package func estimate(
    _ stage: Stage, first: OperatorIndex, placement: PlacementMethod? = .greedy,
    nodeLimit: Int = exactPlacementNodes
  ) throws(Problem) -> StageEstimate {
    try estimate([stage], first: first, placement: placement, nodeLimit: nodeLimit)
  }

  /// What stages that follow each other from an operator on cost together, every buffer at one place.
  ///
  /// - Throws: the first thing that keeps one of them from being lowered.
  func estimate(
    _ stages: [Stage], first: OperatorIndex, placement: PlacementMethod?,
    nodeLimit: Int = exactPlacementNodes
  ) throws(Problem) -> StageEstimate {
    questions += 1
    let question = Question(first: first, stages: stages, placement: placement, nodeLimit: nodeLimit)
    if let answer = answers[question] { return answer }
    guard var program = whole else { throw Problem("an operator of the graph has no kernel") }
    let streamed = input == .streamed ? Set(graph.inputs) : []
    program.stages = []
    program.pins = [:]
    var next = first
    for stage in stages {
      guard let last = graph.operatorIndex(named: stage.last), last >= next else {
        throw .unknown(
          "operator behind \(graph.operators[min(next, graph.operators.count - 1)].name)", stage.last,
          among: graph.operators.map(\.name))
      }
      let problems = stage.problems(operators: next...last, of: graph, input: input, memories: memories)
      if let problem = problems.first { throw problem }
      program.stages.append(
        StageLoop(
          operators: next...last, stage: stage, of: graph, kernels: program.kernels, streamed: streamed))
      program.pins.merge(stage.pins(in: graph)) { $1 }
      next = last + 1
    }
    let answer = program.estimate(
      given: Set(first == 0 ? [] : cuts[first - 1].crossing), wanted: Set(cuts[next - 1].crossing),
      placement: placement, nodeLimit: nodeLimit, costModel)
    answers[question] = answer
    return answer
  }

  /// What a whole schedule costs.
  ///
  /// - Throws: everything that keeps it from being lowered.
  package func estimate(
    _ schedule: Schedule, placement: PlacementMethod = .greedy, source: Location
  ) throws(Diagnostics) -> StageEstimate {
    questions += 1
    let program = try schedule.lowered(
      for: graph, input: input, kernels: kernels, memories: memories, source: source)
    return program.estimate(
      given: [], wanted: [], placement: placement, nodeLimit: exactPlacementNodes, costModel)
  }
}

extension Program {
  /// The cost of the stages this program holds.
  ///
  /// - Parameters:
  ///   - given: tensors that are there before the first step, beside resident inputs.
  ///   - wanted: tensors that must be there behind the last, beside the graph's outputs.
  fileprivate func estimate(
    given: Set<TensorIndex>, wanted: Set<TensorIndex>, placement: PlacementMethod?, nodeLimit: Int,
    _ costModel: CostModel
  ) -> StageEstimate {
    let events = Array(events)
    let work = work(of: events)
    let demand = memoryDemand(of: events, given: given, wanted: wanted)
    // Buffers of other stages have no life here.
    let living = demand.buffers.indices.filter { demand.buffers[$0].life != nil }
    let buffers = living.map { demand.buffers[$0] }
    let inPlace = restricted(demand.inPlace, to: living, of: demand.buffers.count)
    var (peak, bound) = (0, 0)
    if let placement {
      let memories = [WorkingMemory("")] + pinnedMemories(besides: [])
      let pinned = demand.pinned(pins, to: memories.map(\.name))
      let regions = place(
        buffers, inPlace: inPlace, in: memories, pinned: living.map { pinned[$0] }, by: placement,
        nodeLimit: nodeLimit
      ).regions
      peak = regions.reduce(0) { $0 + $1.peak }
      bound = regions.reduce(0) { $0 + $1.bound }
    } else {
      bound = placementBound(buffers, inPlace: inPlace)
      peak = bound
    }
    return StageEstimate(
      peak: peak, bound: bound, macs: work.macs, steps: work.steps, cost: costModel.instructions(for: work))
  }
}
