import Glibc
import Network
import Planning
import Support

extension Simulator {
  /// One inference in which every access is checked; the result is that of ``run(inputs:observe:)``.
  ///
  /// Each byte carries the row that owns it, and a read of a stale, foreign or uninitialised byte ends the run.
  /// Each step computes twice in memories that hold only what it declares to read, all else being 0x55 and then
  /// 0xAA: results that differ betray an undeclared read, bytes that change an undeclared write.
  ///
  /// - Parameter steps: the steps to run; tests leave some out.
  /// - Throws: the first faulty access, by operator, row and address; and what `run` throws.
  package func runGuarded(
    inputs: [[UInt8]], steps: some Sequence<Step>, observe: Observer = { _, _ throws(Diagnostics) in }
  ) throws(Diagnostics) -> [[UInt8]] {
    try check(inputs)
    let invocations = try prepare(inputs)
    let arena = Arena(program, placement, fill: 0)
    let poisons: [UInt8] = [0x55, 0xAA]
    let shadows = poisons.map { (arena: Arena(program, placement, fill: $0), poison: $0) }
    var owners = MemoryOwners(program, arena)
    if program.input == .resident {
      load(inputs, into: arena)
      for tensor in program.graph.inputs where placement.bufferOfTensor[tensor] != nil {
        let shape = program.graph.tensors[tensor].shape
        owners.write(Access(tensor: tensor, rows: 0..<shape.rows, columns: 0..<shape.columns), in: arena)
      }
    }
    var collector = TensorCollector(program)
    for step in steps {
      let write = program.write(of: step)
      if step.kind == .compute, let scratch = scratch(of: step) { owners.forget(scratch) }
      for moment in program.moments(of: step) {
        for read in program.reads(of: moment) {
          if let problem = owners.problem(with: read, in: arena) { throw finding(problem, at: step) }
        }
        if step.kind == .compute || step.kind == .fetch || step.kind == .clear {
          owners.write(program.write(of: moment), in: arena)
        }
      }
      switch step.kind {
      case .fetch, .clear:
        perform(step, invocations, inputs, in: arena)
      case .turn, .move, .save:
        arena.rearrange(step)
        for shadow in shadows { shadow.arena.rearrange(step, isTakingAlong: false) }
        if !step.rows.isEmpty { owners.write(write, in: arena, isSaved: step.kind == .save) }
      case .compute:
        try perform(step, invocations, write, in: arena, shadows)
      }
      if let (tensor, bytes) = collector.take(step, write, from: arena) { try observe(tensor, bytes) }
    }
    for tensor in program.graph.outputs {
      let shape = program.graph.tensors[tensor].shape
      let whole = Access(tensor: tensor, rows: 0..<shape.rows, columns: 0..<shape.columns)
      if let problem = owners.problem(with: whole, in: arena) {
        throw Diagnostics(problem.diagnostic(at: .graph(model: program.graph.name, tensor: "output")))
      }
    }
    return outputs(of: arena)
  }

  /// Computes a step in every shadow, compares, and takes the result over into the arena.
  private func perform(
    _ step: Step, _ invocations: [Invocation], _ write: Access, in arena: Arena,
    _ shadows: [(arena: Arena, poison: UInt8)]
  ) throws(Diagnostics) {
    let reads = program.reads(of: step)
    for shadow in shadows {
      for read in reads { copy(read, from: arena, to: shadow.arena) }
      // It may lie over rows of operands that windows step over.
      if let scratch = scratch(of: step) { fill(scratch, with: shadow.poison, in: shadow.arena) }
      invocations[step.index].run(rows: step.rows, columns: step.columns, in: shadow.arena)
    }
    if let problem = difference(write, shadows[0].arena, shadows[1].arena) {
      throw finding(problem, at: step)
    }
    if let scratch = scratch(of: step) {
      let (region, offset, count) = (scratch.region, scratch.offset, scratch.buffer.bytes)
      shadows[1].arena.bytes(region, offset, count).copyMemory(
        from: UnsafeRawBufferPointer(arena.bytes(region, offset, count)))
    }
    if let problem = changedOperand(reads, write, in: shadows[1].arena, before: arena) {
      throw finding(problem, at: step)
    }
    copy(write, from: shadows[0].arena, to: arena)
    for shadow in shadows {
      if let scratch = scratch(of: step) { fill(scratch, with: shadow.poison, in: shadow.arena) }
      for access in reads + [write] {
        forEachRow(of: access, in: shadow.arena) { region, offset, count, _ in
          shadow.arena.bytes(region, offset, count).initializeMemory(as: UInt8.self, repeating: shadow.poison)
        }
      }
      if let problem = undeclaredWrite(in: shadow.arena, shadow.poison) { throw finding(problem, at: step) }
    }
  }

