import Network
import Planning
import Support
import TestSupport
import Testing

/// The closed forms of many stages against what the planner says of each.
@Suite struct StageSurveyTests {
  @Test(arguments: ["mcunet-vww1", "mbv2-w0.35"], InputMode.allCases)
  func scoresAreWhatThePlannerSays(_ name: String, _ input: InputMode) throws {
    let graph = try Zoo.graph(name)
    let planner = StagePlanner(graph: graph, input: input, kernels: .portable)
    var random = SplitMix64(seed: 7)
    var (stages, others) = (0, 0)
    while stages < 60 {
      let first = Int.random(in: 0..<graph.operators.count, using: &random)
      let last = min(first + Int.random(in: 0..<9, using: &random), graph.operators.count - 1)
      let candidate = StageSurvey.Candidate(
        first: first, last: last, rows: Int.random(in: 1...9, using: &random),
        columns: Int.random(in: 1...30, using: &random),
        keep: Stage.Keep.allCases.randomElement(using: &random)!)
      let inside = graph.operators[first..<last].map { graph.tensors[$0.outputs[0]].name }
      let stage = Stage(
        last: graph.operators[last].name, tile: Tile(rows: candidate.rows, columns: candidate.columns),
        keep: Dictionary(uniqueKeysWithValues: inside.map { ($0, candidate.keep) }))
      let estimate = try? planner.estimate(stage, first: first)
      let score = planner.survey.score(candidate)
      #expect(score?.macs == estimate?.macs, "\(candidate)")
      if let score, let estimate {
        stages += 1
        #expect(estimate.peak <= score.bytes, "\(candidate)")
      } else {
        others += 1
        #expect(score == nil && estimate == nil, "\(candidate)")
      }
    }
    #expect(others > 0)
  }
}
