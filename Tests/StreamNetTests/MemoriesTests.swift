import Support
import Testing

/// A board with several memories, as users meet it.
@Suite struct MemoriesTests {
  /// The network `plain.yaml` and a policy that pins what the test says.
  private func folder(_ region: String) throws -> Folder {
    let folder = try CompareTests.folder()
    try folder.write(
      """
      return { kind = "policy", name = "pins", version = "1", api = "1", description = "d",
        schedule = function()
          return { stages = {
            { last = "stem", region = \(region) },
            { last = "spread" }, { last = "sum" }, { last = "pool.sum" }, { last = "pool" }, { last = "classes" },
          } }
        end }

      """, to: "pins.lua")
    return folder
  }

  private let board = ["--board", "stm32h743zi"]

  private func regions(_ plan: JSON) -> [[Int]] {
    (plan["regions"]?.array ?? []).map { region in
      ["peak_bytes", "lower_bound_bytes", "available_bytes"].compactMap { region[$0]?.integer }
    }
  }

  @Test func pinnedTensor() throws {
    let folder = try folder("{ stem = \"sram_d2\" }")
    let plan = try Streamnet.run(
      ["plan", "plain.yaml", "--policy", "pins.lua", "--json"] + board, in: folder
    )
    .json()
    let names = (plan["regions"]?.array ?? []).compactMap { $0["name"]?.string }
    #expect(names == ["dtcm", "sram", "sram_d2"])
    #expect(regions(plan) == [[108, 108, 131072], [0, 0, 524288], [36, 36, 294912]])
    #expect(plan["peak_sram_bytes"]?.integer == 144 && plan["lower_bound_bytes"]?.integer == 144)
    let stem = plan["buffers"]?.array?.first { $0["name"]?.string == "stem" }
    #expect(stem?["region"]?.string == "sram_d2")
    let text = try Streamnet.run(["plan", "plain.yaml", "--policy", "pins.lua"] + board, in: folder).output
    #expect(
      text.contains(
        """
          in dtcm     108 B (108) of 128 KiB (131072)
          in sram     0 B (0) of 512 KiB (524288)
          in sram_d2  36 B (36) of 288 KiB (294912)
        """), "\(text)")
    let explained = try Streamnet.run(
      ["explain", "plain.yaml", "--policy", "pins.lua"] + board, in: folder)
    #expect(explained.output.contains("  sram_d2+0  "), "\(explained.output)")
  }

  @Test func wrongPins() throws {
    let line = "pins.lua:2: stage 1 (to stem): region "
    try expectFailure(
      ["plan", "plain.yaml", "--policy", "pins.lua"] + board,
      in: folder("{ stem = \"flash\", spread = \"sram\", image = \"dtmc\" }"),
      [
        "\(line)puts image into dtmc, which the board does not have; expected dtcm or sram or sram_d2;"
          + " did you mean \"dtcm\"?",
        "\(line)names spread, which spread makes outside the stage; expected a result of the stage, or an input"
          + " that it is the first to read",
        "\(line)puts stem into flash, which cannot be written; expected dtcm or sram or sram_d2",
      ])
    try expectFailure(
      ["plan", "plain.yaml", "--policy", "pins.lua"] + board, in: folder("{ stem = 7 }"),
      ["pins.lua:4: 'stages.region.stem' is an integer; expected a string"])
  }

  /// The budget of the first memory decides what moves, that of the others what may.
  @Test func budgets() throws {
    let folder = try folder("{}")
    func plan(_ budget: String) throws -> (regions: [[Int]], complaints: [String], code: Int32?) {
      let outcome = try Streamnet.run(
        ["plan", "plain.yaml", "--json", "--budget", budget] + board, in: folder)
      return (regions(try outcome.json()), outcome.complaints, outcome.code)
    }
    let whole = try plan("dtcm=120")
    #expect(whole.regions == [[120, 120, 120], [0, 0, 524288], [0, 0, 294912]] && whole.code == 0)
    let split = try plan("dtcm=64")
    #expect(split.regions == [[60, 60, 64], [108, 108, 524288], [0, 0, 294912]] && split.code == 0)
    let further = try plan("dtcm=64,sram=100")
    #expect(further.regions == [[60, 60, 64], [0, 0, 100], [108, 108, 294912]] && further.code == 0)
    let none = try plan("dtcm=64,sram=100,sram_d2=100")
    #expect(none.code == 2)
    #expect(
      none.complaints == [
        "does not fit dtcm: requires 108 bytes, 64 are available, 44 too many;"
          + " the peak is at tiny: stem (#0 CONV_2D \"stem\")",
        "at the peak live image (108 bytes)", "would fit: --input streamed (116 bytes)",
        "would not fit: --policy row-stream (168 bytes)",
      ])
  }

  @Test func firmware() throws {
    let folder = try folder("{ stem = \"sram\" }")
    let arguments = ["plain.yaml", "--policy", "pins.lua"] + board
    let outcome = try Streamnet.run(["compile", "-o", "firmware"] + arguments, in: folder)
    #expect(outcome.output.contains("plain: arenas of 108 bytes in dtcm, 36 bytes in sram; "), "\(outcome)")
    let manifest = try JSON.parse(Array(folder.read("firmware/manifest.json").utf8), file: "manifest.json")
    #expect(manifest["arena_bytes"]?.integer == 144)
    #expect(manifest["arenas"]?.array?.compactMap { $0["memory"]?.string } == ["dtcm", "sram"])
    #expect(try folder.read("firmware/model.c").contains("#define SN_ARENA_SECTION_SRAM \".sram\""))
    let proof = try Streamnet.run(
      ["verify", "--link", "guarded", "--link", "host"] + arguments, in: folder, path: "/usr/bin:/bin")
    #expect(proof.code == 0, "\(proof.output)\(proof.errors)")
  }
}
