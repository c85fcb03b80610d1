import Network
import Support

extension Schedule {
  /// The program that computes a graph in the order and pieces of this schedule.
  ///
  /// The program's graph is the given one in the schedule's variant.
  ///
  /// - Parameters:
  ///   - memories: those of the board; nil where it is not known, then tensors may be pinned to any.
  ///   - source: the place that gave the schedule, for messages.
  /// - Throws: everything that keeps the schedule from being lowered, and operators that no kernel computes.
  package func lowered(
    for graph: Graph, input: InputMode, kernels: KernelRegistry, memories: [MemoryRegion]? = nil,
    source: Location
  ) throws(Diagnostics) -> Program {
    var findings = self.findings(for: graph, input: input, memories: memories, source: source)
    let original = graph
    let graph = (try? graph.variant(variant)) ?? graph
    var selected: [KernelDescriptor] = []
    for node in graph.operators {
      if let kernel = kernels.kernel(for: node, graph.operands(of: node)) {
        selected.append(kernel)
      } else {
        findings.append(
          Diagnostic(at: graph.location(of: node), "no kernel computes this operator"))
      }
    }
    guard findings.isEmpty else { throw Diagnostics(findings) }
    let streamed = input == .streamed ? Set(graph.inputs) : []
    var first = 0
    let loops = stages.map { stage in
      let last = graph.operatorIndex(named: stage.last)!
      defer { first = last + 1 }
      return StageLoop(
        operators: first...last, stage: stage, of: graph, kernels: selected, streamed: streamed)
    }
    return Program(
      graph: graph, input: input, stages: loops, kernels: selected,
      pins: stages.reduce(into: [:]) { pins, stage in pins.merge(stage.pins(in: graph)) { $1 } },
      original: original)
  }
}
