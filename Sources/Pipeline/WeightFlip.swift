import Network
import Planning

/// One bit of a constant turned over, to see that a check notices.
package struct WeightFlip: Sendable, Hashable {
  package var operatorName: String
  /// The bit, counted from the lowest of the first byte of the operator's weights.
  package var bit: Int

  package init(operatorName: String, bit: Int) {
    self.operatorName = operatorName
    self.bit = bit
  }

  /// `OPERATOR:BIT`.
  package init(_ text: String) throws(Problem) {
    guard let colon = text.lastIndex(of: ":"), let bit = Int(text[text.index(after: colon)...]), bit >= 0
    else {
      throw Problem("the bit to flip is \(text)", expected: "OPERATOR:BIT")
    }
    self.init(operatorName: String(text[..<colon]), bit: bit)
  }

  /// The graph with that bit turned over in the operator's constant operand 1.
  package func applied(to graph: Graph) throws(Problem) -> Graph {
    guard let index = graph.operatorIndex(named: operatorName) else {
      throw .unknown("operator", operatorName, among: graph.operators.map(\.name))
    }
    let inputs = graph.operators[index].inputs
    guard inputs.count > 1, let weights = inputs[1], let count = graph.tensors[weights].data?.count,
      bit < 8 * count
    else { throw Problem("operator \(operatorName) has no bit \(bit) of weights") }
    var graph = graph
    graph.tensors[weights].data![bit / 8] ^= 1 << (bit % 8)
    return graph
  }
}
