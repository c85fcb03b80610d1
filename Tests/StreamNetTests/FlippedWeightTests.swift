import Testing

/// A weight that only the simulator sees changed: the check fails and says where.
@Suite struct FlippedWeightTests {
  @Test(arguments: ["stem:7", "spread:39", "classes:7"])
  func theOperatorIsNamed(_ flip: String) throws {
    let name = String(flip.prefix { $0 != ":" })
    let folder = try tinyFolder()
    let outcome = try Streamnet.run(["verify", "tiny.yaml", "--flip-weight", flip], in: folder)
    #expect(outcome.code == 2)
    #expect(outcome.errors == "")
    #expect(outcome.output.contains("first difference: \(name)\n"))
    #expect(outcome.output.hasSuffix("bit-exact: no; reference: reference interpreter\n"))
    let report = try Streamnet.run(["verify", "tiny.yaml", "--json", "--flip-weight", flip], in: folder)
    #expect(report.code == 2)
    let links = try #require(try report.json()["links"]?.array)
    #expect(links.compactMap { $0["link"]?.string } == ["reference", "simulation"])
    let cases = try #require(links[1]["cases"]?.array)
    let divergences = cases.compactMap { $0["first_divergence"]?.string }
    #expect(!divergences.isEmpty)
    #expect(divergences.allSatisfy { $0 == name } as Bool)
    #expect(try report.json()["bit_exact"] == false)
  }
}
