import Network
import Support

/// Finds schedules among those of a ``SearchSpace``.
///
/// A schedule is a path: its nodes are the places between parts, its edges are stages (``SearchSegment``), each
/// with the bytes it needs and its weight. The peak of a path is that of its highest edge, its weight the sum.
/// Both are bounded from below at first, and looked at more closely only where a best path leads through.
package final class PlanSearch {
  package let graph: Graph
  package let space: SearchSpace
  let parts: [SearchPart]
  let planner: StagePlanner
  /// All stages of the space, by the position of their first part.
  var segments: [[SearchSegment]]
  /// For each operator what no way of running it has less of.
  var floors: [(macs: Int, cost: Int)] = []
  /// What the forms of parts do.
  var knownForms: [Stage.Scan: [Int: PartForms]] = [:]
  /// The outlines of segments; nil where there is none.
  var outlines: [SegmentKey: StageOutline?] = [:]
  /// Whether segments can be stages that pull rows.
  var pullable: [SegmentKey: Bool] = [:]
  /// What stages in a row were placed in together.
  var runs: [[SearchStep]: Int] = [:]
  /// Forms of stages looked at; and how many may be. Placing takes as long as looking at very many.
  package internal(set) var nodes = 0 { didSet { observer?(nodes, nodeLimit) } }
  /// Told how many nodes were taken, and how many may be; it has no effect on the search.
  package var observer: ((Int, Int) -> Void)?
  /// How many schedules a front has so far, those that others turn out better than among them.
  package internal(set) var frontCount = 0
  private(set) var nodeLimit: Int
  /// How many schedules are tried beyond the first where that one needs more than its highest stage.
  let alternatives: Int

  package init(
    _ planner: StagePlanner, space: SearchSpace = SearchSpace(), nodeLimit: Int = 300_000,
    alternatives: Int = 8
  ) {
    self.planner = planner
    self.space = space
    self.nodeLimit = nodeLimit
    self.alternatives = alternatives
    graph = planner.graph
    parts = graph.searchParts()
    segments = []
    segments = makeSegments()
  }

  var isOutOfNodes: Bool { nodes >= nodeLimit }

  /// A search of another space that tells of its nodes as this one does.
  func search(of space: SearchSpace) -> PlanSearch {
    let search = PlanSearch(planner, space: space, nodeLimit: nodeLimit, alternatives: alternatives)
    search.observer = { [unowned self] nodes, _ in self.nodes = nodes }
    return search
  }

  /// Lets a front have as many nodes as some searches.
  func extend(by searches: Int) { nodeLimit *= searches }

  /// Does something that takes at most so many nodes; what is known then has to do.
  func within<Result>(nodes count: Int, _ work: () -> Result) -> Result {
    let limit = nodeLimit
    nodeLimit = min(limit, nodes + count)
    defer { nodeLimit = limit }
    return work()
  }

  private func makeSegments() -> [[SearchSegment]] {
    floors = graph.operators.indices.map { floor(of: $0) }
    let crossing = crossingBytes()
    let consumers = graph.consumers()
    return parts.indices.map { first in
      var segments: [SearchSegment] = []
      // The last operator that reads what is made before the last operator of the segment.
      var reach = -1
      var (macs, cost, rows) = (0, 0, 0)
      for last in first..<parts.count {
        let operators = parts[last].operators
        for index in operators {
          macs += floors[index].macs
          cost += floors[index].cost
          // A layer is a step, and pulled it is at least one for so many rows.
          let shape = graph.tensors[graph.operators[index].outputs[0]].shape
          if floors[index].cost > 0 { rows += shape.rows / (space.rows.max() ?? 1) - 1 }
        }
        for index in (last == first ? operators.lowerBound : operators.lowerBound - 1)..<operators.upperBound
        {
          let result = graph.operators[index].outputs[0]
          reach = max(reach, graph.outputs.contains(result) ? .max : consumers[result].last ?? -1)
        }
        guard reach <= operators.upperBound else { continue }
        segments.append(
          SearchSegment(
            parts: first..<last + 1, bound: max(crossing[first], crossing[last + 1]), macs: macs,
            cost: first == last ? cost : cost + planner.costModel.instructions(forSteps: rows)))
      }
      return segments
    }
  }

  /// The bytes of all tensors that live between parts: before each, and behind the last.
  private func crossingBytes() -> [Int] {
    let streamed = planner.input == .streamed ? Set(graph.inputs) : []
    func bytes(_ tensors: [TensorIndex]) -> Int {
      tensors.reduce(0) { $0 + (streamed.contains($1) ? 0 : graph.tensors[$1].byteCount) }
    }
    let cuts = graph.cuts()
    return [bytes(graph.inputs)] + parts.map { bytes(cuts[$0.operators.upperBound].crossing) }
  }

  /// What no way of running an operator has less of: what it takes whole, or nothing where its readers pass over
  /// parts of its result, which need not be made then.
  private func floor(of index: OperatorIndex) -> (macs: Int, cost: Int) {
    let result = graph.operators[index].outputs[0]
    let isPassedOver = graph.consumers()[result].contains { reader in
      let node = graph.operators[reader]
      let operands = graph.operands(of: node)
      return graph.activations(of: node).contains { operand, tensor in
        let rows = node.kind.window(of: operand, operands).rows
        return tensor == result && rows.numerator > rows.extent * rows.denominator
      }
    }
    guard !isPassedOver,
      let estimate = try? planner.estimate(
        Stage(last: graph.operators[index].name), first: index, placement: nil)
    else { return (0, 0) }
    return (estimate.macs.nominal, estimate.cost)
  }
}
