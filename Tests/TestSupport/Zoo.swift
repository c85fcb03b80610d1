import Network
import Support

/// The ten networks of `recipes/zoo`.
package enum Zoo {
  package static let names = [
    "mbv2-w0.35", "mcunet-in0", "mcunet-in1", "mcunet-in2", "mcunet-in3", "mcunet-in4", "mcunet-vww0",
    "mcunet-vww1", "mcunet-vww2", "proxyless-w0.3",
  ]

  /// The description of a network.
  package static func path(_ name: String) -> String {
    let root = Files.folder(of: Files.folder(of: Files.folder(of: #filePath)))
    return Files.join(root, "recipes/zoo/\(name).yaml")
  }

  /// The normalised graph of a network.
  package static func graph(_ name: String) throws(Diagnostics) -> Graph {
    try original(name).normalised().graph
  }

  /// The graph of a network as it is described.
  package static func original(_ name: String) throws(Diagnostics) -> Graph {
    try Description.read(Files.read(path(name), limit: 1 << 20), file: "\(name).yaml")
  }

  /// The greatest prefix of a network that can be one stage: up to what global pooling reads.
  package static func body(of graph: Graph) -> ClosedRange<OperatorIndex> {
    let pool = graph.operators.firstIndex { $0.kind.addsUp }
    return 0...(pool ?? graph.operators.count) - 1
  }
}

extension Graph {
  /// The results inside a stage, those that something can be kept of.
  package func insideNames(_ operators: ClosedRange<OperatorIndex>) -> [String] {
    operators.dropLast().map { tensors[self.operators[$0].outputs[0]].name }
  }
}
