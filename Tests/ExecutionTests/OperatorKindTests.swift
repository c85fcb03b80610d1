import Network
import Support
import TestSupport
import Testing

/// Every kind of operator alone, with random attributes: the kernel computes what the reference computes.
@Suite struct OperatorKindTests {
  @Test(arguments: RandomGraph.kinds)
  func kernelEqualsReference(kind: String) throws {
    for number in 0..<20 {
      var random = RunSeed.generator(kind, number)
      let graph = RandomGraph.make(only: kind, seed: random.next())
      #expect(graph.validate().isEmpty, "\(graph.validate())")
      let exactness = try BitExactness(graph, inputs: graph.randomInputs(&random))
      let differences = try exactness.allDifferences(&random)
      #expect(
        differences.isEmpty,
        "\(RunSeed.reproduction("OperatorKindTests")), \(kind) \(number): \(differences)\n\(graph)")
    }
  }
}
