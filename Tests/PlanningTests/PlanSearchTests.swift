import Network
import Planning
import Support
import TestSupport
import Testing

/// The search against going through all schedules of its space.
@Suite struct PlanSearchTests {
  private let again = RunSeed.reproduction("PlanSearchTests")

  /// A network of 4 to 7 operators, every other one with a residual.
  private func network(_ number: Int) throws -> Graph {
    var random = RunSeed.generator("PlanSearchTests", number)
    while true {
      let size = (random.int(in: 5...12), random.int(in: 4...12))
      var layers: [String] = []
      for index in 0..<random.int(in: 1...4) {
        let channels = random.int(in: 1...8)
        let (kernel, stride) = (random.int(in: 1...2) * 2 + 1, random.int(in: 1...2))
        switch random.int(in: 0...2) {
        case 0:
          layers.append(
            "conv_2d: { channels: \(channels), kernel: \(kernel), stride: \(stride), padding: half }")
        case 1 where index > 0:
          layers.append("depthwise_conv_2d: { kernel: \(kernel), stride: \(stride), padding: half }")
        default:
          let expand = random.int(in: 1...4)
          layers.append(
            "block: { kernel: \(kernel), expand: \(expand), channels: \(channels), stride: \(stride) }")
          if number % 2 == 0 {
            layers.append(
              "block: { kernel: \(kernel), expand: \(expand), channels: \(channels), residual: true }")
          }
        }
      }
      let text = """
        network: 1
        name: small-\(number)
        source: random
        input: { name: image, shape: [\(size.0), \(size.1), \(random.int(in: 1...4))] }
        layers:
        \(layers.map { "  - \($0)\n" }.joined())
        """
      guard let graph = try? Description.read(Array(text.utf8), file: "small.yaml").normalised().graph,
        (4...7).contains(graph.operators.count)
      else { continue }
      return graph
    }
  }

  /// The least peak of all schedules of the space that compute nothing again, each lowered and placed whole; and
  /// how many there are.
  private func leastPeak(
    _ graph: Graph, _ space: SearchSpace, _ planner: StagePlanner
  ) -> (peak: Int, count: Int) {
    let parts = graph.searchParts()
    var least = Int.max
    var count = 0
    func extend(_ stages: [Stage], from first: Int) {
      guard first < parts.count else {
        count += 1
        let schedule = Schedule(stages: stages)
        guard
          let quick = try? planner.estimate(
            schedule, placement: .greedy, source: .graph(model: graph.name)), quick.bound < least,
          let exact = try? planner.estimate(schedule, placement: .exact, source: .graph(model: graph.name))
        else { return }
        least = min(least, exact.peak)
        return
      }
      for end in first + 1...parts.count {
        let some = parts[first..<end]
        if some.count == 1 { extend(stages + graph.stages(.layers, of: some), from: end) }
        var forms: [[PartForm]] = [[]]
        for part in some {
          let own = space.forms(of: part).filter { !$0.isAgain }
          forms = forms.flatMap { begun in own.map { begun + [$0] } }
        }
        for scan in [Stage.Scan.down, .up] {
          for parts in forms {
            extend(stages + graph.stages(.pulled(scan: scan, parts: parts), of: some), from: end)
          }
        }
      }
    }
    extend([], from: 0)
    return (least, count)
  }

  @Test(arguments: 0..<smallNetworks)
  func leastPeakIsThatOfAllSchedules(_ number: Int) throws {
    let graph = try network(number)
    let input: InputMode = number % 4 < 2 ? .streamed : .resident
    let space = SearchSpace(columns: [1], rows: [], exhaustiveForms: 1000)
    let planner = StagePlanner(graph: graph, input: input, kernels: .portable)
    let found = try #require(PlanSearch(planner, space: space, alternatives: 10000).leastPeak())
    let all = leastPeak(graph, space, planner)
    #expect(found.peak == all.peak, "\(graph.operators.map(\.name)) \(all.count) schedules; \(again)")
    #expect(found.bound <= all.peak, "\(again)")
  }
}

private let smallNetworks = 200
