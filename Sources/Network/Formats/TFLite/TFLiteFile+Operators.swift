/// What the operators of a file are to a graph.
extension TFLiteFile {
  /// Operands and results that are no tensors of the file.
  func indexProblems(of node: FileOperator) -> [Problem] {
    var problems: [Problem] = []
    for (position, tensor) in node.inputs.enumerated() where tensor != -1 && !tensors.indices.contains(tensor)
    {
      problems.append(Problem("operand \(position) is tensor \(tensor)", expected: "one of \(tensors.count)"))
    }
    for (position, tensor) in node.outputs.enumerated() where !tensors.indices.contains(tensor) {
      problems.append(Problem("result \(position) is tensor \(tensor)", expected: "one of \(tensors.count)"))
    }
    return problems
  }

  /// The kind of an operator with its attributes, or `fallback` and why it cannot be.
  func readKind(
    of node: FileOperator, _ entry: TFLiteOperator, otherwise fallback: any OperatorKind
  ) -> (kind: any OperatorKind, problems: [Problem]) {
    var options = node.options
    if let type = entry.optionsType, node.optionsType != type {
      guard node.optionsType == 0 else {
        return (fallback, [Problem("options of type \(node.optionsType)", expected: "type \(type)")])
      }
      options = nil
    }
    var parameters: [Int: FileTensor] = [:]
    for operand in entry.parameters where node.inputs.indices.contains(operand) && node.inputs[operand] >= 0 {
      parameters[operand] = tensors[node.inputs[operand]]
    }
    let attributes = TFLiteAttributes(
      entry: entry, options: options, parameters: parameters,
      resultShape: node.outputs.first.map { tensors[$0].shape })
    var reader = AttributeReader(attributes)
    let kind = entry.kind.init(&reader)
    let problems = reader.problems + attributes.unsupportedOptions()
    return problems.isEmpty ? (kind, []) : (fallback, problems)
  }

  /// The finding about an operator that no kind computes.
  func unsupported(_ node: FileOperator) -> Problem {
    let name = node.customName.map { "the custom operator \($0.quoted)" } ?? "the operator"
    return Problem("\(name) is not supported", hint: "\"streamnet ops\" lists what is")
  }

  /// The types and shapes of an operator's operands and results, for messages.
  func summary(of node: FileOperator) -> String {
    let longest = 8
    func list(_ indices: [Int]) -> String {
      let start = indices.prefix(longest).map { index in
        tensors.indices.contains(index) ? "\(tensors[index].typeName) \(tensors[index].shape)" : "none"
      }
      let more = indices.count > longest ? ", and \(indices.count - longest) more" : ""
      return start.joined(separator: ", ") + more
    }
    return "\(list(node.inputs)) -> \(list(node.outputs))"
  }
}

/// An operator that was reported as not supported: it takes anything and has the results the file says.
struct TFLiteUnsupportedOperator: OperatorKind {
  static let name = "UNSUPPORTED"
  static let summary = "reported when the file was read"
  static let operandNames: [String] = []
  static let isVariadic = true

  let resultShapes: [Shape]

  init(resultShapes: [Shape]) { self.resultShapes = resultShapes }

  init(_ attributes: inout AttributeReader) { resultShapes = [] }

  var attributes: [Attribute] { [] }

  func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] { resultShapes }

  func problems(_ operands: Operands) -> [Problem] { [] }

  func window(of input: Int, _ operands: Operands) -> Window { .identity }

  func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    throw Problem("an operator that is not supported")
  }
}
