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

  /// All stages of the space that compute nothing again, as forms of its parts in every combination.
  private func forms(
    _ graph: Graph, _ some: ArraySlice<SearchPart>, _ space: SearchSpace
  ) -> [(stages: [Stage], variant: GraphVariant)] {
    var forms: [[PartForm]] = [[]]
    for part in some {
      let own = space.forms(of: part).filter { !$0.isAgain }
      forms = forms.flatMap { begun in own.map { begun + [$0] } }
    }
    var whole = some.count == 1 ? [StageForm.layers] : []
    for scan in [Stage.Scan.down, .up] { whole += forms.map { .pulled(scan: scan, parts: $0) } }
    return whole.map { (graph.stages($0, of: some), graph.variant($0, of: some)) }
  }

  /// For each part how many schedules there are from it on.
  private func counts(_ graph: Graph, _ space: SearchSpace) -> [Int] {
    let parts = graph.searchParts()
    var counts = [Int](repeating: 0, count: parts.count) + [1]
    for first in parts.indices.reversed() {
      for end in first + 1...parts.count {
        let forms = parts[first..<end].reduce(1) { product, part in
          product * space.forms(of: part).filter { !$0.isAgain }.count
        }
        counts[first] += (2 * forms + (end == first + 1 ? 1 : 0)) * counts[end]
      }
    }
    return counts
  }

  /// A network and a space that holds at least so many schedules for it.
  private func networkWithSchedules(_ number: Int) throws -> (graph: Graph, space: SearchSpace) {
    var next = number
    while true {
      let graph = try network(next)
      next += smallNetworks
      for widest in 2...12 {
        // Several widths, so that the claim is tested that wider tiles need no less.
        let space = SearchSpace(columns: Array(1...widest), rows: [], exhaustiveForms: 1000)
        if counts(graph, space)[0] >= leastSchedules { return (graph, space) }
      }
    }
  }

  /// The least peak of all schedules of the space that compute nothing again, each lowered and placed whole, but for
  /// those with a stage that alone needs no less than what was found; and how many there are.
  private func leastPeak(
    _ graph: Graph, _ space: SearchSpace, _ planner: StagePlanner
  ) -> (peak: Int, count: Int) {
    let parts = graph.searchParts()
    let counts = counts(graph, space)
    var least = Int.max
    var count = 0
    func extend(_ schedule: Schedule, from first: Int) {
      guard first < parts.count else {
        count += 1
        guard
          let quick = try? planner.estimate(
            schedule, placement: .greedy, source: .graph(model: graph.name)), quick.bound < least,
          let exact = try? planner.estimate(schedule, placement: .exact, source: .graph(model: graph.name))
        else { return }
        least = min(least, exact.peak)
        return
      }
      for end in first + 1...parts.count {
        for (stages, variant) in forms(graph, parts[first..<end], space) {
          var operation = parts[first].operators.lowerBound
          let needed = stages.map { stage -> Int in
            guard let planner = try? planner.variant(variant) else { return .max }
            defer { operation = planner.graph.operatorIndex(named: stage.last)! + 1 }
            return (try? planner.estimate(stage, first: operation, placement: nil))?.bound ?? .max
          }
          if needed.max()! < least {
            var longer = schedule
            longer.stages += stages
            longer.variant.merge(variant)
            extend(longer, from: end)
          } else {
            count += counts[end]
          }
        }
      }
    }
    extend(Schedule(stages: []), from: 0)
    return (least, count)
  }

  @Test(arguments: 0..<smallNetworks)
  func leastPeakIsThatOfAllSchedules(_ number: Int) throws {
    let (graph, space) = try networkWithSchedules(number)
    let planner = planner(graph, number)
    let found = try #require(PlanSearch(planner, space: space, alternatives: 10000).leastPeak())
    let all = leastPeak(graph, space, planner)
    #expect(found.peak == all.peak, "\(graph.operators.map(\.name)) \(all.count) schedules; \(again)")
    #expect(found.bound <= all.peak, "\(again)")
    #expect(all.count >= leastSchedules && all.count == counts(graph, space)[0])
  }

  /// What is known of a form without lowering it is what the planner says of the stage.
  @Test(arguments: ["mcunet-vww1", "mbv2-w0.35"], InputMode.allCases)
  func formsAreWhatTheirStagesAre(_ name: String, _ input: InputMode) throws {
    let graph = try Zoo.graph(name)
    let search = PlanSearch(StagePlanner(graph: graph, input: input, kernels: .portable))
    let parts = graph.searchParts()
    var random = SplitMix64(seed: 11)
    for _ in 0..<100 {
      let first = Int.random(in: parts.indices, using: &random)
      let some = first..<min(parts.count, first + Int.random(in: 1...4, using: &random))
      let forms = parts[some].map { search.space.forms(of: $0).randomElement(using: &random)! }
      let form = StageForm.pulled(scan: Bool.random(using: &random) ? .up : .down, parts: forms)
      let figures = search.figures(of: form, parts: some)
      let stage = graph.stages(form, of: parts[some])[0]
      let grouped = try graph.variant(graph.variant(form, of: parts[some]))
      let estimate = try? StagePlanner(graph: grouped, input: input, kernels: .portable).estimate(
        stage, first: parts[first].operators.lowerBound, placement: nil)
      #expect(figures?.bound == estimate?.bound && figures?.macs == estimate?.macs.nominal, "\(form)")
      #expect(figures?.cost == estimate?.cost, "\(form)")
    }
  }

  /// What a search says of its schedule is what the planner says of it, and keeps what was asked for.
  @Test(arguments: 0..<40)
  func goalsAreKept(_ number: Int) throws {
    let graph = try network(number)
    let planner = planner(graph, number)
    let least = try #require(PlanSearch(planner).best(for: SearchGoal()))
    let spent = try #require(PlanSearch(planner).best(for: SearchGoal(maxWork: 1.5)))
    // Every tensor may begin at the next whole word.
    let budget = try #require(planner.layerwisePeak) + 4 * graph.tensors.count
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

  /// A front is placed as it says, and no worse than the one that a prototype of the search found.
  @Test func frontOfARealNetwork() throws {
    let graph = try Zoo.graph("mcunet-vww1")
    let planner = StagePlanner(graph: graph, input: .streamed, kernels: .portable)
    let points = PlanSearch(planner).front(from: 12_000, effort: 2)
    for point in points {
      let estimate = try planner.estimate(
        point.schedule, placement: .exact, source: .graph(model: graph.name))
      #expect((estimate.peak, estimate.macs.nominal, estimate.cost) == (point.peak, point.macs, point.cost))
    }
    #expect(points.contains { !$0.schedule.variant.copies.isEmpty }, "none reads a copy")
    for (peak, work) in [(11_760, 1.0), (10_976, 1.027), (10_360, 1.038), (9984, 1.052), (9520, 1.084)] {
      let most = Int((work + 0.0005) * Double(graph.macs.nominal))
      #expect(points.contains { $0.peak <= peak && $0.macs <= most }, "\(peak) bytes at \(work)")
    }
  }

  private func planner(_ graph: Graph, _ number: Int) -> StagePlanner {
    StagePlanner(graph: graph, input: number % 4 < 2 ? .streamed : .resident, kernels: .portable)
  }
}

private let smallNetworks = 200
private let leastSchedules = 1000
