import Network
import Support

extension Stage {
  /// The tensors that the stage pins, with their memories.
  func pins(in graph: Graph) -> [TensorIndex: String] {
    region.reduce(into: [:]) { pins, entry in
      if let tensor = graph.tensors.firstIndex(where: { $0.name == entry.key }) { pins[tensor] = entry.value }
    }
  }

  /// What keeps tensors from lying in the memories that `region` names.
  ///
  /// - Parameter memories: those of the board; nil where it is not known.
  func regionProblems(
    _ operators: ClosedRange<OperatorIndex>, _ graph: Graph, _ memories: [MemoryRegion]?
  ) -> [Problem] {
    region.keys.sorted().flatMap { name in
      [memories.flatMap { memoryProblem(name, $0) }, tensorProblem(name, operators, graph)].compactMap { $0 }
    }
  }

  private func memoryProblem(_ name: String, _ memories: [MemoryRegion]) -> Problem? {
    let working = memories.filter { $0.kind == .ram }.map(\.name)
    let memory = region[name]!
    guard !working.contains(memory) else { return nil }
    let isReadOnly = memories.contains { $0.name == memory }
    return Problem(
      "region puts \(name) into \(memory), "
        + (isReadOnly ? "which cannot be written" : "which the board does not have"),
      expected: working.joined(separator: " or "),
      hint: isReadOnly
        ? nil : suggestion(for: memory, among: working).map { "did you mean \"\($0)\"?" })
  }

  private func tensorProblem(
    _ name: String, _ operators: ClosedRange<OperatorIndex>, _ graph: Graph
  ) -> Problem? {
    func misplaced(_ what: String) -> Problem {
      Problem(
        "region names \(name), \(what)",
        expected: "a result of the stage, or an input that it is the first to read")
    }
    guard let tensor = graph.tensors.firstIndex(where: { $0.name == name }) else {
      return .unknown("tensor", name, among: graph.tensors.filter { !$0.isConstant }.map(\.name))
    }
    if graph.tensors[tensor].isConstant { return misplaced("a constant") }
    if let producer = graph.producers()[tensor] {
      return operators.contains(producer)
        ? nil : misplaced("which \(graph.operators[producer].name) makes outside the stage")
    }
    guard let reader = graph.consumers()[tensor].first else { return misplaced("which nothing reads") }
    return operators.contains(reader)
      ? nil : misplaced("which \(graph.operators[reader].name) outside the stage is the first to read")
  }
}
