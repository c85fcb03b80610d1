import Network
import Support

extension Schedule {
  /// Everything that keeps this schedule from being lowered for a graph, each with the stage it is about.
  ///
  /// - Parameters:
  ///   - input: how images arrive.
  ///   - memories: those of the board; nil where it is not known, then tensors may be pinned to any.
  ///   - source: the place that gave the schedule, for messages.
  package func findings(
    for graph: Graph, input: InputMode, memories: [MemoryRegion]? = nil, source: Location
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    func report(_ problem: Problem, stage: Int) {
      var problem = problem
      problem.message = "stage \(stage + 1) (to \(stages[stage].last)): \(problem.message)"
      findings.append(problem.diagnostic(at: source))
    }
    if let graphHash, graphHash != graph.structuralHash {
      findings.append(
        Diagnostic(
          at: source, "the schedule was made for another graph (\(graphHash.prefix(12)))",
          expected: String(graph.structuralHash.prefix(12))))
    }
    let whole = graph
    let graph: Graph
    do throws(Problem) {
      graph = try whole.variant(variant)
    } catch {
      return findings + [error.diagnostic(at: source)]
    }
    var first = 0
    // Behind a stage whose end is unknown nobody knows where the next begins.
    var isLost = false
    for (index, stage) in stages.enumerated() {
      guard let last = graph.operatorIndex(named: stage.last) else {
        report(.unknown("operator", stage.last, among: graph.operators.map(\.name)), stage: index)
        isLost = true
        continue
      }
      guard last >= first else {
        report(
          Problem("it ends before it begins", expected: "an operator behind the stage before"), stage: index)
        continue
      }
      let operators = (isLost ? last : first)...last
      for problem in stage.problems(operators: operators, of: graph, input: input, memories: memories) {
        report(problem, stage: index)
      }
      first = last + 1
      isLost = false
    }
    if findings.isEmpty, first < graph.operators.count {
      findings.append(
        Diagnostic(
          at: source, "no stage holds the operators from \(graph.operators[first].name) on",
          expected: "stages that hold every operator once"))
    }
    return findings
  }
}

extension Stage {
  /// Everything that keeps a stage of these operators from being lowered.
  func problems(
    operators: ClosedRange<OperatorIndex>, of graph: Graph, input: InputMode, memories: [MemoryRegion]?
  ) -> [Problem] {
    var problems: [Problem] = []
    for (name, extent) in [("rows", tile.rows), ("columns", tile.columns)] {
      if let extent, extent < 1 {
        problems.append(Problem("a tile of \(extent) \(name)", expected: "1 or more"))
      }
    }
    let inside = operators.dropLast().flatMap { graph.operators[$0].outputs }.map { graph.tensors[$0].name }
    for name in keep.keys.sorted() where !inside.contains(name) {
      problems.append(
        Problem(
          "keep names \(name), which is not inside the stage",
          expected: inside.isEmpty
            ? "no tensor, for the stage has one operator" : "a tensor made and read in it"))
    }
    for index in operators.dropLast() where graph.operators[index].kind.addsUp {
      problems.append(
        Problem(
          "\(graph.operators[index].name) adds up all it reads",
          expected: "it to be the last operator of its stage"))
    }
    let reads = graph.operators[operators].flatMap(\.inputs)
    if scan == .up, input == .streamed, let image = graph.inputs.first(where: { reads.contains($0) }) {
      problems.append(
        Problem(
          "rows of \(graph.tensors[image].name) arrive from the top",
          expected: "scan down, or a resident input"))
    }
    problems += directionProblems(operators, graph) + innerProblems(operators, graph)
    problems += regionProblems(operators, graph, memories)
    for index in operators.dropLast() {
      let tensor = graph.operators[index].outputs[0]
      let outside = graph.operators[(operators.upperBound + 1)...].first { $0.inputs.contains(tensor) }
      if outside != nil || graph.outputs.contains(tensor) {
        problems.append(
          Problem(
            "\(graph.tensors[tensor].name) is made inside and read by \(outside?.name ?? "the caller") behind it",
            expected: "only the last tensor to leave the stage"))
      }
    }
    for index in operators where operators.count > 1 {
      let node = graph.operators[index]
      let operands = graph.operands(of: node)
      for (operand, tensor) in graph.activations(of: node) {
        let window = node.kind.window(of: operand, operands)
        guard window.rows.numerator < 0 || window.columns.numerator < 0 else { continue }
        problems.append(
          Problem(
            "\(node.name) reads \(graph.tensors[tensor].name) backwards",
            expected: "a stage of its own for it"))
      }
    }
    if problems.isEmpty, operators.count > 1 {
      let loop = StageLoop(operators: operators, stage: self, of: graph, kernels: [], streamed: [])
      for position in loop.positionsNeededAgain() {
        let name = graph.tensors[graph.operators[operators.lowerBound + position].outputs[0]].name
        problems.append(
          Problem(
            "later tiles need parts of \(name) that earlier ones have left behind",
            expected: "nothing kept of it, or the end of the stage before"))
      }
    }
    if work == .uniform, keep.values.contains(where: { $0 != .none }) {
      problems.append(Problem("uniform work keeps tensors", expected: "clipped work, or nothing kept"))
    }
    if work == .uniform, order == .pull {
      problems.append(Problem("uniform work pulls rows", expected: "clipped work, or order operator"))
    }
    return problems
  }

