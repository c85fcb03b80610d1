import Network
import Support
import Testing

/// Running graphs: order, observation, what stays alive, and messages.
@Suite struct ReferenceRunTests {
  /// x -> pad -> p; p + p -> s; s, p are outputs.
  private let chain = Graph(
    name: "chain",
    tensors: [int8("x", [1, 1, 2]), int8("p", [1, 1, 3]), int8("s", [1, 1, 3])],
    operators: [
      node("p", Pad(paddings: [0, 0, 0, 0, 0, 1]), [0], [1]), node("s", Add(), [1, 1], [2]),
    ], inputs: [0], outputs: [2, 1])

  @Test func observesEveryResultInOrder() throws {
    var seen: [TensorIndex] = []
    let results = try Reference.run(chain, inputs: [[1, 2]]) { tensor, bytes throws(Diagnostics) in
      seen.append(tensor)
      #expect(bytes.count == 3)
    }
    #expect(seen == [1, 2])
    #expect(results == [[2, 4, 0], [1, 2, 0]])
  }

  @Test func whatTheObserverThrowsEndsTheRun() {
    let stop = Diagnostics(Diagnostic(at: nil, "stopped"))
    #expect(throws: stop) {
      try Reference.run(chain, inputs: [[1, 2]]) { _, _ throws(Diagnostics) in throw stop }
    }
  }

  @Test func runsOneOperator() throws {
    #expect(
      try Reference.run(chain.operators[1], of: chain, inputs: [[1, 2, 3], [4, 5, 6]]) == [[5, 7, 9]])
  }

  @Test func refusesInputsOfTheWrongSize() {
    #expect(throws: message("input x is given 3 bytes", expected: "2, for int8 1x1x2")) {
      try Reference.run(chain, inputs: [[1, 2, 3]])
    }
    #expect(throws: message("0 inputs are given", expected: "1")) { try Reference.run(chain, inputs: []) }
  }

  @Test func refusesInvalidGraphs() {
    var broken = chain
    broken.tensors[1].shape = Shape([1, 1, 4])
    #expect(throws: Diagnostics.self) { try Reference.run(broken, inputs: [[1, 2]]) }
  }

  @Test func refusesRatiosThatAreNotFinite() {
    let tiny = int8("y", [1], scale: .leastNonzeroMagnitude)
    let huge = int8("x", [1], scale: .greatestFiniteMagnitude)
    #expect(throws: Diagnostics.self) { try run(LeakyRelu(alpha: 0.5), [huge], [1], output: tiny) }
    #expect(throws: Never.self) { try run(Relu(), [huge], [1], output: tiny) }
  }

  private func message(_ text: String, expected: String) -> Diagnostics {
    Diagnostics(Diagnostic(at: .graph(model: "chain"), text, expected: expected))
  }
}
