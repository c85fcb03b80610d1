import Glibc
import Support
import Testing

/// What a researcher does with StreamNet, from nothing to firmware.
@Suite struct JourneyTests {
  /// Where compilers and emulators are.
  static let search = getenv("PATH").map { String(cString: $0) } ?? ""

  private func run(
    _ arguments: [String], in folder: Folder, input: String? = nil
  ) throws -> Streamnet.Outcome {
    let outcome = try Streamnet.run(arguments, in: folder, path: Self.search, input: input)
    #expect(outcome.code == 0 && outcome.errors == "", "\(arguments): \(outcome.output)\(outcome.errors)")
    return outcome
  }

  private func canEmulate(_ compiler: String, _ emulator: String) -> Bool {
    let missing = [compiler, emulator].filter { ChildProcess.find($0) == nil }
    if !missing.isEmpty { print("SKIPPED: there is no \(missing.joined(separator: ", no "))") }
    return missing.isEmpty
  }

  /// A policy is made, checked, looked at in the console, explained, compared, and verified in the emulator.
  @Test func aPolicy() throws {
    let folder = try tinyFolder()
    _ = try run(["plugins", "new", "policy", "mine"], in: folder)
    let check = try run(["plugins", "check", "policies/mine.lua", "--on", "tiny.yaml"], in: folder)
    #expect(check.output.components("yes         yes") == 2, "\(check.output)")
    try folder.write(
      """
      mine = plugins.policy("mine")
      s = mine:schedule { rows = 2 }
      #schedule.check(s), planner.evaluate(s).peak > 0
      simulator.verify(s)
      """, to: "typed.txt")
    let typed = try run(
      ["lua", "--model", "tiny.yaml", "--plugin-path", "."], in: folder, input: "typed.txt")
    #expect(typed.output.hasSuffix("0\ntrue\ntrue\nnil\n"), "\(typed.output)")
    let mine = ["tiny.yaml", "--policy", "mine", "--plugin-path", ".", "--option", "rows=2"]
    #expect(try run(["plan"] + mine, in: folder).output.contains("policy       mine"))
    #expect(try run(["explain"] + mine, in: folder).output.contains("the peak"))
    let table = try run(
      [
        "compare", "tiny.yaml", "--policy", "layer-wise", "--policy", "mine", "--plugin-path", ".", "--sweep",
        "rows=1,2,4",
      ], in: folder)
    #expect(table.output.components("\nmine ") == 3, "\(table.output)")
    guard canEmulate("arm-none-eabi-gcc", "qemu-system-arm") else { return }
    let verified = try run(["verify"] + mine + ["--data", "smooth", "--emulate", "--json"], in: folder)
    #expect(try verified.json()["bit_exact"] == .bool(true))
  }

  /// A board that extends another plans, simulates and runs firmware in the emulator.
  @Test(arguments: [
    ("stm32f767zi", "arm-none-eabi-gcc", "qemu-system-arm"),
    ("rv32imc", "riscv64-unknown-elf-gcc", "qemu-system-riscv32"),
  ])
  func aBoard(_ base: String, _ compiler: String, _ emulator: String) throws {
    let folder = try tinyFolder()
    _ = try run(["plugins", "new", "board", "mine", "--extends", base], in: folder)
    let board = ["tiny.yaml", "--board", "mine", "--plugin-path", "."]
    #expect(try run(["plan"] + board, in: folder).output.contains("fits         yes"))
    _ = try run(["simulate"] + board + ["--data", "smooth", "--guarded"], in: folder)
    guard canEmulate(compiler, emulator) else { return }
    let verified = try run(["verify"] + board + ["--data", "smooth", "--emulate", "--json"], in: folder)
    #expect(try verified.json()["bit_exact"] == .bool(true))
    #expect(try verified.json()["emulator"]?["instructions"]?.integer ?? 0 > 0)
  }

  /// The guide's new patch schedule is short, and gives the reference's bytes on every network.
  @Test(arguments: [
    "mbv2-w0.35", "mcunet-in0", "mcunet-in1", "mcunet-in2", "mcunet-in3", "mcunet-in4", "mcunet-vww0",
    "mcunet-vww1", "mcunet-vww2", "proxyless-w0.3",
  ])
  func aNewPatchSchedule(_ network: String) throws {
    let guide = try Folder.text("docs/lua.md").splitOnce("<!-- file: two-patches.lua -->\n```lua\n").after
    let text = try guide.splitOnce("```\n").before
    #expect(text.split(separator: "\n").count < 40)
    let folder = try Folder()
    try folder.write(text, to: "two-patches.lua")
    let outcome = try run(
      [
        "verify", network, "--policy", "two-patches.lua", "--data", "smooth", "--link", "simulation",
        "--json",
      ],
      in: folder)
    #expect(try outcome.json()["bit_exact"] == .bool(true))
    let schedule = try run(
      ["plan", network, "--policy", "two-patches.lua", "--dump", "schedule"], in: folder)
    #expect(schedule.output.contains("=xy") && schedule.output.contains("=x\n"), "\(schedule.output)")
  }

  /// Swift and Lua seed their hashes at random: 20 processes give the same bytes all the same.
  @Test func freshProcessesGiveTheSame() throws {
    let folder = try tinyFolder()
    try folder.write(
      """
      local words = {}
      for word in ("the quick brown fox jumps over the lazy dog"):gmatch("%a+") do words[word] = #word end
      for word, count in pairs(words) do print(word, count, math.random(100)) end
      local best = plugins.policy("row-stream"):schedule()
      print(schedule.text(best), memory.map(best), report.json(planner.evaluate(best)), report.pretty(words))
      """, to: "s.lua")
    var seen: Set<String> = []
    for _ in 0..<20 {
      var text = try run(["lua", "--model", "tiny.yaml", "s.lua"], in: folder).output
      text += try run(["plan", "tiny.yaml", "--policy", "row-stream", "--json"], in: folder).output
      seen.insert(text)
    }
    #expect(seen.count == 1)
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func components(_ text: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
