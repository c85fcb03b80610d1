import Network
import Support
import Testing

/// The schema for editors has the keys that the reader takes.
@Suite struct DescriptionSchemaTests {
  /// Notes which attributes a kind asks for.
  final class Recorder: AttributeSource {
    var names: Set<String> = []
    func value(_ name: String) -> AttributeValue? {
      names.insert(name)
      return nil
    }
  }

  static let words: [String: Set<String>] = [
    "conv_2d": ["channels", "kernel", "bias"], "depthwise_conv_2d": ["kernel", "multiplier", "bias"],
    "fully_connected": ["channels", "bias"], "add": ["constant"], "sub": ["constant"], "mul": ["constant"],
    "quantize": ["type"],
  ]

  func layers() throws -> JSON {
    let bytes = try Described.file("recipes/schema/network.schema.json")
    let schema = try JSON.parse(bytes, file: "network.schema.json")
    return try #require(schema["definitions"]?["layer"]?["properties"])
  }

  @Test func kinds() throws {
    let keys = try #require(try layers().object?.map(\.key))
    #expect(keys.sorted() == Description.layerKeys.sorted())
  }

  @Test func attributes() throws {
    let layers = try layers()
    for (key, kind) in Description.operatorKinds {
      let recorder = Recorder()
      var reader = AttributeReader(recorder)
      _ = kind.init(&reader)
      let expected = recorder.names.union(["name", "input", "inputs"]).union(Self.words[key] ?? [])
      let keys = try #require(layers[key]?["properties"]?.object?.map(\.key), "\(key)")
      #expect(Set(keys) == expected, "\(key)")
    }
  }
}
