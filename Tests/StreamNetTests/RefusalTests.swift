import Support
import Testing

/// What cannot be done is said in one line, with the right exit code.
@Suite struct RefusalTests {
  static let shortage =
    "does not fit sram: requires 120 bytes, 100 are available, 20 too many;"
    + " the peak is at tiny: stem (#1 CONV_2D \"stem\")"

  @Test(arguments: ["plan", "run", "simulate", "verify"])
  func budgetTooSmall(_ command: String) throws {
    let outcome = try Streamnet.run([command, "tiny.yaml", "--budget", "sram=100"], in: tinyFolder())
    #expect(
      outcome.complaints == [
        Self.shortage, "at the peak live image (108 bytes), stem (12 of 36 bytes)",
        "as it is, it needs --budget sram=120", "would fit: --input streamed (80 bytes)",
        "would not fit: --policy row-stream (120 bytes)",
      ])
    #expect(outcome.output != "")
    #expect(outcome.code == 2)
  }

  @Test func budgetTooSmallInJSON() throws {
    let outcome = try Streamnet.run(
      ["plan", "tiny.yaml", "--budget", "sram=100", "--json"], in: tinyFolder())
    let report = try outcome.json()
    #expect(report["peak_operator"] == "stem")
    #expect(
      report["at_peak"] == [
        ["name": "image", "live_bytes": 108, "bytes": 108], ["name": "stem", "live_bytes": 12, "bytes": 36],
      ])
    #expect(
      report["changes"] == [
        ["flags": "--input streamed", "fits": true, "peak_sram_bytes": 80, "mac_factor": 1.0],
        ["flags": "--policy row-stream", "fits": false, "peak_sram_bytes": 120, "mac_factor": 1.0],
      ])
  }

  /// Whoever follows a line that says what would fit gets what it says, with exit code 0.
  @Test(arguments: [
    ("resident", "layer-wise", 4000), ("resident", "layer-wise", 1400), ("resident", "msf", 1000),
    ("streamed", "layer-wise", 3000), ("streamed", "row-stream", 1700), ("streamed", "auto", 1000),
  ])
  func whatWouldFitFits(_ input: String, _ policy: String, _ bytes: Int) throws {
    let folder = try ParetoTests.folder()
    let budget = ["plan", "small.yaml", "--budget", "sram=\(bytes)"]
    let outcome = try Streamnet.run(budget + ["--input", input, "--policy", policy], in: folder)
    #expect(outcome.code == 2)
    let fitting = outcome.complaints.filter { $0.hasPrefix("would fit: ") }
    #expect(!fitting.isEmpty, "\(outcome.errors)")
    for line in fitting {
      let parts = try line.dropFirst("would fit: ".count).description.splitOnce(" (")
      var flags = parts.before.split(separator: " ").map(String.init)
      if !flags.contains("--input") { flags += ["--input", input] }
      if !flags.contains("--policy") { flags += ["--policy", policy] }
      let plan = try Streamnet.run(budget + flags + ["--json"], in: folder)
      #expect(plan.code == 0 && plan.errors == "", "\(line)")
      let peak = try #require(plan.json()["peak_sram_bytes"]?.integer)
      #expect(parts.after.hasPrefix("\(peak) bytes") && peak <= bytes, "\(line)")
    }
  }

  /// A policy that is asked for the least cost within what nothing fits gives its lowest plan.
  @Test func leastCostWhereNothingFits() throws {
    let outcome = try Streamnet.run(
      [
        "plan", "small.yaml", "--policy", "auto", "--option", "objective=cost", "--budget", "sram=200",
        "--json",
      ], in: ParetoTests.folder())
    #expect(outcome.code == 2)
    let report = try outcome.json()
    #expect(report["policy"] == "auto" && report["available"] == 200)
    #expect(outcome.complaints.last?.hasPrefix("would not fit: --input streamed (") == true)
  }

  @Test func budgetsTooSmall() throws {
    let outcome = try Streamnet.run(
      ["plan", "tiny.yaml", "--budget", "sram=100,flash=200"], in: tinyFolder())
    #expect(
      outcome.complaints == [
        Self.shortage, "does not fit flash: requires 292 bytes, 200 are available, 92 too many",
        "at the peak live image (108 bytes), stem (12 of 36 bytes)",
        "as it is, it needs --budget sram=120,flash=292",
      ])
    #expect(outcome.code == 2)
  }

  @Test(arguments: [
    (
      ["plan", "mcunet-vww9"],
      "mcunet-vww9: there is no such file, and no network of the zoo has this name;"
        + " did you mean \"mcunet-vww0\"?"
    ),
    (
      ["plan", "tiny.yaml", "--policy", "nosuch.lua"],
      "nosuch.lua: cannot read the file: no such file or directory"
    ),
    (["plan", "tiny.yaml", "--option", "x=1"], "there is no option of policy layer-wise named x"),
    (
      ["plan", "tiny.yaml", "--budget", "srm=9K"],
      "the budget names a memory srm that stm32f767zi does not have; expected sram or flash or stack;"
        + " did you mean \"sram\"?"
    ),
    (
      ["verify", "tiny.yaml", "--data", "nosuch.bin"],
      "nosuch.bin: cannot read the file: no such file or directory"
    ),
    (
      ["verify", "tiny.yaml", "--data", "tiny.yaml"],
      "tiny.yaml: the file is larger than 108 B; expected at most 108 bytes"
    ),
    (
      ["verify", "tiny.yaml", "--data", "imag=smooth"],
      "tiny: there is no input named imag; did you mean \"image\"?"
    ),
    (
      ["verify", "tiny.yaml", "--golden", "tiny.yaml"],
      "tiny.yaml:1:1: unexpected \"n\"; expected a JSON value"
    ),
    (
      ["verify", "tiny.yaml", "--flip-weight", "stm:0"],
      "tiny: there is no operator named stm; did you mean \"stem\"?"
    ),
    (["verify", "tiny.yaml", "--flip-weight", "pool:0"], "tiny: operator pool has no bit 0 of weights"),
  ])
  func names(_ arguments: [String], _ line: String) throws {
    try expectFailure(arguments, in: tinyFolder(), [line])
  }

  /// Plug-ins that are there, and the nearest.
  @Test func plugins() throws {
    func names(_ folder: String) throws -> String {
      let files = try Files.list(Files.join(Folder.repository, "plugins/\(folder)"), suffix: ".lua")
      return files.map { String($0.dropLast(".lua".count)) }.sorted().joined(separator: ", ")
    }
    let (boards, policies) = try (names("boards"), names("policies"))
    let folder = try tinyFolder()
    try expectFailure(
      ["plan", "tiny.yaml", "--board", "stm32f767z"], in: folder,
      ["there is no board named \"stm32f767z\"; expected \(boards); did you mean \"stm32f767zi\"?"])
    try expectFailure(
      ["boards", "nosuch"], in: folder, ["there is no board named \"nosuch\"; expected \(boards)"])
    try expectFailure(
      ["plan", "tiny.yaml", "--policy", "layerwise"], in: folder,
      ["there is no policy named \"layerwise\"; expected \(policies); did you mean \"layer-wise\"?"])
  }

  @Test(arguments: [
    (["--budget", "sram"], ["--budget holds \"sram\"; expected MEMORY=SIZE, such as sram=96K"]),
    (
      ["--budget", "sram=xK,flash="],
      [
        "--budget holds \"sram=xK\"; expected MEMORY=SIZE, such as sram=96K",
        "--budget holds \"flash=\"; expected MEMORY=SIZE, such as sram=96K",
      ]
    ),
    (["--input", "streaming"], ["--input is \"streaming\"; expected resident or streamed"]),
    (["--placement", "best"], ["--placement is \"best\"; expected greedy or exact"]),
    (
      ["--data", "noise:x"],
      ["input data \"noise:x\"; expected noise:SEED with a seed from 0 to 4294967295"]
    ),
    (["--flip-weight", "stem"], ["the bit to flip is stem; expected OPERATOR:BIT"]),
  ])
  func values(_ arguments: [String], _ lines: [String]) throws {
    try expectFailure(["verify", "tiny.yaml"] + arguments, in: tinyFolder(), lines, code: 64)
  }

  @Test(arguments: [
    (["plan"], "Error: Missing expected argument '<model>'"),
    (["frob"], "Error: Unexpected argument 'frob'"),
    (["plan", "tiny.yaml", "--boad", "x"], "Error: Unknown option '--boad'. Did you mean '--board'?"),
    (["plan", "tiny.yaml", "--option", "x"], "Error: --option x: expected KEY=VALUE"),
    (["plan", "tiny.yaml", "--dump", "prog"], "Error: The value 'prog' is invalid for '--dump <stage>'."),
  ])
  func usage(_ arguments: [String], _ start: String) throws {
    let outcome = try Streamnet.run(arguments, in: tinyFolder())
    #expect(outcome.errors.hasPrefix(start))
    #expect(outcome.errors.contains("\nUsage: streamnet"))
    #expect(outcome.output == "")
    #expect(outcome.code == 64)
  }

  /// A file that is neither a model nor text for people.
  @Test(arguments: ["other: 1\n", "- 1\n", "7\n"])
  func otherFiles(_ text: String) throws {
    let folder = try Folder()
    try folder.write(text, to: "x.yaml")
    try expectFailure(
      ["plan", "x.yaml"], in: folder,
      [
        "x.yaml:1: it has neither the key network nor the key recipe;"
          + " expected a .tflite model, a network description or a recipe"
      ])
  }
}
