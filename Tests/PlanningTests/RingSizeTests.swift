import Network
import Planning
import Support
import TestSupport
import Testing

/// Rings of row streaming against their closed form.
@Suite struct RingSizeTests {
  private let again = RunSeed.reproduction("RingSizeTests")

  /// Rows pulled one at a time: R = min(H, the most rows one row of a reader covers, and p + 1 for what an add
  /// skips past a window with p rows of padding above).
  private func closedForm(
    _ tensor: TensorIndex, readBy operators: ClosedRange<OperatorIndex>, _ graph: Graph
  ) -> Int {
    let height = graph.tensors[tensor].shape.rows
    var rows = 1
    for index in operators {
      let node = graph.operators[index]
      guard node.inputs.contains(tensor) else { continue }
      if node.kind is Add {
        rows = max(rows, skippedPadding(before: node, from: tensor, graph) + 1)
      } else {
        let window = node.kind.window(of: 0, graph.operands(of: node)).rows
        let (stride, padding, kernel) = (window.numerator, -window.offset, window.taps)
        for y in 0..<graph.tensors[node.outputs[0]].shape.rows {
          let reach = min(height, y * stride - padding + kernel) - max(0, y * stride - padding)
          rows = max(rows, reach)
        }
      }
    }
    return min(height, rows)
  }

  /// The padding above of the windows between a tensor and the add that skips to it; 0 for the add's other
  /// operand.
  private func skippedPadding(before add: Operator, from tensor: TensorIndex, _ graph: Graph) -> Int {
    let producers = graph.producers()
    guard var current = add.inputs.compactMap({ $0 }).first(where: { $0 != tensor }) else { return 0 }
    var padding = 0
    while current != tensor {
      guard let producer = producers[current], let next = graph.operators[producer].inputs[0],
        !(graph.operators[producer].kind is Add)
      else { return 0 }
      let node = graph.operators[producer]
      padding -= node.kind.window(of: 0, graph.operands(of: node)).rows.offset
      current = next
    }
    return padding
  }

  /// Stages over everything but the head, which runs layer by layer.
  private func check(_ graph: Graph, ends: [OperatorIndex], _ comment: String) throws -> Int {
    var (stages, ranges): ([Stage], [ClosedRange<OperatorIndex>]) = ([], [])
    var first = 0
    for end in ends {
      let kept = graph.insideNames(first...end).map { ($0, Stage.Keep.y) }
      stages.append(
        Stage(
          last: graph.operators[end].name, tile: Tile(rows: 1, columns: nil),
          keep: Dictionary(uniqueKeysWithValues: kept), order: .pull))
      ranges.append(first...end)
      first = end + 1
    }
    stages += graph.operators[first...].map { Stage(last: $0.name) }
    let program = try graph.program(Schedule(stages: stages), .streamed)
    let demand = program.memoryDemand()
    var count = 0
    for range in ranges {
      let inside = range.dropLast().map { graph.operators[$0].outputs[0] }
      for tensor in inside + (range.lowerBound == 0 ? graph.inputs : []) {
        let buffer = demand.buffers[try #require(demand.bufferOfTensor[tensor])]
        let expected = closedForm(tensor, readBy: range, graph)
        #expect(buffer.slots == expected, "\(comment): \(buffer.name) in \(range)")
        count += 1
      }
    }
    return count
  }

  @Test(arguments: Zoo.names) func ringsOfNetworks(name: String) throws {
    let graph = try Zoo.graph(name)
    let body = Zoo.body(of: graph)
    let whole = try check(graph, ends: [body.upperBound], "\(name) in one stage")
    #expect(whole == body.count)
    for number in 0..<4 {
      var random = RunSeed.generator("rings \(name)", number)
      var ends: [OperatorIndex] = []
      while (ends.last ?? -1) < body.upperBound {
        let legal = RandomSchedule.legalEnds(of: (ends.last ?? -1) + 1, graph).filter(body.contains)
        ends.append(random.choice(Array(legal.prefix(8))))
      }
      _ = try check(graph, ends: ends, "\(again): \(name) in stages to \(ends)")
    }
  }
}
