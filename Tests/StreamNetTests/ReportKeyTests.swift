import Support
import Testing

/// The keys of reports stay: programs read them.
@Suite struct ReportKeyTests {
  static let plan = [
    "report", "version", "model", "board", "policy", "input", "peak_sram_bytes", "lower_bound_bytes",
    "layerwise_sram_bytes", "flash_bytes", "macs", "valid_macs", "layerwise_macs", "mac_factor",
    "estimated_instructions", "fits",
    "counted", "steps", "stages", "buffers", "placement",
  ]
  static let verify = [
    "report", "version", "model", "board", "policy", "placement", "reference", "links", "bit_exact",
    "compared_tensors",
    "aliased_tensors", "folded_tensors",
  ]

  func report(_ arguments: String..., code: Int32 = 0) throws -> JSON {
    let outcome = try Streamnet.run(arguments + ["--json"], in: tinyFolder())
    #expect(outcome.code == code)
    return try outcome.json()
  }

  @Test func planKeys() throws {
    let plan = try report("plan", "tiny.yaml")
    #expect(plan.keys == Self.plan)
    #expect(plan["fits"]?.bool == true)
    #expect(plan["mac_factor"] == 1.0)
    let stages = try #require(plan["stages"]?.array)
    let stageKeys = ["last", "operators", "tile", "grid", "tiles", "window_operators"]
    #expect(stages.map(\.keys) == Array(repeating: stageKeys, count: 6))
    #expect(
      stages.compactMap { $0["last"]?.string } == ["stem", "spread", "sum", "pool.sum", "pool", "classes"])
    // Adding up all pixels is no window that neighbours share.
    #expect(stages.compactMap { $0["window_operators"]?.integer } == [1, 1, 0, 0, 0, 0])
    let buffers = try #require(plan["buffers"]?.array)
    let keys = ["name", "kind", "layout", "bytes", "offset", "region", "first_step", "last_step"]
    #expect(buffers.map(\.keys) == Array(repeating: keys, count: 7))
    #expect(plan["placement"]?.keys == ["method", "proved", "nodes"])
    #expect(plan["peak_sram_bytes"] == 120)
    #expect(plan["layerwise_sram_bytes"] == 144)
    #expect(plan["macs"] == 1304)
    #expect(plan["valid_macs"] == 972)
  }

  @Test func planThatDoesNotFit() throws {
    let plan = try report("plan", "tiny.yaml", "--budget", "sram=100", code: 2)
    let position = try #require(Self.plan.firstIndex(of: "fits")) + 1
    var keys = Self.plan
    keys.insert(
      contentsOf: ["required", "available", "excess", "region", "peak_operator", "at_peak", "changes"],
      at: position)
    #expect(plan.keys == keys)
    #expect(plan["fits"]?.bool == false)
    #expect(plan["required"] == 120)
    #expect(plan["available"] == 100)
    #expect(plan["excess"] == 20)
    #expect(plan["region"] == "sram")
  }

  @Test func stagesOfTiles() throws {
    let arguments = ["plan", "plain.yaml", "--plugin-path", ".", "--policy", "squares", "--json"]
    for (tile, grid) in [(1, [3, 3]), (2, [2, 2]), (3, [1, 1])] {
      let outcome = try Streamnet.run(
        arguments + ["--option", "tile=\(tile)"], in: CompareTests.folder())
      let stage = try #require(try outcome.json()["stages"]?.array?.first)
      #expect(stage["operators"] == ["stem", "spread"])
      #expect(stage["tile"] == [.integer(tile), .integer(tile)])
      #expect(stage["grid"]?.array?.compactMap(\.integer) == grid)
      #expect(stage["tiles"]?.integer == grid[0] * grid[1])
      #expect(stage["window_operators"] == 2)
    }
  }

  @Test func verifyKeys() throws {
    let report = try report("verify", "tiny.yaml", "--data", "noise:7")
    #expect(report.keys == Self.verify)
    #expect(report["reference"] == "reference interpreter")
    #expect(report["bit_exact"] == true)
    #expect(report["folded_tensors"] == ["border", "stem"])
    let links = try #require(report["links"]?.array)
    #expect(links.compactMap { $0["link"]?.string } == ["reference", "simulation", "guarded"])
    for link in links {
      #expect(link.keys == ["link", "cases"])
      let cases = try #require(link["cases"]?.array)
      #expect(cases.map(\.keys) == [["data", "bit_exact", "first_divergence", "output_sha256"]])
      #expect(cases[0]["data"] == "noise:7")
      #expect(cases[0]["bit_exact"] == true)
      #expect(cases[0]["first_divergence"] == JSON.null)
    }
  }

  @Test func otherKeys() throws {
    #expect(try report("run", "tiny.yaml").keys == ["report", "version", "plan", "verify"])
    #expect(try report("run", "tiny.yaml")["plan"]?.keys == Self.plan)
    #expect(try report("run", "tiny.yaml")["verify"]?.keys == Self.verify)
    #expect(
      try report("simulate", "tiny.yaml").keys == [
        "report", "version", "model", "board", "policy", "input", "data", "peak_sram_bytes", "steps", "macs",
        "valid_macs", "outputs",
      ])
    #expect(
      try report("inspect", "tiny.yaml").keys == [
        "report", "version", "model", "format", "sha256", "inputs", "outputs", "operators_in_file", "macs",
        "valid_macs", "weight_bytes", "operators",
      ])
    #expect(try report("ops").keys == ["report", "version", "operators"])
    #expect(try report("boards").keys == ["report", "version", "boards"])
    let policies = try report("policies")
    #expect(policies.keys == ["report", "version", "policies"])
    for policy in try #require(policies["policies"]?.array) {
      #expect(policy.keys == ["name", "version", "description", "options"])
      for option in try #require(policy["options"]?.array) {
        #expect(option.keys == ["name", "type", "default", "value", "choices", "help"])
      }
    }
    let patch = try #require(try report("policies", "patch")["policies"]?.array?.first?["options"]?.array)
    #expect(patch.first { $0["name"] == "work" }?["choices"] == ["clipped", "uniform"])
    #expect(patch.first { $0["name"] == "tile" }?["choices"] == [])
    #expect(try report("doctor").keys == ["report", "version", "ok", "checks"])
  }
}
