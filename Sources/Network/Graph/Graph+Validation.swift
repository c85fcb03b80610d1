import Support

extension Graph {
  /// Everything that is wrong with the graph, in its own order: structure first, then operator by operator.
  ///
  /// An operator whose operands are broken is not examined further, so that one mistake gives one finding.
  package func validate() -> [Diagnostic] {
    var findings = structuralFindings()
    guard findings.isEmpty else { return findings }
    for node in operators {
      findings += self.findings(for: node).map { $0.diagnostic(at: location(of: node)) }
    }
    return findings
  }

  /// Where messages say an operator stands: the model's file and the operator's place in it.
  package func location(of node: Operator, tensor: TensorIndex? = nil) -> Location {
    let place = node.provenance.first.map { "\(node.name) (\($0))" } ?? node.name
    return .graph(model: name, operator: place, tensor: tensor.map { tensors[$0].name })
  }

  private func structuralFindings() -> [Diagnostic] {
    var findings: [Diagnostic] = []
    func report(_ message: String, expected: String? = nil, _ node: Operator? = nil) {
      let place = node.map { location(of: $0) } ?? .graph(model: name)
      findings.append(Diagnostic(at: place, message, expected: expected))
    }
    if operators.count > Graph.maximumOperators {
      report("the graph has \(operators.count) operators", expected: "at most \(Graph.maximumOperators)")
      return findings
    }
    if operators.isEmpty { report("the graph has no operators") }
    if outputs.isEmpty { report("the graph has no outputs") }
    findUnique(tensors.map(\.name)) { report("two tensors are named \($0)") }
    findUnique(operators.map(\.name)) { report("two operators are named \($0)") }
    for tensor in tensors {
      if let fault = tensor.shape.fault {
        report("tensor \(tensor.name) of shape \(tensor.shape) has \(fault)")
      }
      if let data = tensor.data, tensor.shape.fault == nil, data.count != tensor.byteCount {
        report("constant \(tensor.name) holds \(data.count) bytes", expected: "\(tensor.byteCount)")
      }
    }
    var isKnown = tensors.map(\.isConstant)
    for input in inputs {
      guard tensors.indices.contains(input) else { report("an input is not a tensor of the graph"); continue }
      if isKnown[input] { report("input \(tensors[input].name) is a constant or given twice") }
      isKnown[input] = true
    }
    for node in operators {
      for case let input? in node.inputs {
        guard tensors.indices.contains(input) else { report("an operand is not a tensor", node); continue }
        if !isKnown[input] {
          report("tensor \(tensors[input].name) is read before an operator makes it", node)
        }
      }
      for output in node.outputs {
        guard tensors.indices.contains(output) else { report("a result is not a tensor", node); continue }
        if isKnown[output] { report("tensor \(tensors[output].name) is made twice", node) }
        isKnown[output] = true
      }
    }
    for output in outputs {
      guard tensors.indices.contains(output) else {
        report("an output is not a tensor of the graph"); continue
      }
      if !isKnown[output] { report("output \(tensors[output].name) is made by no operator") }
    }
    return findings
  }

  private func findUnique(_ names: [String], _ report: (String) -> Void) {
    var seen = Set<String>()
    for name in names where !seen.insert(name).inserted { report(name) }
  }

  private func findings(for node: Operator) -> [Problem] {
    let kind = type(of: node.kind)
    let operands = operands(of: node)
    let given = node.inputs.count
    let greatest = kind.isVariadic ? Int.max : kind.operandNames.count
    guard given >= kind.requiredOperands, given <= greatest else {
      return [
        Problem(
          "\(given) operands",
          expected: "\(kind.operandNames.joined(separator: ", "))\(kind.isVariadic ? ", ..." : "")")
      ]
    }
    let required = kind.isVariadic ? node.inputs[...] : node.inputs.prefix(kind.requiredOperands)
    guard !required.contains(nil) else { return [Problem("an operand is left out")] }
    do throws(Problem) {
      let shapes = try node.kind.outputShapes(operands.inputs)
      guard shapes == operands.outputs.map(\.shape) else {
        let list = { (shapes: [Shape]) in shapes.map(\.description).joined(separator: ", ") }
        return [Problem("results of shape \(list(operands.outputs.map(\.shape)))", expected: list(shapes))]
      }
    } catch {
      return [error]
    }
    return node.kind.problems(operands)
  }
}
