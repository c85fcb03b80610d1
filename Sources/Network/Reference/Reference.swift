import Support

/// The plain, slow interpreter of graphs, as read or normalised: the oracle for bit-exactness.
package enum Reference {
  /// Runs a graph on the bytes of its inputs and returns the bytes of its outputs, in the graph's orders.
  ///
  /// A tensor is freed after its last reader. Some nanoseconds a multiply-accumulate in a debug build, below
  /// one with optimisation.
  /// - Parameter observe: is given every operator's results in order; what it throws ends the run.
  /// - Throws: what ``Graph/validate()`` finds, inputs of the wrong number or size, what cannot be computed.
  package static func run(
    _ graph: Graph, inputs: [[UInt8]],
    observe: (TensorIndex, [UInt8]) throws(Diagnostics) -> Void = { _, _ throws(Diagnostics) in }
  ) throws(Diagnostics) -> [[UInt8]] {
    let findings = graph.validate().filter { $0.severity == .error }
    guard findings.isEmpty else { throw Diagnostics(findings) }
    try check(inputs, for: graph.inputs, of: graph, at: .graph(model: graph.name))
    var values = [[UInt8]?](repeating: nil, count: graph.tensors.count)
    for (tensor, bytes) in zip(graph.inputs, inputs) { values[tensor] = bytes }
    let lastReaders = lastReaders(graph)
    for (index, node) in graph.operators.enumerated() {
      let results = try evaluate(node, of: graph, node.inputs.map { $0.flatMap { values[$0] } })
      for (tensor, bytes) in zip(node.outputs, results) {
        try observe(tensor, bytes)
        values[tensor] = lastReaders[tensor] > index ? bytes : nil
      }
      for case let input? in node.inputs where lastReaders[input] == index { values[input] = nil }
    }
    return graph.outputs.map { values[$0] ?? graph.tensors[$0].data ?? [] }
  }

  /// Runs one operator of a valid graph on the bytes of its activations, in operand order; constants are the
  /// graph's own.
  package static func run(
    _ node: Operator, of graph: Graph, inputs: [[UInt8]]
  ) throws(Diagnostics) -> [[UInt8]] {
    let activations = graph.activations(of: node)
    try check(inputs, for: activations.map(\.tensor), of: graph, at: graph.location(of: node))
    var values = [[UInt8]?](repeating: nil, count: node.inputs.count)
    for (activation, bytes) in zip(activations, inputs) { values[activation.operand] = bytes }
    return try evaluate(node, of: graph, values)
  }

  /// Runs one operator; values that are not given are constants or left out.
  private static func evaluate(
    _ node: Operator, of graph: Graph, _ values: [[UInt8]?]
  ) throws(Diagnostics) -> [[UInt8]] {
    let operands = graph.operands(of: node)
    let inputs = zip(values, operands.inputs).map { $0 ?? $1?.data }
    do throws(Problem) {
      let results = try node.kind.evaluate(inputs, operands)
      guard results.map(\.count) == operands.outputs.map(\.byteCount) else {
        throw Problem(
          "results of \(results.map(\.count)) bytes", expected: "\(operands.outputs.map(\.byteCount))")
      }
      return results
    } catch {
      throw Diagnostics(error.diagnostic(at: graph.location(of: node)))
    }
  }

  private static func check(
    _ inputs: [[UInt8]], for tensors: [TensorIndex], of graph: Graph, at location: Location
  ) throws(Diagnostics) {
    guard inputs.count == tensors.count else {
      throw Diagnostics(
        Diagnostic(at: location, "\(inputs.count) inputs are given", expected: "\(tensors.count)"))
    }
    let findings: [Diagnostic] = zip(inputs, tensors).compactMap { bytes, index in
      let tensor = graph.tensors[index]
      guard bytes.count != tensor.byteCount else { return nil }
      return Diagnostic(
        at: location, "input \(tensor.name) is given \(bytes.count) bytes",
        expected: "\(tensor.byteCount), for \(tensor.type.rawValue) \(tensor.shape)")
    }
    guard findings.isEmpty else { throw Diagnostics(findings) }
  }

  /// For each tensor the last operator that reads it, beyond all for outputs; -1 where none does.
  private static func lastReaders(_ graph: Graph) -> [OperatorIndex] {
    var readers = [OperatorIndex](repeating: -1, count: graph.tensors.count)
    for (index, node) in graph.operators.enumerated() {
      for case let input? in node.inputs { readers[input] = index }
    }
    for output in graph.outputs { readers[output] = graph.operators.count }
    return readers
  }
}
