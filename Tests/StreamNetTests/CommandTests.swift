import Support
import Testing

/// Every command does its work, alike each time.
@Suite struct CommandTests {
  static let commands = [
    ["run", "tiny.yaml"], ["inspect", "tiny.yaml"], ["plan", "tiny.yaml"], ["simulate", "tiny.yaml"],
    ["explain", "tiny.yaml"], ["compare", "tiny.yaml", "--policy", "layer-wise"],
    ["simulate", "tiny.yaml", "--guarded", "--data", "smooth"], ["verify", "tiny.yaml"], ["ops"], ["boards"],
    ["boards", "stm32f767zi"], ["policies"], ["policies", "layer-wise"], ["doctor"],
    ["plan", "tiny.yaml", "--input", "streamed", "--placement", "greedy", "--budget", "sram=96K,flash=1M"],
  ]

  @Test(arguments: commands)
  func answers(_ arguments: [String]) throws {
    let outcome = try Streamnet.run(arguments, in: tinyFolder())
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(outcome.output.hasSuffix("\n") && !outcome.output.hasSuffix("\n\n"))
  }

  @Test(arguments: commands)
  func answersInJSON(_ arguments: [String]) throws {
    let outcome = try Streamnet.run(arguments + ["--json"], in: tinyFolder())
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(outcome.output.hasSuffix("}\n"))
    let report = try outcome.json()
    #expect(report.keys.prefix(2) == ["report", "version"])
    #expect(report["report"]?.string == arguments[0])
    #expect(report["version"]?.integer == 1)
  }

  /// Two processes, in folders of two names: the same bytes.
  @Test(arguments: commands + [["run", "mcunet-vww0"], ["plan", "mcunet-vww0", "--dump", "placement"]])
  func sameBytesTwice(_ arguments: [String]) throws {
    let json = arguments.contains("--dump") ? [] : ["--json"]
    let outcomes = try (0..<2).map { _ in try Streamnet.run(arguments + json, in: tinyFolder()) }
    #expect(outcomes.map(\.code) == [0, 0])
    #expect(outcomes[0].output == outcomes[1].output)
  }

  @Test func versionAndHelp() throws {
    let folder = try Folder()
    let version = try Streamnet.run(["--version"], in: folder)
    #expect(version.output == "0.1.0\n")
    #expect(version.code == 0)
    let help = try Streamnet.run(["--help"], in: folder)
    #expect(help.code == 0)
    for command in [
      "run", "inspect", "plan", "explain", "compare", "simulate", "verify", "reproduce", "ops", "boards",
      "policies", "doctor",
    ] {
      #expect(help.output.contains("\n  \(command) "), "\(command)")
      let own = try Streamnet.run([command, "--help"], in: folder)
      #expect(own.output.contains("USAGE: streamnet \(command)"))
      #expect(own.output.contains("--json"))
      #expect(own.code == 0)
    }
    #expect(help.output.contains("Exit codes: 0 done, 1 failed, 2 does not fit or a check failed, 64 usage."))
  }

  /// What a stage of the pipeline looks like is part of the command's promise.
  @Test(arguments: ["graph", "schedule", "program", "placement"])
  func dump(_ stage: String) throws {
    let outcome = try Streamnet.run(["plan", "tiny.yaml", "--dump", stage], in: tinyFolder())
    #expect(outcome.output == (try Folder.text("Tests/Fixtures/golden-text/\(stage).txt")))
    #expect(outcome.code == 0)
  }

  @Test(arguments: ["run", "inspect", "plan", "simulate", "verify"])
  func text(_ command: String) throws {
    let outcome = try Streamnet.run([command, "tiny.yaml"], in: tinyFolder())
    #expect(outcome.output == (try Folder.text("Tests/Fixtures/golden-text/\(command).txt")))
  }

  static let programs = "/usr/local/bin:/usr/bin:/bin"
  static let hasCompiler = programs.split(separator: ":").contains { folder in
    ["cc", "clang", "gcc"].contains { Files.exists("\(folder)/\($0)") }
  }

  /// Where there is a C compiler the generated project is part of the proof.
  @Test(.enabled(if: hasCompiler, "there is no C compiler"))
  func generatedProject() throws {
    let outcome = try Streamnet.run(
      ["verify", "tiny.yaml", "--json"], in: tinyFolder(), path: Self.programs)
    #expect(outcome.errors == "")
    let links = try #require(try outcome.json()["links"]?.array)
    #expect(
      links.compactMap { $0["link"]?.string } == ["reference", "simulation", "guarded", "host"])
    #expect(try outcome.json()["bit_exact"] == true)
  }

  /// Only the links that are asked for are gone through, in the order of the chain; `run` takes the same flags.
  @Test(arguments: ["verify", "run"])
  func links(_ command: String) throws {
    for links in [["guarded"], ["guarded", "simulation"], ["reference"]] {
      let flags = links.flatMap { ["--link", $0] }
      let outcome = try Streamnet.run(
        [command, "tiny.yaml", "--data", "noise:7", "--json"] + flags, in: tinyFolder(), path: Self.programs)
      #expect(outcome.code == 0)
      let report = command == "run" ? try outcome.json()["verify"] : try outcome.json()
      let chain = try #require(report?["links"]?.array)
      let expected = ["reference", "simulation", "guarded"].filter { $0 == "reference" || links.contains($0) }
      #expect(chain.compactMap { $0["link"]?.string } == expected)
      #expect(chain.allSatisfy { $0["cases"]?.array?.compactMap { $0["data"]?.string } == ["noise:7"] })
    }
    try expectFailure(
      [command, "tiny.yaml", "--link", "guard"], in: tinyFolder(),
      ["--link is \"guard\"; expected reference or simulation or guarded or host or emulator"], code: 64)
  }

  /// What people see who look for the operators is what the registry and the kernels say.
  @Test func operators() throws {
    let outcome = try Streamnet.run(["ops", "--json"], in: Folder())
    let operators = try #require(try outcome.json()["operators"]?.array)
    let names = operators.compactMap { $0["name"]?.string }
    #expect(names.count == 29)
    #expect(names == names.sorted())
    let removed = operators.filter { $0["kernels"]?.array?.isEmpty == true }.compactMap { $0["name"]?.string }
    #expect(removed == ["EXPAND_DIMS", "FULLY_CONNECTED", "PACK", "SHAPE", "SPLIT", "SQUEEZE"])
  }
}
