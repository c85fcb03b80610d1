import Glibc
import Network
import Support

/// The models that the tests read.
enum TFLiteFixtures {
  static let folder = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Fixtures"

  /// The folder of published models, which is no part of the project; nil where it is not given.
  static let models = getenv("STREAMNET_MODELS").map { String(cString: $0) }

  static func names(_ folder: String) throws -> [String] {
    try Files.list(folder, suffix: ".tflite").map { String($0.dropLast(".tflite".count)) }
  }

  static func bytes(_ folder: String, _ name: String) throws -> [UInt8] {
    try Files.read("\(folder)/\(name).tflite", limit: 256 << 20)
  }

  /// A model of one operator.
  static func graph(_ name: String) throws -> Graph {
    try TFLite.read(try bytes("\(folder)/operators", name), name: name)
  }

  /// What reading says, one line a finding; empty where the bytes are a model.
  static func findings(_ bytes: [UInt8], name: String) -> String {
    do throws(Diagnostics) {
      _ = try TFLite.read(bytes, name: name)
      return ""
    } catch {
      return error.description
    }
  }
}
