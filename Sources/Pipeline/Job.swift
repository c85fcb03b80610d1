import Network
import Planning
import Support

/// One piece of work for the pipeline: a model, where it is to run, and how.
package struct Job {
  package var model: Model
  package var board: Board
  package var policy: any Policy
  /// The policy's options as given; ``Policy/resolve(_:)`` completes them.
  package var options: [String: String]
  package var budget: Budget
  package var input: InputMode
  /// How buffers are to be placed; nil for what the policy wants.
  package var placement: PlacementMethod?
  package var specialisation: Specialisation
  /// Whether scratch that only makes kernels quicker may raise the peak, by 1 % at most.
  package var scratchMayRaisePeak = true
  /// What plans are made with; of those that are no plug-ins' quicker ones take the places later.
  package var kernels: KernelRegistry

  package init(
    model: Model, board: Board, policy: any Policy, options: [String: String] = [:],
    budget: Budget = Budget(), input: InputMode = .resident, placement: PlacementMethod? = nil,
    specialisation: Specialisation = .balanced, kernels: KernelRegistry = .portable
  ) {
    self.model = model
    self.board = board
    self.policy = policy
    self.options = options
    self.budget = budget
    self.input = input
    self.placement = placement
    self.specialisation = specialisation
    self.kernels = kernels
  }

  /// How buffers are placed.
  package var placementMethod: PlacementMethod { placement ?? policy.placement ?? .greedy }

  /// What a policy is told of this job.
  package var target: Target {
    let planner = StagePlanner(
      graph: model.normalised.graph, input: input, kernels: kernels, costModel: board.costModel,
      memories: board.memories)
    return Target(
      board: board, budget: budget, input: input, placement: placementMethod, planner: planner, job: self)
  }

  /// From the graph to the places of all buffers: the one way every command goes.
  ///
  /// A plan that does not fit the budget is a plan; ``Plan/shortages`` says what is missing.
  package func plan() throws(Diagnostics) -> Plan {
    let findings = budget.findings(for: board)
    guard findings.isEmpty else { throw Diagnostics(findings.map { $0.diagnostic(at: nil) }) }
    let graph = model.normalised.graph
    let target = self.target
    let schedule = try policy.schedule(graph, for: target, options: policy.resolve(options))
    let program = try schedule.lowered(
      for: graph, input: input, kernels: kernels, memories: board.memories, source: policy.location)
    let memories = board.workingMemories.map { WorkingMemory($0.name, limit: budget.limit(of: $0)) }
    let placed = program.placed(in: memories, by: placementMethod)
    let quick = program.specialised(
      to: .shipped(for: board.features), placed,
      limit: scratchMayRaisePeak ? memories.first { $0.name == placed.regions[0].name }?.limit ?? .max : 0,
      specialisation)
    return Plan(
      job: self, schedule: schedule, program: quick.program, placement: quick.placement,
      evaluations: target.planner.questions)
  }
}