  /// What order, scan and burst do not allow.
  private func directionProblems(_ operators: ClosedRange<OperatorIndex>, _ graph: Graph) -> [Problem] {
    var problems: [Problem] = []
    let output = graph.tensors[graph.operators[operators.upperBound].inputs[0] ?? 0]
    let result = graph.tensors[graph.operators[operators.upperBound].outputs[0]]
    let width =
      graph.operators[operators.upperBound].kind.addsUp ? output.shape.columns : result.shape.columns
    if order == .pull, scan != .columns, let columns = tile.columns, columns < width {
      problems.append(
        Problem(
          "rows are pulled over \(columns) of \(width) columns",
          expected: "tiles of full width, or scan columns"))
    }
    if scan == .columns {
      for name in keep.keys.sorted() where keep[name]!.columns {
        problems.append(
          Problem(
            "\(name) is kept along the columns that tiles go down", expected: "none or y with scan columns"))
      }
    }
    if burst < 1 { problems.append(Problem("a burst of \(burst) rows", expected: "1 or more")) }
    return problems
  }

  /// What keeps inner stages from being pulled.
  private func innerProblems(_ operators: ClosedRange<OperatorIndex>, _ graph: Graph) -> [Problem] {
    var problems: [Problem] = []
    if !inner.isEmpty, order != .pull || scan == .columns {
      problems.append(Problem("it has inner stages", expected: "order pull and tiles of full width"))
    }
    var next = operators.lowerBound
    for stage in inner {
      func report(_ message: String, expected: String? = nil) {
        problems.append(
          Problem("inner stage \(stage.first) to \(stage.last): \(message)", expected: expected))
      }
      for (name, extent) in [("rows", stage.tile.rows), ("columns", stage.tile.columns)] {
        if let extent, extent < 1 { report("a tile of \(extent) \(name)", expected: "1 or more") }
      }
      guard let first = graph.operatorIndex(named: stage.first),
        let last = graph.operatorIndex(named: stage.last)
      else {
        let unknown = graph.operatorIndex(named: stage.first) == nil ? stage.first : stage.last
        let problem = Problem.unknown("operator", unknown, among: graph.operators.map(\.name))
        problems.append(problem)
        continue
      }
      guard first <= last, first >= next, last <= operators.upperBound else {
        report("it is not inside the stage, behind the inner stage before")
        continue
      }
      next = last + 1
      for index in first..<last {
        let tensor = graph.operators[index].outputs[0]
        if let reader = graph.operators[(last + 1)...].first(where: { $0.inputs.contains(tensor) }) {
          report(
            "\(graph.tensors[tensor].name) is read by \(reader.name) behind it",
            expected: "only the last tensor to leave it")
        }
      }
    }
    return problems
  }
}
