import Network
import Planning
import Support

/// Runs programs in one byte array a memory region, at the placed offsets and nowhere else.
package struct Simulator: Sendable {
  package var program: Program
  package var placement: Placement
  package var kernels: KernelLibrary

  package init(program: Program, placement: Placement, kernels: KernelLibrary = .shipped) {
    self.program = program
    self.placement = placement
    self.kernels = kernels
  }

  /// Receives the bytes of every tensor that the program makes, in the order in which they are complete.
  package typealias Observer = (TensorIndex, [UInt8]) throws(Diagnostics) -> Void

  /// One inference: the bytes of the outputs for the bytes of the inputs, in the graph's orders.
  ///
  /// - Throws: inputs of the wrong number or size, kernels that cannot run here, what `observe` throws.
  package func run(
    inputs: [[UInt8]], observe: Observer = { _, _ throws(Diagnostics) in }
  ) throws(Diagnostics) -> [[UInt8]] {
    var collector = TensorCollector(program)
    return try run(inputs) { step, arena throws(Diagnostics) in
      if let (tensor, bytes) = collector.take(step, program.write(of: step), from: arena) {
        try observe(tensor, bytes)
      }
    }
  }

  /// What one inference does, for comparison with other back ends.
  package func trace(inputs: [[UInt8]]) throws(Diagnostics) -> ExecutionTrace {
    var trace = ExecutionTrace(operators: program.graph.operators.count)
    _ = try run(inputs) { step, arena throws(Diagnostics) in
      switch step.kind {
      case .fetch:
        let position = program.graph.inputs.firstIndex(of: step.index)!
        trace.add(step, operator: program.graph.operators.count + position)
      case .clear, .turn:
        break
      case .move, .save:
        // Numbers behind those of operators and inputs: memory that moves is none of either.
        if !step.columns.isEmpty, !step.rows.isEmpty {
          trace.add(
            step, operator: program.graph.operators.count + program.graph.inputs.count + step.index)
        }
      case .compute:
        trace.add(step, operator: step.index)
        let write = program.write(of: step)
        for row in write.rows {
          trace.add(arena.bytes(of: write.tensor, row: row, columns: write.columns), writtenBy: step.index)
        }
      }
    }
    return trace
  }

  private func run(
    _ inputs: [[UInt8]], afterStep: (Step, Arena) throws(Diagnostics) -> Void
  ) throws(Diagnostics) -> [[UInt8]] {
    try check(inputs)
    let invocations = try prepare(inputs)
    let arena = Arena(program, placement, fill: 0)
    if program.input == .resident { load(inputs, into: arena) }
    for step in program.steps {
      perform(step, invocations, inputs, in: arena)
      try afterStep(step, arena)
    }
    return outputs(of: arena)
  }

  /// The invocation of every operator, or a finding for each kernel that is not in the library.
  ///
  /// C of plug-ins never runs in this process: their operators write what the reference gives for the same
  /// inputs. So steps and memory are checked here, and their arithmetic where the generated project runs.
  func prepare(_ inputs: [[UInt8]]) throws(Diagnostics) -> [Invocation] {
    let results = try foreignResults(inputs)
    var findings: [Diagnostic] = []
    var invocations: [Invocation] = []
    for (index, kernel) in program.kernels.enumerated() {
      if let function = kernels[kernel.function] {
        invocations.append(Invocation(index, of: program, placement, .kernel(function)))
      } else if let bytes = results[index] {
        invocations.append(Invocation(index, of: program, placement, .replay(bytes)))
      } else {
        findings.append(
          Diagnostic(
            at: program.graph.location(of: program.graph.operators[index]),
            "kernel \(kernel.name) cannot run in the simulator"))
      }
    }
    guard findings.isEmpty else { throw Diagnostics(findings) }
    return invocations
  }

  /// For each operator with a plug-in's kernel the bytes of its result, by the reference.
  private func foreignResults(_ inputs: [[UInt8]]) throws(Diagnostics) -> [OperatorIndex: [UInt8]] {
    var indices: [TensorIndex: OperatorIndex] = [:]
    for (index, kernel) in program.kernels.enumerated() where kernel.isForeign {
      indices[program.graph.operators[index].outputs[0]] = index
    }
    var results: [OperatorIndex: [UInt8]] = [:]
    guard !indices.isEmpty else { return results }
    _ = try Reference.run(program.graph, inputs: inputs) { tensor, bytes throws(Diagnostics) in
      if let index = indices[tensor] { results[index] = bytes }
    }
    return results
  }

  /// Runs the kernel of a step, or brings a row of an input into memory.
  func perform(_ step: Step, _ invocations: [Invocation], _ inputs: [[UInt8]], in arena: Arena) {
    switch step.kind {
    case .compute: invocations[step.index].run(rows: step.rows, columns: step.columns, in: arena)
    case .fetch: loadRows(step.rows, of: step.index, inputs, into: arena)
    case .clear: arena.clear(program.write(of: step))
    case .turn, .move, .save: arena.rearrange(step)
    }
  }

  func load(_ inputs: [[UInt8]], into arena: Arena) {
    for tensor in program.graph.inputs {
      loadRows(0..<program.graph.tensors[tensor].shape.rows, of: tensor, inputs, into: arena)
    }
  }

  private func loadRows(_ rows: Range<Int>, of tensor: TensorIndex, _ inputs: [[UInt8]], into arena: Arena) {
    guard let position = program.graph.inputs.firstIndex(of: tensor),
      placement.bufferOfTensor[tensor] != nil
    else { return }
    let columns = 0..<program.graph.tensors[tensor].shape.columns
    for row in rows {
      let target = arena.bytes(of: tensor, row: row, columns: columns)
      target.copyBytes(from: inputs[position][row * target.count..<(row + 1) * target.count])
    }
  }

  func outputs(of arena: Arena) -> [[UInt8]] {
    program.graph.outputs.map { tensor in
      let placed = placement.buffer(of: tensor)
      return [UInt8](arena.bytes(placed.region, placed.offset, placed.buffer.bytes))
    }
  }

  func check(_ inputs: [[UInt8]]) throws(Diagnostics) {
    let graph = program.graph
    guard inputs.count == graph.inputs.count else {
      throw Diagnostics(
        Diagnostic(
          at: .graph(model: graph.name), "\(inputs.count) inputs are given", expected: "\(graph.inputs.count)"
        ))
    }
    let findings: [Diagnostic] = zip(inputs, graph.inputs).compactMap { bytes, index in
      let tensor = graph.tensors[index]
      guard bytes.count != tensor.byteCount else { return nil }
      return Diagnostic(
        at: .graph(model: graph.name), "input \(tensor.name) is given \(bytes.count) bytes",
        expected: "\(tensor.byteCount), for \(tensor.type.rawValue) \(tensor.shape)")
    }
    guard findings.isEmpty else { throw Diagnostics(findings) }
  }
}
