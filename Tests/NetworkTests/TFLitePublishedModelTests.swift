import Network
import Support
import Testing

@Suite("TFLite: published models")
struct TFLitePublishedModelTests {
  @Test(
    "all are read",
    .enabled(if: TFLiteFixtures.models != nil, "STREAMNET_MODELS does not name a folder of models"))
  func published() throws {
    let folder = try #require(TFLiteFixtures.models)
    let names = try TFLiteFixtures.names(folder)
    #expect(names.count == 16)
    for name in names {
      let bytes = try TFLiteFixtures.bytes(folder, name)
      #expect(TFLite.isTFLite(bytes))
      let findings = TFLiteFixtures.findings(bytes, name: name)
      #expect(findings.isEmpty)
      let model = try TFLite.readModel(bytes, name: name)
      #expect(model.graph.operators.allSatisfy { !$0.inputs.isEmpty && $0.outputs.count == 1 })
      #expect(Set(model.fileTensors.values).count == model.graph.tensors.count)
    }
  }
}
