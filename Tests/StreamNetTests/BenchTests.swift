import Glibc
import Support
import Testing

/// How long things take. No test depends on how long that is.
@Suite struct BenchTests {
  private func bench(_ arguments: [String]) throws -> Streamnet.Outcome {
    try Streamnet.run(["bench", "planner", "--plugin-path", "."] + arguments, in: CompareTests.folder())
  }

  /// Every model by every policy, one that cannot apply among them.
  @Test func planner() throws {
    let policies = ["layer-wise", "never", "row-stream"]
    let outcome = try bench(
      ["plain.yaml", "mcunet-in0", "--runs", "2", "--input", "streamed", "--json"]
        + policies.flatMap { ["--policy", $0] })
    #expect(outcome.errors == "")
    #expect(outcome.code == 0)
    let report = try outcome.json()
    #expect(report.keys == ["report", "version", "runs", "rows"])
    #expect(report["report"] == "bench-planner")
    #expect(report["version"] == 1)
    #expect(report["runs"] == 2)
    let rows = try #require(report["rows"]?.array)
    #expect(
      rows.compactMap { $0["model"]?.string } == ["plain", "plain", "plain"]
        + Array(repeating: "mcunet-in0", count: 3))
    #expect(rows.compactMap { $0["policy"]?.string } == policies + policies)
    #expect(
      rows.allSatisfy {
        $0.keys == [
          "model", "policy", "options", "input", "seconds", "target_seconds", "evaluations",
          "peak_sram_bytes", "reason",
        ]
      })
    #expect(rows.allSatisfy { $0["input"] == "streamed" && $0["seconds"]?.number ?? -1 >= 0 })
    for row in rows {
      switch row["policy"]?.string {
      case "layer-wise":
        #expect(row["target_seconds"] == 0.1)
        #expect(row["evaluations"] == 0)
      case "row-stream":
        #expect(row["target_seconds"] == 5.0)
        #expect(row["evaluations"]?.integer ?? 0 > 0)
        #expect(row["options"] == JSON.object([]))
      default: continue
      }
      #expect(row["reason"] == JSON.null)
      let settings = ["--policy", row["policy"]?.string ?? "", "--input", "streamed", "--json"]
      let name = row["model"] == "plain" ? "plain.yaml" : "mcunet-in0"
      let plan = try Streamnet.run(["plan", name] + settings, in: CompareTests.folder()).json()
      #expect(row["peak_sram_bytes"] == plan["peak_sram_bytes"])
    }
    let declined = rows[1]
    #expect(declined["reason"] == "policy never does not apply: this is no tiny network")
    for key in ["target_seconds", "evaluations", "peak_sram_bytes"] { #expect(declined[key] == JSON.null) }
  }

  @Test func tables() throws {
    let text = try bench(["plain.yaml", "--policy", "layer-wise", "--policy", "never", "--runs", "1"])
    let lines = text.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines[0] == ["network", "policy", "seconds", "target", "peak", "SRAM"])
    #expect(lines[1][0...1] == ["plain", "layer-wise"] && lines[1][3...] == ["0.1", "120"])
    #expect(lines[2][0...1] == ["plain", "never"] && lines[2][3...] == ["-", "-"])
    #expect(text.output.hasSuffix("\nnever: policy never does not apply: this is no tiny network\n"))
    let csv = try bench(["plain.yaml", "--policy", "layer-wise", "--csv", "--runs", "1"])
    let rows = csv.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(
      rows[0].map(String.init) == [
        "model", "policy", "options", "input", "seconds", "target_seconds", "evaluations", "peak_sram_bytes",
        "reason",
      ])
    #expect(rows[1].count == 9 && rows[1][0] == "plain" && rows[1][5] == "0.1" && rows[1][7] == "120")
  }

  /// Simulated inferences, of a policy that cannot apply none.
  /// What Lua may take holds in measurements too.
  @Test(arguments: ["planner", "memory", "simulation"])
  func limits(_ name: String) throws {
    let outcome = try Streamnet.run(
      ["bench", name, "plain.yaml", "--policy", "row-stream", "--lua-instructions", "1000"],
      in: CompareTests.folder())
    #expect(outcome.errors.contains("the limit of 1000 instructions is reached"))
    #expect(outcome.code == 1)
  }

  @Test func simulation() throws {
    let outcome = try Streamnet.run(
      [
        "bench", "simulation", "plain.yaml", "--plugin-path", ".", "--policy", "row-stream", "--policy",
        "never",
      ]
        + ["--runs", "2", "--json"],
      in: CompareTests.folder())
    #expect(outcome.errors == "")
    #expect(outcome.code == 0)
    let report = try outcome.json()
    #expect(report["report"] == "bench-simulation" && report["version"] == 1 && report["runs"] == 2)
    let rows = try #require(report["rows"]?.array)
    #expect(rows.compactMap { $0["policy"]?.string } == ["row-stream", "never"])
    #expect(rows[0]["seconds"]?.number ?? -1 >= 0)
    #expect(rows[0]["steps"]?.integer ?? 0 > 0 && rows[0]["macs"]?.integer ?? 0 > 0)
    #expect(rows[1]["seconds"] == JSON.null && rows[1]["steps"] == JSON.null)
    #expect(rows[1]["reason"] == "policy never does not apply: this is no tiny network")
  }

  /// Instructions, code and memory, where there is an emulator.
  @Test func networks() throws {
    let programs = ["arm-none-eabi-gcc", "qemu-system-arm"]
    let missing = programs.filter { ChildProcess.find($0) == nil }
    guard missing.isEmpty else {
      print("SKIPPED: bench networks: there is no \(missing.joined(separator: ", no "))")
      return
    }
    let policies = ["--policy", "layer-wise", "--policy", "never"]
    let outcome = try Streamnet.run(
      ["bench", "networks", "plain.yaml", "--plugin-path", ".", "--json"] + policies,
      in: CompareTests.folder(),
      path: getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin")
    #expect(outcome.errors == "")
    #expect(outcome.code == 0)
    let report = try outcome.json()
    #expect(report["report"] == "bench-networks" && report["version"] == 1)
    let rows = try #require(report["rows"]?.array)
    #expect(rows.compactMap { $0["policy"]?.string } == ["layer-wise", "never"])
    let macs = try #require(rows[0]["macs"]?.integer)
    let instructions = try #require(rows[0]["instructions"]?.integer)
    #expect(rows[0]["instructions_per_mac"]?.number == Double(instructions) / Double(macs))
    #expect(rows[0]["bit_exact"] == true)
    #expect(rows[0]["code_bytes"]?.integer ?? 0 > 0 && rows[0]["peak_sram_bytes"]?.integer ?? 0 > 0)
    #expect(rows[1]["instructions"] == JSON.null)
    #expect(rows[1]["reason"] == "policy never does not apply: this is no tiny network")
  }

  /// What each policy needs with both ways of input, and what was to be reached.
  @Test func memory() throws {
    let outcome = try Streamnet.run(
      [
        "bench", "memory", "plain.yaml", "mcunet-in0", "--plugin-path", ".", "--policy", "layer-wise",
        "--policy",
        "never", "--policy", "row-stream", "--link", "guarded", "--json",
      ], in: CompareTests.folder())
    #expect(outcome.errors == "")
    #expect(outcome.code == 0)
    let report = try outcome.json()
    #expect(report.keys == ["report", "version", "board", "rows", "means"])
    #expect(report["report"] == "bench-memory" && report["version"] == 1)
    let rows = try #require(report["rows"]?.array)
    #expect(rows.count == 12)
    #expect(
      rows.allSatisfy {
        $0.keys == [
          "model", "input", "policy", "peak_sram_bytes", "lower_bound_bytes", "layerwise_sram_bytes",
          "mac_factor", "target_bytes", "bit_exact", "reason",
        ]
      })
    for row in rows {
      let (model, input) = (row["model"]?.string, row["input"]?.string ?? "")
      #expect(row["target_bytes"] == (model == "plain" ? .null : input == "streamed" ? 9904 : 13216))
      guard row["policy"] != "never" else {
        #expect(row["peak_sram_bytes"] == JSON.null && row["reason"] != JSON.null)
        continue
      }
      #expect(row["bit_exact"] == true && row["mac_factor"] == 1.0)
      let settings = [
        "--policy", row["policy"]?.string ?? "", "--input", input, "--placement", "exact", "--json",
      ]
      let name = model == "plain" ? "plain.yaml" : "mcunet-in0"
      let plan = try Streamnet.run(["plan", name] + settings, in: CompareTests.folder()).json()
      #expect(row["peak_sram_bytes"] == plan["peak_sram_bytes"])
    }
    let means = try #require(report["means"]?.array)
    #expect(
      means.compactMap { $0["policy"]?.string }
        == Array(repeating: ["layer-wise", "never", "row-stream"], count: 2).joined().map { $0 })
    #expect(means[1]["saved_percent"] == JSON.null && means[2]["saved_percent"]?.number ?? 0 > 0)
    let text = try Streamnet.run(
      ["bench", "memory", "plain.yaml", "--policy", "layer-wise", "--input", "streamed"],
      in: CompareTests.folder())
    #expect(
      text.output == """
        network  input     layer by layer  layer-wise   saved  target  to target
        plain    streamed             144          92  36.1 %       -          -
        mean     streamed                              36.1 %

        """)
  }

  @Test func refusals() throws {
    #expect(try bench(["plain.yaml", "--runs", "0"]).code == 64)
    let unknown = try bench(["plain.yaml", "--policy", "layerwise", "--runs", "1"])
    #expect(unknown.code == 1)
    #expect(unknown.complaints.first?.hasPrefix("error: there is no policy named \"layerwise\"") == true)
    #expect(try Streamnet.run(["bench", "kernels", "--core", "cortex-m0"], in: Folder()).code == 64)
    let tools = try Streamnet.run(["bench", "kernels"], in: Folder())
    #expect(tools.code == 1)
    #expect(tools.complaints.first?.hasPrefix("error: the program arm-none-eabi-gcc is not found") == true)
    #expect(try Streamnet.run(["bench", "--help"], in: Folder()).output.contains("planner"))
  }
}
