import Support
import Testing

/// Recipes: the same run again, from one file.
@Suite struct RecipeTests {
  static let full = """
    recipe: 1
    model: networks/tiny.yaml
    board: { base: stm32f767zi, sram: 64KiB }
    budget: { sram: 1KiB, flash: 1MiB }
    input: streamed
    schedule: { policy: policies/mine.lua, options: { rows: 2 } }
    placement: greedy
    check: { against: reference, inputs: 2 }
    outputs: { directory: build/tiny }

    """

  static let policy = """
    return {
      kind = "policy", name = "mine", version = "1", api = "1", description = "rows",
      options = { rows = { type = "integer", default = 1, help = "rows of a tile" } },
      schedule = function(graph, target, options)
        local stages = {}
        for i, operator in ipairs(graph.operators) do
          stages[i] = { last = operator.name, tile = { rows = options.rows } }
        end
        return { stages = stages }
      end,
    }
    """

  /// A folder with the recipe `work/r.yaml`, some text of it replaced.
  func folder(replacing old: String = "", by new: String = "") throws -> Folder {
    let folder = try Folder()
    let parts = old.isEmpty ? (before: Self.full, after: "") : try Self.full.splitOnce(old)
    try folder.write(parts.before + new + parts.after, to: "work/r.yaml")
    try folder.copy("Tests/Fixtures/golden-text/tiny.yaml", to: "work/networks/tiny.yaml")
    try folder.write(Self.policy, to: "work/policies/mine.lua")
    return folder
  }

  /// The C project is the one that compile writes.
  @Test func firmware() throws {
    let folder = try folder(replacing: "{ directory: build/tiny }", by: "{ directory: out, firmware: true }")
    #expect(try Streamnet.run(["run", "work/r.yaml"], in: folder).code == 0)
    let compiled = try Streamnet.run(["compile", "work/r.yaml", "-o", "compiled"], in: folder)
    #expect(compiled.code == 0)
    for file in ["model.c", "weights.c", "manifest.json"] {
      #expect(try folder.read("work/out/firmware/\(file)") == folder.read("compiled/\(file)"))
    }
  }

  /// Paths are relative to the recipe, not to where the command runs.
  @Test func everything() throws {
    let folder = try folder()
    let outcome = try Streamnet.run(["run", "work/r.yaml", "--json"], in: folder)
    #expect(outcome.errors == "")
    #expect(outcome.code == 0)
    let report = try outcome.json()
    #expect(report["plan"]?["policy"] == "mine")
    #expect(report["plan"]?["input"] == "streamed")
    #expect(report["plan"]?["stages"]?.array?.first?["tile"] == [2, 3])
    #expect(report["verify"]?["links"]?.array?.count == 3)
    let cases = report["verify"]?["links"]?.array?[0]["cases"]?.array
    #expect(cases?.compactMap { $0["data"]?.string } == ["noise:1", "smooth"])
    let plan = try JSON.parse(Array(folder.read("work/build/tiny/plan.json").utf8), file: "plan.json")
    #expect(plan == report["plan"])
    let verify = try JSON.parse(Array(folder.read("work/build/tiny/verify.json").utf8), file: "verify.json")
    #expect(verify == report["verify"])
  }

  @Test func flagsComeFirst() throws {
    let folder = try folder()
    let outcome = try Streamnet.run(
      [
        "plan", "work/r.yaml", "--json", "--input", "resident", "--policy", "layer-wise", "--budget",
        "sram=100",
      ], in: folder)
    #expect(outcome.code == 2)
    let plan = try outcome.json()
    #expect(plan["policy"] == "layer-wise")
    #expect(plan["input"] == "resident")
    #expect(plan["available"] == 100)
    let option = try Streamnet.run(["plan", "work/r.yaml", "--json", "--option", "rows=1"], in: folder)
    #expect(try option.json()["stages"]?.array?.first?["tile"] == [1, 3])
    let data = try Streamnet.run(["verify", "work/r.yaml", "--json", "--data", "noise:9"], in: folder)
    let cases = try data.json()["links"]?.array?[0]["cases"]?.array
    #expect(cases?.compactMap { $0["data"]?.string } == ["noise:9"])
  }

  @Test(arguments: [("sram: 64KiB", "sram: 100"), ("sram: 1KiB", "sram: 70")])
  func narrowed(_ old: String, _ new: String) throws {
    let folder = try folder(replacing: old, by: new)
    let outcome = try Streamnet.run(["run", "work/r.yaml", "--input", "resident"], in: folder)
    #expect(outcome.complaints.first?.hasPrefix("does not fit sram: requires ") == true)
    #expect(outcome.code == 2)
  }

