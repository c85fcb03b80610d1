import Network
import Support

/// What the tests of descriptions share.
enum Described {
  static let zoo = [
    "mbv2-w0.35", "mcunet-in0", "mcunet-in1", "mcunet-in2", "mcunet-in3", "mcunet-in4", "mcunet-vww0",
    "mcunet-vww1", "mcunet-vww2", "proxyless-w0.3",
  ]

  static func graph(_ text: String) throws(Diagnostics) -> Graph {
    try Description.read(Array(text.utf8), file: "net.yaml")
  }

  /// A network of one input and these layers.
  static func graph(shape: String, layers: [String]) throws(Diagnostics) -> Graph {
    let lines = layers.map { "  - \($0)\n" }.joined()
    return try graph("network: 1\nname: small\ninput: { name: image, shape: \(shape) }\nlayers:\n\(lines)")
  }

  static func findings(_ text: String) -> [String] {
    do throws(Diagnostics) {
      _ = try graph(text)
      return []
    } catch {
      return error.all.map(\.description)
    }
  }

  static func file(_ path: String, limit: Int = 1 << 20) throws(Diagnostics) -> [UInt8] {
    let root = Files.folder(of: Files.folder(of: Files.folder(of: #filePath)))
    return try Files.read(Files.join(root, path), limit: limit)
  }

  static func zooGraph(_ name: String) throws(Diagnostics) -> Graph {
    try Description.read(file("recipes/zoo/\(name).yaml"), file: "\(name).yaml")
  }

  /// `noise:S` for every int8 input of a graph.
  static func noise(_ seed: UInt32, _ graph: Graph) -> [[UInt8]] {
    graph.inputs.map { input in
      var state = seed
      return (0..<graph.tensors[input].byteCount).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(truncatingIfNeeded: Int(state >> 24) - 128)
      }
    }
  }

  static func nominalMACs(_ graph: Graph) -> Int {
    graph.operators.reduce(0) { $0 + graph.macs(of: $1).nominal }
  }

  static func shape(_ name: String, _ graph: Graph) -> String? {
    graph.tensor(named: name).map { graph.tensors[$0].shape.description }
  }
}
