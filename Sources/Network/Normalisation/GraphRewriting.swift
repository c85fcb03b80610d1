import Support

/// A graph in the middle of normalisation: tensors keep their positions, operators come and go.
struct GraphRewriting {
  var graph: Graph
  /// For each tensor whose bytes are another's, that other one.
  var aliases: [TensorIndex: TensorIndex] = [:]
  /// For each tensor whose work moved into an operator, that operator's name.
  var folded: [TensorIndex: String] = [:]
  var findings: [Diagnostic] = []
  private let original: Graph

  init(_ graph: Graph) {
    self.graph = graph
    original = graph
  }

  /// Makes every reader of `tensor`, and the graph's outputs, read `replacement`, which has the same bytes.
  mutating func alias(_ tensor: TensorIndex, to replacement: TensorIndex) {
    aliases[tensor] = replacement
    replaceUses(of: tensor, by: replacement)
    graph.outputs = graph.outputs.map { $0 == tensor ? replacement : $0 }
  }

  mutating func replaceUses(of tensor: TensorIndex, by replacement: TensorIndex) {
    for index in graph.operators.indices {
      graph.operators[index].inputs = graph.operators[index].inputs.map { $0 == tensor ? replacement : $0 }
    }
  }

  mutating func add(_ tensor: Tensor) -> TensorIndex {
    graph.tensors.append(tensor)
    return graph.tensors.count - 1
  }

  /// The name of something new that comes with an operator, such as `pool.sum`: one that nothing has yet.
  func newName(_ part: String, of node: Operator) -> String {
    let taken = Set(graph.tensors.map(\.name)).union(graph.operators.map(\.name))
    var name = "\(node.name).\(part)"
    while taken.contains(name) { name += "_" }
    return name
  }

  /// Gives each operator, as it stands when its turn comes, to a rewriting step, last ones first, so that what
  /// is folded into a reader finds that reader's own operands folded; those removed meanwhile are passed over.
  mutating func forEachOperator(_ step: (inout GraphRewriting, Operator) -> Void) {
    for name in graph.operators.map(\.name).reversed() {
      if let index = graph.operatorIndex(named: name) { step(&self, graph.operators[index]) }
    }
  }

  mutating func remove(_ node: Operator) { graph.operators.removeAll { $0.name == node.name } }

  /// Whether a tensor is an input of the graph and another an output: then an operator must lie between.
  func isBorder(_ input: TensorIndex, _ output: TensorIndex) -> Bool {
    graph.inputs.contains(input) && graph.outputs.contains(output)
  }

  mutating func report(_ problem: Problem, at node: Operator) {
    findings.append(problem.diagnostic(at: graph.location(of: node)))
  }

  /// Removes operators whose results nothing reads.
  mutating func removeUnused() {
    var isUsed = [Bool](repeating: false, count: graph.tensors.count)
    for output in graph.outputs { isUsed[output] = true }
    var kept: [Operator] = []
    for node in graph.operators.reversed() where node.outputs.contains(where: { isUsed[$0] }) {
      for case let input? in node.inputs { isUsed[input] = true }
      kept.append(node)
    }
    graph.operators = kept.reversed()
  }

  /// The normalised graph without the tensors nothing refers to, and what became of each tensor as read.
  func finish() throws(Diagnostics) -> NormalisedGraph {
    if !findings.isEmpty { throw Diagnostics(findings) }
    var isUsed = [Bool](repeating: false, count: graph.tensors.count)
    for node in graph.operators {
      for case let tensor? in node.inputs + node.outputs.map(Optional.some) { isUsed[tensor] = true }
    }
    for tensor in graph.inputs + graph.outputs { isUsed[tensor] = true }
    var positions = [TensorIndex?](repeating: nil, count: graph.tensors.count)
    var result = Graph(name: graph.name)
    for tensor in graph.tensors.indices where isUsed[tensor] {
      positions[tensor] = result.tensors.count
      result.tensors.append(graph.tensors[tensor])
    }
    result.operators = graph.operators.map { node in
      var node = node
      node.inputs = node.inputs.map { $0.map { positions[$0]! } }
      node.outputs = node.outputs.map { positions[$0]! }
      return node
    }
    result.inputs = graph.inputs.map { positions[$0]! }
    result.outputs = graph.outputs.map { positions[$0]! }
    let remaining = result.outputsWithoutOperator() + result.validate()
    if !remaining.isEmpty { throw Diagnostics(remaining) }
    return NormalisedGraph(graph: result, fates: original.tensors.indices.map { fate(of: $0, positions) })
  }

  private func fate(of tensor: TensorIndex, _ positions: [TensorIndex?]) -> TensorFate {
    var root = tensor
    while let next = aliases[root] { root = next }
    if let position = positions[root] { return root == tensor ? .kept(position) : .aliased(position) }
    if let name = folded[root] { return .folded(into: name) }
    return .removed
  }
}

extension Graph {
  /// Findings for outputs that no operator computes: there is nothing to plan for them.
  fileprivate func outputsWithoutOperator() -> [Diagnostic] {
    let producers = producers()
    return outputs.filter { producers[$0] == nil }.map { output in
      Diagnostic(
        at: .graph(model: name), "output \(tensors[output].name) is an input or a constant",
        expected: "the result of an operator")
    }
  }
}