  /// What the kernel of a step may overwrite: in it nothing can be read any more, and a kernel that reads it
  /// before it writes it reads poison.
  private func scratch(of step: Step) -> PlacedBuffer? {
    placement.scratchOfOperator[step.index].map { placement.buffers[$0] }
  }

  private func fill(_ placed: PlacedBuffer, with poison: UInt8, in arena: Arena) {
    arena.bytes(placed.region, placed.offset, placed.buffer.bytes).initializeMemory(
      as: UInt8.self, repeating: poison)
  }

  private func difference(_ write: Access, _ first: Arena, _ second: Arena) -> Problem? {
    var problem: Problem?
    forEachRow(of: write, in: first) { region, offset, count, row in
      guard problem == nil else { return }
      let (one, other) = (first.bytes(region, offset, count), second.bytes(region, offset, count))
      if let index = (0..<count).first(where: { one[$0] != other[$0] }) {
        problem = Problem(
          "row \(row) of its result at \(region)+\(offset + index) depends on a byte it does not declare to read"
        )
      }
    }
    return problem
  }

  /// A byte of the operands that a step has changed outside its result. Takes the result back in `after`, so
  /// that operands which it may overwrite count as unchanged.
  private func changedOperand(
    _ reads: [Access], _ write: Access, in after: Arena, before: Arena
  ) -> Problem? {
    copy(write, from: before, to: after)
    var problem: Problem?
    for read in reads {
      forEachRow(of: read, in: after) { region, offset, count, row in
        let (now, then) = (after.bytes(region, offset, count), before.bytes(region, offset, count))
        guard problem == nil, memcmp(now.baseAddress!, then.baseAddress!, count) != 0,
          let index = (0..<count).first(where: { now[$0] != then[$0] })
        else { return }
        let name = program.graph.tensors[read.tensor].name
        problem = Problem(
          "it writes \(region)+\(offset + index), row \(row) of \(name), which it declares only to read")
      }
    }
    return problem
  }

  private func undeclaredWrite(in arena: Arena, _ poison: UInt8) -> Problem? {
    for (region, size) in arena.sizes {
      let bytes = arena.bytes(region, 0, size)
      // Equal to itself one byte further and poison at its start: poison throughout.
      let isClean =
        bytes.isEmpty
        || (bytes[0] == poison && memcmp(bytes.baseAddress!, bytes.baseAddress! + 1, size - 1) == 0)
      if !isClean, let index = bytes.firstIndex(where: { $0 != poison }) {
        return Problem("it writes \(region)+\(index), which it does not declare to write")
      }
    }
    return nil
  }

  private func copy(_ access: Access, from source: Arena, to destination: Arena) {
    forEachRow(of: access, in: source) { region, offset, count, _ in
      destination.bytes(region, offset, count).copyMemory(
        from: UnsafeRawBufferPointer(source.bytes(region, offset, count)))
    }
  }

  private func forEachRow(of access: Access, in arena: Arena, _ body: (String, Int, Int, Int) -> Void) {
    for row in access.rows where !access.columns.isEmpty {
      let (region, offset, count) = arena.span(access.tensor, row: row, columns: access.columns)
      body(region, offset, count, row)
    }
  }

  private func finding(_ problem: Problem, at step: Step) -> Diagnostics {
    let place: Location =
      step.kind != .fetch
      ? program.graph.location(of: program.graph.operators[step.index])
      : .graph(model: program.graph.name, tensor: program.graph.tensors[step.index].name)
    return Diagnostics(problem.diagnostic(at: place))
  }
}
