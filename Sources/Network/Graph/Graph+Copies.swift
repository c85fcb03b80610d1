import Support

extension Graph {
  /// The graph in which all that read some tensors read copies of them.
  ///
  /// Rows of a tensor that is made in one run of operators and read in another lie in a ring, whole, from the first
  /// that the reader needs to the last that is made. A copy belongs to the run that reads it: it can keep the rows
  /// that are needed again, and a window of columns of the new ones. A tensor `t` that operators read gets the
  /// operator `t.copy` before the first of them.
  ///
  /// - Parameter names: of tensors of bytes.
  /// - Throws: the first that cannot be copied.
  /// - Complexity: O(operators) for each.
  package func copying(_ names: Set<String>) throws(Problem) -> Graph {
    var graph = self
    for name in names.sorted() { try graph.copy(name) }
    return graph
  }

  /// What the copy of a tensor is called: `t.copy`, or the next name that is free. O(tensors).
  package func nameOfCopy(of name: String) -> String { newName("\(name).copy") }

  private mutating func copy(_ name: String) throws(Problem) {
    guard let tensor = tensor(named: name), !tensors[tensor].isConstant else {
      throw .unknown("tensor", name, among: tensors.filter { !$0.isConstant }.map(\.name))
    }
    guard let first = operators.firstIndex(where: { $0.inputs.contains(tensor) }) else {
      throw Problem("nothing reads \(name)", expected: "a tensor that operators read, to be copied for them")
    }
    guard tensors[tensor].type == .int8 else {
      throw Problem(
        "\(name) of type \(tensors[tensor].type.rawValue) cannot be copied", expected: "a tensor of int8")
    }
    var copy = tensors[tensor]
    copy.name = nameOfCopy(of: name)
    tensors.append(copy)
    for index in operators.indices {
      operators[index].inputs = operators[index].inputs.map { $0 == tensor ? tensors.count - 1 : $0 }
    }
    operators.insert(
      Operator(
        name: copy.name, kind: Concatenation(axis: 2), inputs: [tensor], outputs: [tensors.count - 1],
        provenance: operators[first].provenance),
      at: first)
  }
}