  /// All but the model has a default.
  @Test func theLeast() throws {
    let folder = try folder()
    try folder.write("recipe: 1\nmodel: networks/tiny.yaml\n", to: "work/least.yaml")
    let outcome = try Streamnet.run(["run", "work/least.yaml", "--json"], in: folder)
    #expect(outcome.errors == "")
    let report = try outcome.json()
    #expect(report["plan"]?["board"] == "stm32f767zi")
    #expect(report["plan"]?["policy"] == "layer-wise")
    #expect(report["plan"]?["input"] == "resident")
    #expect(report["verify"] == JSON.null)
    try folder.write("recipe: 1\nmodel: networks/tiny.yaml\ncheck: {}\n", to: "work/check.yaml")
    let checked = try Streamnet.run(["run", "work/check.yaml", "--json"], in: folder).json()
    #expect(checked["verify"]?["bit_exact"] == true)
    #expect(checked["verify"]?["links"]?.array?[0]["cases"]?.array?.count == 3)
  }

  @Test func listedInputs() throws {
    let inputs = "inputs: [noise:9, image=smooth, image.bin]"
    let folder = try folder(replacing: "inputs: 2", by: inputs)
    try folder.write([UInt8](repeating: 1, count: 108), to: "work/image.bin")
    let outcome = try Streamnet.run(["run", "work/r.yaml", "--json"], in: folder)
    #expect(outcome.errors == "")
    let cases = try outcome.json()["verify"]?["links"]?.array?[0]["cases"]?.array
    #expect(
      cases?.compactMap { $0["data"]?.string } == ["noise:9 image=smooth", "image.bin image=smooth"])
  }

  @Test func aGoldenFile() throws {
    let folder = try folder(replacing: "against: reference", by: "against: golden.json")
    let plain = try Streamnet.run(["simulate", "work/r.yaml", "--json", "--data", "smooth"], in: folder)
    let bytes = try #require(try plain.json()["outputs"]?.array?[0]["first_bytes"])
    func golden(_ output: JSON) -> String {
      JSON.object([
        ("oracle", "by hand"), ("cases", [["input": "smooth", "output": output]]),
      ]).rendered(pretty: false)
    }
    try folder.write(golden(bytes), to: "work/golden.json")
    let good = try Streamnet.run(["run", "work/r.yaml", "--json"], in: folder)
    #expect(good.errors == "")
    #expect(good.code == 0)
    #expect(try good.json()["verify"]?["reference"] == "by hand")
    try folder.write(golden([5, 6]), to: "work/golden.json")
    let bad = try Streamnet.run(["verify", "work/r.yaml"], in: folder)
    #expect(bad.code == 2)
    #expect(bad.output.contains("first difference: classes"))
    #expect(bad.output.hasSuffix("bit-exact: no; reference: by hand\n"))
  }

  /// The keys of a recipe as the schema has them.
  static let top: String = {
    let text = (try? Folder.text("recipes/schema/recipe.schema.json")) ?? ""
    let schema = try? JSON.parse(Array(text.utf8), file: "recipe.schema.json")
    return schema?["properties"]?.keys.joined(separator: ", ") ?? ""
  }()

  @Test(arguments: [
    ("budget:", "budgt:", ["4:1: unknown key \"budgt\"; expected one of \(top); did you mean \"budget\"?"]),
    ("recipe: 1", "recipe: 2", ["1:9: the recipe is of version 2; expected version 1"]),
    (
      "input: streamed", "input: steamed",
      [
        "5:8: \"input\" is \"steamed\"; expected one of resident, streamed; did you mean \"streamed\"?"
      ]
    ),
    (
      "policy:", "polcy:",
      [
        "6:11: missing key \"policy\"; expected a string",
        "6:13: unknown key \"polcy\"; expected one of policy, options; did you mean \"policy\"?",
      ]
    ),
    (
      "options:", "option:",
      [
        "6:40: unknown key \"option\"; expected one of policy, options; did you mean \"options\"?"
      ]
    ),
    ("inputs: 2", "inputs: 0", ["8:38: \"inputs\" is 0; expected an integer from 1 to 100"]),
    (
      "inputs: 2", "inputs: [smooth, noise:x]",
      [
        "8:47: input data \"noise:x\"; expected noise:SEED with a seed from 0 to 4294967295"
      ]
    ),
    (
      "inputs: 2", "input: 2",
      [
        "8:30: unknown key \"input\"; expected one of against, inputs, emulate; did you mean \"inputs\"?"
      ]
    ),
    (
      "directory:", "folder:",
      [
        "9:10: missing key \"directory\"; expected a string",
        "9:12: unknown key \"folder\"; expected one of directory, firmware",
      ]
    ),
    (
      "64KiB", "64XB",
      [
        "3:35: \"sram\": \"64XB\" is not a size;"
          + " expected a size in whole bytes such as 262144, 256K or 256KiB"
      ]
    ),
    (
      "placement: greedy", "placement: best",
      ["7:12: \"placement\" is \"best\"; expected one of greedy, exact"]
    ),
    (
      "placement: greedy", "recipe: 1",
      [
        "7:1: duplicate key \"recipe\"; expected each key once; it stands first at line 1"
      ]
    ),
    (
      "model: networks/tiny.yaml", "reserve: 0",
      [
        "1:1: missing key \"model\"; expected a string",
        "2:1: unknown key \"reserve\"; expected one of \(top)",
      ]
    ),
  ])
  func mistakes(_ old: String, _ new: String, _ lines: [String]) throws {
    let folder = try folder(replacing: old, by: new)
    for command in ["run", "plan", "verify", "inspect"] {
      try expectFailure([command, "work/r.yaml"], in: folder, lines.map { "work/r.yaml:\($0)" })
    }
    #expect(!Files.exists(Files.join(folder.path, "work/build")))
  }

  @Test(arguments: [
    (
      "sram: 64KiB", "ram: 64KiB",
      "work/r.yaml:3:29: there is no memory of board stm32f767zi named ram; did you mean \"sram\"?"
    ),
    (
      "sram: 64KiB", "sram: 64MiB",
      "work/r.yaml:3:35: memory sram is to have 67108864 bytes; expected 1 to 524288"
    ),
    (
      "options: { rows: 2 }", "options: { row: 2 }",
      "work/r.yaml:6:51: there is no option of policy mine named row; did you mean \"rows\"?"
    ),
    (
      "options: { rows: 2 }", "options: { rows: few }",
      "work/r.yaml:6:57: option rows of policy mine is \"few\"; expected integer"
    ),
    (
      "flash: 1MiB", "flush: 1MiB",
      "work/r.yaml:4:23: the budget names a memory flush that stm32f767zi does not have;"
        + " expected sram or flash or stack; did you mean \"flash\"?"
    ),
    (
      "policies/mine.lua", "row-steam",
      "work/r.yaml:6:21: there is no policy named \"row-steam\"; expected auto, layer-wise, msf, patch, row-stream,"
        + " streamnet, streamnet-1d, streamnet-2d; did you mean \"row-stream\"?"
    ),
    (
      "base: stm32f767zi", "base: stm32f767",
      "work/r.yaml:3:16: there is no board named \"stm32f767\"; expected cortex-m0, mps2-an385, mps2-an386,"
        + " mps2-an500, mps2-an505, mps3-an547, rv32imc, stm32f767zi, stm32h743zi; did you mean \"stm32f767zi\"?"
    ),
    (
      "networks/tiny.yaml", "r.yaml",
      "work/r.yaml: its model is a recipe; expected a model or a network description"
    ),
    (
      "networks/tiny.yaml", "mcunet-vww9",
      "mcunet-vww9: there is no such file, and no network of the zoo has this name; did you mean \"mcunet-vww0\"?"
    ),
    (
      "policies/mine.lua", "policies/yours.lua",
      "work/policies/yours.lua: cannot read the file: no such file or directory"
    ),
    (
      "against: reference", "against: golden.json",
      "work/golden.json: cannot read the file: no such file or directory"
    ),
  ])
  func wrongNames(_ old: String, _ new: String, _ line: String) throws {
    try expectFailure(["run", "work/r.yaml"], in: folder(replacing: old, by: new), [line])
  }

  @Test func theOneThatShips() throws {
    let folder = try Folder()
    let outcome = try Streamnet.run(
      ["run", Files.join(Folder.repository, "recipes/quickstart.yaml")], in: folder)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("mcunet-vww1"))
    #expect(outcome.output.contains("11578816  1.00x  yes   yes"))
  }
}
