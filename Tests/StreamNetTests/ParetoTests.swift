import Glibc
import Support
import Testing

/// Memory against work: the front, what policies find beside it, and each point planned again.
@Suite struct ParetoTests {
  /// A network whose front has several points, found at once; names that Lua code has to quote.
  static let small = """
    network: 1
    name: small
    input: { name: image, shape: [20, 20, 3] }
    layers:
      - conv_2d: { name: end, channels: 8, kernel: 3, stride: 2, padding: half, activation: relu6 }
      - block: { kernel: 3, expand: 4, channels: 8, residual: true }
      - average_pool_2d: { name: pool, kernel: global }
      - conv_2d: { name: classes, channels: 4, kernel: 1 }

    """

  static func folder() throws -> Folder {
    let folder = try CompareTests.folder()
    try folder.write(small, to: "small.yaml")
    return folder
  }

  func pareto(_ arguments: String..., in folder: Folder? = nil) throws -> Streamnet.Outcome {
    try Streamnet.run(["pareto"] + arguments, in: folder ?? Self.folder())
  }

  @Test func table() throws {
    let outcome = try pareto(
      "plain.yaml", "--plugin-path", ".", "--policy", "layer-wise", "--policy", "squares", "--policy",
      "never",
      "--verify")
    #expect(outcome.errors == "")
    #expect(outcome.code == 0)
    #expect(
      outcome.output == """
        point  peak SRAM  bound   saved  MACs    work  estimate  steps  fits  bit-exact
            1        120    120  16.7 %  1304  1.000x     14754      8  yes   yes

        policy      options           peak SRAM    saved  MACs    work  estimate  beside the front
        layer-wise                          120   16.7 %  1304  1.000x     14754  is point 1
        squares     keep=none tile=1        168  -16.7 %  5624  4.313x     49329  dominated by point 1
        never       keep=none tile=1          -        -     -       -         -  -

        plain on stm32f767zi, input resident: layer by layer 144 B (144), 1304 MACs
        never: policy never does not apply: this is no tiny network
        --save DIR writes every point as a policy, which plans it again, the first by: streamnet plan plain.yaml --budget sram=120 --policy DIR/point-1.lua

        """)
  }

  /// Whoever follows what is printed gets the schedule: peak, work and estimate are those of the table.
  @Test(arguments: ["resident", "streamed"])
  func pointsArePlannedAgain(_ input: String) throws {
    let folder = try Self.folder()
    let settings = ["small.yaml", "--input", input, "--policy", "layer-wise", "--json", "--verify"]
    let outcome = try Streamnet.run(["pareto"] + settings + ["--save", "points"], in: folder)
    #expect(outcome.errors == "" && outcome.code == 0)
    let report = try outcome.json()
    let points = try #require(report["points"]?.array)
    #expect(points.count > 2)
    for (position, point) in points.enumerated() {
      let file = try #require(point["file"]?.string)
      #expect(file == "points/point-\(position + 1).lua")
      let peak = try #require(point["peak_sram_bytes"]?.integer)
      let replay = [
        "plan", "small.yaml", "--input", input, "--budget", "sram=\(peak)", "--policy", file, "--json",
      ]
      let plan = try Streamnet.run(replay, in: folder).json()
      let keys = ["peak_sram_bytes", "lower_bound_bytes", "macs", "estimated_instructions", "steps", "fits"]
      for key in keys { #expect(plan[key] == point[key], "\(file): \(key)") }
      #expect(point["bit_exact"] == true && point["instructions"] == JSON.null)
    }
    let other = input == "resident" ? "streamed" : "resident"
    let refused = try Streamnet.run(
      ["plan", "small.yaml", "--input", other, "--policy", "points/point-1.lua"], in: folder)
    #expect(refused.code == 1)
    #expect(refused.errors.contains("this schedule is for a \(input) input"))
  }

  /// From the least memory up, and no point is as good as another in everything.
  @Test func noPointIsWorseThanAnother() throws {
    let report = try pareto("small.yaml", "--input", "streamed", "--json").json()
    #expect(
      report.keys == [
        "report", "version", "model", "board", "input", "placement", "layerwise_sram_bytes",
        "layerwise_macs", "points", "policies",
      ])
    #expect(report["report"] == "pareto" && report["version"] == 1 && report["placement"] == "exact")
    let points = try #require(report["points"]?.array)
    let measures = ["peak_sram_bytes", "macs", "estimated_instructions"]
    let figures = points.map { point in measures.compactMap { point[$0]?.integer } }
    #expect(figures.map { $0[0] } == figures.map { $0[0] }.sorted())
    for first in figures.indices {
      for second in figures.indices where first != second {
        #expect(zip(figures[first], figures[second]).contains { $0 < $1 }, "\(first) and \(second)")
      }
    }
    let keys = [
      "peak_sram_bytes", "lower_bound_bytes", "macs", "valid_macs", "mac_factor", "estimated_instructions",
      "steps", "fits",
    ]
    #expect(points.allSatisfy { $0.keys == ["point"] + keys + ["file", "bit_exact", "instructions"] })
    let policies = try #require(report["policies"]?.array)
    #expect(
      policies.allSatisfy {
        $0.keys == ["policy", "options"] + keys + ["standing", "by_point", "reason"]
      })
    let names = policies.compactMap { $0["policy"]?.string }
    #expect(
      names == names.sorted() && Set(names).isSuperset(of: ["auto", "layer-wise", "msf", "row-stream"]))
    for policy in policies {
      guard let standing = policy["standing"]?.string else {
        #expect(policy["reason"] != JSON.null)
        continue
      }
      guard let position = policy["by_point"]?.integer else {
        #expect(standing == "not-dominated")
        continue
      }
      let own = measures.compactMap { policy[$0]?.integer }
      let point = figures[position - 1]
      switch standing {
      case "equal": #expect(own == point)
      case "dominated": #expect(own != point && zip(own, point).allSatisfy { $0 >= $1 })
      case "dominated-in-macs": #expect(own[0] >= point[0] && own[1] >= point[1] && own[2] < point[2])
      default: Issue.record("\(standing)")
      }
    }
  }

  @Test func csv() throws {
    let outcome = try pareto("plain.yaml", "--policy", "layer-wise", "--csv")
    #expect(
      outcome.output == """
        model,board,input,kind,name,options,peak_sram_bytes,lower_bound_bytes,layerwise_sram_bytes,macs,valid_macs,mac_factor,estimated_instructions,steps,fits,standing,by_point,file,bit_exact,instructions,reason
        plain,stm32f767zi,resident,front,1,,120,120,144,1304,972,1.0,14754,8,true,,,,,,
        plain,stm32f767zi,resident,policy,layer-wise,,120,120,144,1304,972,1.0,14754,7,true,equal,1,,,,

        """)
  }

  /// Tags that open are closed in order, and the same front is the same picture.
  @Test func picture() throws {
    let folder = try Self.folder()
    let arguments = ["pareto", "small.yaml", "--input", "streamed", "--svg"]
    let outcome = try Streamnet.run(arguments, in: folder)
    #expect(outcome.code == 0 && outcome.errors == "")
    #expect(try Streamnet.run(arguments, in: folder).output == outcome.output)
    let text = outcome.output
    #expect(text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" "))
    var open: [Substring] = []
    for tag in text.split(separator: "<").map({ $0.prefix { $0 != ">" } }) {
      let name = tag.prefix { $0 != " " && $0 != "/" }
      if tag.hasPrefix("/") {
        #expect(open.popLast() == tag.dropFirst())
      } else if !tag.hasSuffix("/") {
        open.append(name)
      }
      #expect(tag.filter { $0 == "\"" }.count % 2 == 0, "\(tag)")
    }
    #expect(open.isEmpty)
    #expect(!text.contains("nan") && !text.contains("inf"))
    for name in ["auto", "layer-wise", "msf", "row-stream"] {
      #expect(text.components(of: ">\(name)</text>") == 2, "\(name)")
    }
    #expect(text.contains("class=\"front\" d=\"M") && text.contains("prefers-color-scheme: dark"))
  }

  /// The arenas of emulated images are the peaks, for the linker refuses any other.
  @Test func emulated() throws {
    let programs = ["arm-none-eabi-gcc", "qemu-system-arm"]
    guard programs.allSatisfy({ ChildProcess.find($0) != nil }) else {
      print("SKIPPED: points in the emulator: there is no \(programs.joined(separator: " or no "))")
      return
    }
    let outcome = try Streamnet.run(
      ["pareto", "small.yaml", "--policy", "layer-wise", "--emulate", "2", "--json"], in: Self.folder(),
      path: getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin")
    #expect(outcome.errors == "" && outcome.code == 0)
    let points = try #require(outcome.json()["points"]?.array)
    let proved = points.indices.filter { points[$0]["bit_exact"] == true }
    #expect(proved == [0, points.count - 1])
    #expect(proved.allSatisfy { points[$0]["instructions"]?.integer ?? 0 > 0 })
  }

  @Test(arguments: [
    ["--resolution", "0"], ["--emulate", "-1"], ["--svg", "--csv"], ["--csv", "--json"],
  ])
  func usage(_ arguments: [String]) throws {
    #expect(try Streamnet.run(["pareto", "plain.yaml"] + arguments, in: Self.folder()).code == 64)
  }

  @Test func unknownPolicy() throws {
    let outcome = try pareto("plain.yaml", "--policy", "rowstream")
    #expect(outcome.code == 1)
    #expect(outcome.complaints.first?.contains("did you mean \"row-stream\"?") == true)
  }
}

extension String {
  /// How often another text stands in it.
  fileprivate func components(of other: String) -> Int { split(separator: other).count - 1 }
}
