import Network
import Planning
import Support
import TestSupport
import Testing

/// The search against going through all schedules of its space.
@Suite struct PlanSearchTests {
  private let again = RunSeed.reproduction("PlanSearchTests")

  /// A network of 4 to 7 operators; of the even numbers blocks are followed by blocks with a residual.
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
    // Two widths, so that the claim is tested that wider tiles need no less.
    let space = SearchSpace(columns: [1, 2], rows: [], exhaustiveForms: 1000)
    let planner = planner(graph, number)
    let found = try #require(PlanSearch(planner, space: space, alternatives: 10000).leastPeak())
    let all = leastPeak(graph, space, planner)
    #expect(found.peak == all.peak, "\(graph.operators.map(\.name)) \(all.count) schedules; \(again)")
    #expect(found.bound <= all.peak, "\(again)")
  }

  /// What a search says of its schedule is what the planner says of it, and keeps what was asked for.
  @Test(arguments: 0..<40)
  func goalsAreKept(_ number: Int) throws {
    let graph = try network(number)
    let planner = planner(graph, number)
    let least = try #require(PlanSearch(planner).best(for: SearchGoal()))
    let spent = try #require(PlanSearch(planner).best(for: SearchGoal(maxWork: 1.5)))
    let budget = try #require(planner.layerwisePeak)
    let cheap = try #require(PlanSearch(planner).best(for: SearchGoal(budget: budget)))
    #expect(spent.peak <= least.peak && cheap.peak <= budget && cheap.cost <= least.cost, "\(again)")
    #expect(least.macs <= graph.macs.nominal && Double(spent.macs) <= 1.5 * Double(graph.macs.nominal))
    #expect(PlanSearch(planner).best(for: SearchGoal(budget: 4)) == nil)
    for found in [least, spent, cheap] {
      let estimate = try planner.estimate(
        found.schedule, placement: .exact, source: .graph(model: graph.name))
      #expect((estimate.peak, estimate.macs.nominal, estimate.cost) == (found.peak, found.macs, found.cost))
      #expect(found.bound <= found.peak, "\(again)")
    }
  }

  @Test(arguments: 0..<20)
  func noPointOfAFrontIsWorseThanAnother(_ number: Int) throws {
    let graph = try network(number)
    let planner = planner(graph, number)
    let points = PlanSearch(planner).front(from: try #require(planner.layerwisePeak))
    let least = try #require(PlanSearch(planner).best(for: SearchGoal()))
    #expect(points.contains { $0.peak <= least.peak && $0.macs <= least.macs }, "\(again)")
    for (higher, lower) in zip(points, points.dropFirst()) {
      #expect(lower.peak <= higher.peak, "\(again)")
      #expect(lower.macs > higher.macs || lower.cost > higher.cost, "\(again)")
    }
  }

  private func planner(_ graph: Graph, _ number: Int) -> StagePlanner {
    StagePlanner(graph: graph, input: number % 4 < 2 ? .streamed : .resident, kernels: .portable)
  }
}

private let smallNetworks = 200
