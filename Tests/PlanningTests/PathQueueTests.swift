import Planning
import Support
import TestSupport
import Testing

@Suite struct PathQueueTests {
  private typealias Path = (steps: [SearchStep], weight: Int)

  /// Stages from every place to some of those behind it, some of them twice.
  private func stages(_ number: Int) -> [[PathQueue.Edge]] {
    var random = RunSeed.generator("PathQueueTests", number)
    let count = random.int(in: 1...7)
    return (0..<count).map { first in
      (0..<random.int(in: 0...5)).map { option in
        PathQueue.Edge(
          step: SearchStep(first: first, segment: 0, option: option),
          end: random.int(in: first + 1...count), weight: random.int(in: 0...4))
      }
    }
  }

  private func paths(_ stages: [[PathQueue.Edge]], from first: Int = 0) -> [Path] {
    if first == stages.count { return [([], 0)] }
    return stages[first].flatMap { edge in
      paths(stages, from: edge.end).map { ([edge.step] + $0.steps, edge.weight + $0.weight) }
    }
  }

  @Test(arguments: 0..<50)
  func allPathsComeFromTheLeastWeightUp(_ number: Int) {
    let stages = stages(number)
    let all = paths(stages)
    let weights = Dictionary(uniqueKeysWithValues: all.map { ($0.steps, $0.weight) })
    var queue = PathQueue(stages)
    var found: [[SearchStep]] = []
    while let path = queue.next(where: { _ in true }) { found.append(path) }
    #expect(Set(found) == Set(all.map(\.steps)) && found.count == all.count)
    #expect(found.compactMap { weights[$0] } == all.map(\.weight).sorted())
  }

  @Test(arguments: 0..<50)
  func noPathBeginsWithWhatDoesNotFit(_ number: Int) {
    let stages = stages(number)
    func fits(_ steps: [SearchStep]) -> Bool {
      !zip(steps, steps.dropFirst()).contains { $0.option == 1 && $1.option == 0 }
    }
    var queue = PathQueue(stages)
    var found = 0
    while let path = queue.next(where: fits) {
      #expect(fits(path))
      found += 1
    }
    #expect(found == paths(stages).count { fits($0.steps) })
  }
}
