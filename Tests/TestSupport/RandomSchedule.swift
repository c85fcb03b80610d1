import Network
import Planning
import Support

/// Makes random valid schedules: stages of many operators, tiles of any size, anything kept, in any order.
package enum RandomSchedule {
  /// A schedule that validation has nothing to say about; the same for the same generator.
  ///
  /// - Parameter graph: a normalised graph.
  package static func make(_ graph: Graph, _ random: inout SplitMix64) -> Schedule {
    var schedule = Schedule(graphHash: graph.structuralHash, stages: [])
    var first = 0
    while first < graph.operators.count {
      let ends = legalEnds(of: first, graph)
      // Long stages are where the difficulties are.
      let last = random.oneIn(2) ? ends[ends.count - 1] : random.choice(ends)
      schedule.stages.append(stage(first...last, graph, &random))
      first = last + 1
    }
    // Where later tiles need what earlier ones left behind, nothing can be kept.
    if !schedule.findings(for: graph, input: .streamed, source: .graph(model: graph.name)).isEmpty {
      for index in schedule.stages.indices { schedule.stages[index].keep = [:] }
    }
    return schedule
  }

  /// A schedule of a random variant of a graph.
  package static func makeVariant(
    _ graph: Graph, _ random: inout SplitMix64
  ) throws(Diagnostics) -> Schedule {
    do throws(Problem) {
      return try makeOfVariant(graph, &random)
    } catch {
      throw Diagnostics(error.diagnostic(at: .graph(model: graph.name)))
    }
  }

  private static func makeOfVariant(
    _ graph: Graph, _ random: inout SplitMix64
  ) throws(Problem) -> Schedule {
    var variant = GraphVariant(groups: groups(graph, &random))
    let grouped = try graph.variant(variant)
    let consumers = grouped.consumers()
    for (tensor, value) in grouped.tensors.enumerated()
    where !value.isConstant && value.type == .int8 && !consumers[tensor].isEmpty && random.oneIn(3) {
      variant.copies.insert(value.name)
    }
    var schedule = make(try graph.variant(variant), &random)
    schedule.graphHash = graph.structuralHash
    schedule.variant = variant
    return schedule
  }

  /// Groups of channels of some filters that can be cut, of one at least.
  private static func groups(_ graph: Graph, _ random: inout SplitMix64) -> [String: [Int]] {
    var groups: [String: [Int]] = [:]
    for index in graph.operators.indices where graph.producerOfChannels(of: index) != nil {
      let node = graph.operators[index]
      let channels = graph.tensors[node.outputs[0]].shape.channels
      guard channels > 1, groups.isEmpty || random.oneIn(2) else { continue }
      let first = random.int(in: 1...channels - 1)
      let rest = channels - first
      let second = random.int(in: 1...rest)
      groups[node.name] = [first, second, rest - second].filter { $0 > 0 }
    }
    return groups
  }

  /// The operators that may end a stage which begins with this one: nothing made before the end is read behind
  /// it, and no axis is read backwards, but for a stage of one operator. Never empty.
  package static func legalEnds(of first: OperatorIndex, _ graph: Graph) -> [OperatorIndex] {
    let consumers = graph.consumers()
    var ends: [OperatorIndex] = []
    var lastUse = first
    for last in first..<graph.operators.count {
      if last > first, isReadBackwards(last, graph) || isReadBackwards(first, graph) { break }
      if lastUse <= last { ends.append(last) }
      // What adds up all it reads ends its stage.
      if graph.operators[last].kind.addsUp { break }
      let result = graph.operators[last].outputs[0]
      // What the caller reads may only be the last result: no later operator ends the stage.
      if graph.outputs.contains(result) { break }
      lastUse = max(lastUse, consumers[result].last ?? last)
    }
    return ends
  }

  private static func isReadBackwards(_ index: OperatorIndex, _ graph: Graph) -> Bool {
    let node = graph.operators[index]
    let operands = graph.operands(of: node)
    return graph.activations(of: node).contains { operand, _ in
      let window = node.kind.window(of: operand, operands)
      return window.rows.numerator < 0 || window.columns.numerator < 0
    }
  }

  private static func stage(
    _ operators: ClosedRange<OperatorIndex>, _ graph: Graph, _ random: inout SplitMix64
  ) -> Stage {
    var stage = Stage(last: graph.operators[operators.upperBound].name)
    stage.tile.rows = random.oneIn(4) ? nil : random.int(in: 1...8)
    stage.tile.columns = random.oneIn(4) ? nil : random.int(in: 1...8)
    stage.order = random.choice(Stage.Order.allCases)
    if random.oneIn(4) { stage.scan = .columns }
    let readsInput = operators.contains {
      graph.operators[$0].inputs.contains { graph.inputs.contains($0 ?? -1) }
    }
    // Rows of a streamed input arrive from the top.
    if !readsInput, random.oneIn(3) { stage.scan = .up }
    if stage.order == .pull, stage.scan != .columns { stage.tile.columns = nil }
    if random.oneIn(3) { stage.burst = random.int(in: 1...4) }
    if random.oneIn(5), stage.order == .operator {
      stage.work = .uniform
      return stage
    }
    if stage.order == .pull, stage.scan != .columns { stage.inner = inner(operators, graph, &random) }
    // All tensors alike as well, for that is what policies ask for.
    let same = random.oneIn(2) ? random.choice(Stage.Keep.allCases) : nil
    for index in operators.dropLast() {
      let keep = same ?? random.choice(Stage.Keep.allCases)
      let isAlongStrips = stage.scan == .columns && keep.columns
      stage.keep[graph.tensors[graph.operators[index].outputs[0]].name] = isAlongStrips ? .y : keep
    }
    return stage
  }

  /// Runs of operators that only their last result leaves.
  private static func inner(
    _ operators: ClosedRange<OperatorIndex>, _ graph: Graph, _ random: inout SplitMix64
  ) -> [InnerStage] {
    var stages: [InnerStage] = []
    var first = operators.lowerBound
    while first <= operators.upperBound {
      let ends = legalEnds(of: first, graph).filter { $0 <= operators.upperBound }
      guard !random.oneIn(3), let last = ends.isEmpty ? nil : random.choice(ends) else {
        first += 1
        continue
      }
      stages.append(
        InnerStage(
          first: graph.operators[first].name, last: graph.operators[last].name,
          tile: Tile(rows: random.int(in: 1...3), columns: random.oneIn(3) ? nil : random.int(in: 1...4))))
      first = last + 1
    }
    return stages
  }
}
