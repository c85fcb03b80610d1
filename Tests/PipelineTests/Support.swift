import Glibc
import Network
import Pipeline
import Planning
import Support

/// Layer by layer, as the policy that ships: rows of a streamed input are the exception.
struct LayerByLayer: Policy {
  let name = "layer-by-layer"
  let description = "one operator after the other"
  let version = "1"
  let options: [PolicyOption] = []
  let location = Location.file("tests")

  func schedule(_ graph: Graph, for target: Target, options: [String: OptionValue]) -> Schedule {
    Schedule(
      graphHash: graph.structuralHash,
      stages: graph.operators.map { node in
        let readsInput = graph.activations(of: node).contains { graph.inputs.contains($0.tensor) }
        let isRowByRow = target.input == .streamed && readsInput
        return Stage(last: node.name, tile: isRowByRow ? Tile(rows: 1, columns: nil) : .everything)
      })
  }
}

extension Board {
  /// A board with more memory than any of the tests needs.
  static let large = Board(
    name: "large", description: "for tests", core: "cortex-m7", features: [], clock: 1,
    memories: [
      MemoryRegion(name: "sram", kind: .ram, address: 0, bytes: 1 << 28),
      MemoryRegion(name: "flash", kind: .flash, address: 1 << 28, bytes: 1 << 28),
    ])
}

/// Files of the repository and of the folders that the environment names.
enum Repository {
  static let root = Files.folder(of: Files.folder(of: Files.folder(of: #filePath)))

  static func read(_ path: String) throws(Diagnostics) -> [UInt8] {
    try Files.read(Files.join(root, path), limit: 64 << 20)
  }

  /// The folder that a variable of the environment names.
  static func folder(_ variable: String) -> String? {
    guard let value = getenv(variable).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }
}

extension Model {
  static func tflite(_ bytes: [UInt8], name: String) throws(Diagnostics) -> Model {
    let file = try TFLite.readModel(bytes, name: name)
    return try Model(
      name: name, hash: SHA256.hash(bytes).hex, format: .tflite, graph: file.graph,
      fileTensors: file.fileTensors)
  }

  /// A network of the zoo with its synthetic weights.
  static func zoo(_ name: String) throws(Diagnostics) -> Model {
    let bytes = try Repository.read("recipes/zoo/\(name).yaml")
    return try Model(
      name: name, hash: SHA256.hash(bytes).hex, format: .description,
      graph: Description.read(bytes, file: "\(name).yaml"))
  }

  func plan(_ input: InputMode = .resident, features: [String] = []) throws(Diagnostics) -> Plan {
    var board = Board.large
    board.features = features
    return try Job(model: self, board: board, policy: LayerByLayer(), input: input).plan()
  }
}
