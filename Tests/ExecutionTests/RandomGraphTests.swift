import Network
import Support
import TestSupport
import Testing

/// Reference, simulation and guarded simulation agree on graphs no person wrote.
@Suite struct RandomGraphTests {
  private let again = RunSeed.reproduction("RandomGraphTests")

  @Test(arguments: 0..<50)
  func simulationEqualsReference(number: Int) throws {
    var random = RunSeed.generator("random graphs", number)
    let graph = RandomGraph.make(seed: random.next())
    let exactness = try BitExactness(graph, inputs: graph.randomInputs(&random))
    let differences = try exactness.allDifferences(&random)
    #expect(differences.isEmpty, "\(again), graph \(number): \(differences)\n\(graph)")
  }

  @Test func generatedGraphsAreValidAndCoverEveryKind() {
    var kinds = Set<String>()
    var counts = Set<Int>()
    for seed in 0..<500 as Range<UInt64> {
      let graph = RandomGraph.make(seed: seed)
      let findings = graph.validate()
      #expect(findings.isEmpty, "seed \(seed): \(findings.map(\.description))")
      #expect((3...12).contains(graph.operators.count), "seed \(seed): \(graph.operators.count) operators")
      kinds.formUnion(graph.operators.map(\.kindName))
      counts.insert(min(graph.outputs.count, 2) * 10 + min(graph.inputs.count, 2))
    }
    #expect(kinds == Set(OperatorRegistry.kinds.map { $0.name }))
    #expect(counts == [11, 12, 21, 22])
  }

  @Test func generatorIsDeterministic() {
    for seed in 0..<20 as Range<UInt64> {
      #expect(RandomGraph.make(seed: seed).structuralHash == RandomGraph.make(seed: seed).structuralHash)
    }
  }
}
