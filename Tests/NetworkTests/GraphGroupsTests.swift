import Network
import Support
import Testing

/// Filters cut into groups of channels.
@Suite struct GraphGroupsTests {
  private func graph() throws -> Graph {
    let text = """
      network: 1
      name: small
      source: random
      input: { name: image, shape: [7, 6, 3] }
      layers:
        - conv_2d: { name: wide, channels: 10, kernel: 1 }
        - depthwise_conv_2d: { name: filter, kernel: 3, stride: 2, padding: half }
        - conv_2d: { name: narrow, channels: 4, kernel: 1 }
      """
    return try Description.read(Array(text.utf8), file: "small.yaml").normalised().graph
  }

  @Test func theSameBytesComeOut() throws {
    let graph = try graph()
    let cut = try graph.grouped(["filter": [4, 1, 5]])
    #expect(
      cut.operators.map(\.name) == [
        "wide.1", "filter.1", "wide.2", "filter.2", "wide.3", "filter.3", "filter", "narrow",
      ])
    #expect(cut.macs == graph.macs)
    var random = SplitMix64(seed: 3)
    let image = (0..<7 * 6 * 3).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(try Reference.run(cut, inputs: [image]) == Reference.run(graph, inputs: [image]))
  }

  @Test(arguments: [
    (["filter": [4, 7]], "groups of 4, 7 channels of filter"),
    (["filter": [10]], "groups of 10 channels of filter"),
    (["narrow": [2, 2]], "narrow cannot be cut into groups of channels"),
    (["other": [2, 2]], "there is no operator named other"),
  ])
  func whatCannotBeCut(_ groups: [String: [Int]], _ message: String) throws {
    let graph = try graph()
    do throws(Problem) {
      _ = try graph.grouped(groups)
      Issue.record("nothing was found")
    } catch {
      #expect(error.message == message)
    }
  }
}
