import Network
import Support
import Testing

/// A model of one operator or one border, and what another interpreter made of it.
struct OperatorFixture: CustomTestStringConvertible {
  struct Case {
    var inputs: [[UInt8]]
    var outputs: [[UInt8]]
  }

  var name: String
  /// The operator it is about, as TensorFlow Lite names it.
  var kind: String
  /// The interpreter that recorded the outputs.
  var oracle: String
  var cases: [Case]

  var testDescription: String { "\(name): \(kind) against \(oracle)" }

  func bytes() throws(Diagnostics) -> [UInt8] {
    try Repository.read("Tests/Fixtures/operators/\(name).tflite")
  }

  /// Every fixture, in the order of the index.
  static let all: [OperatorFixture] = {
    guard let bytes = try? Repository.read("Tests/Fixtures/operators/index.json"),
      let root = try? JSON.parse(bytes, file: "index.json")
    else { return [] }
    return (root["models"]?.array ?? []).compactMap(OperatorFixture.init)
  }()

  init?(_ entry: JSON) {
    guard let name = entry["name"]?.string, let kind = entry["operator"]?.string,
      let oracle = entry["oracle"]?.string, let cases = entry["cases"]?.array
    else { return nil }
    self.name = name
    self.kind = kind
    self.oracle = oracle
    self.cases = []
    for entry in cases {
      guard let inputs = OperatorFixture.tensors(entry["inputs"]),
        let outputs = OperatorFixture.tensors(entry["outputs"])
      else { return nil }
      self.cases.append(Case(inputs: inputs, outputs: outputs))
    }
  }

  private static func tensors(_ list: JSON?) -> [[UInt8]]? {
    let texts = list?.array?.compactMap(\.string)
    let tensors = texts?.compactMap(base64)
    return tensors?.count == list?.array?.count ? tensors : nil
  }
}
