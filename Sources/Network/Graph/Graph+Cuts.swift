extension Graph {
  /// The operators after which a stage may end: only their last tensor is read later by operators after them,
  /// apart from graph inputs and tensors that stay whole across the cut.
  ///
  /// A cut after operator `i` lists the activations made at or before `i` that a later operator reads or the
  /// graph returns. O(operators + tensors).
  package func cuts() -> [Cut] {
    let producers = producers()
    var lastUse = [Int](repeating: -1, count: tensors.count)
    for (index, node) in operators.enumerated() {
      for case let input? in node.inputs { lastUse[input] = index }
    }
    for output in outputs { lastUse[output] = operators.count }
    return operators.indices.map { index in
      let crossing = tensors.indices.filter { tensor in
        guard !tensors[tensor].isConstant, lastUse[tensor] > index else { return false }
        return (producers[tensor] ?? -1) <= index
      }
      return Cut(after: index, crossing: crossing)
    }
  }
}

/// A place between two operators where execution can be split into stages.
package struct Cut: Sendable, Hashable {
  /// The last operator before the cut.
  package var after: OperatorIndex
  /// The activations alive across it; graph inputs that are read later are among them.
  package var crossing: [TensorIndex]

  /// Whether a single tensor crosses: the narrow points of a network.
  package var isNarrow: Bool { crossing.count == 1 }
}
