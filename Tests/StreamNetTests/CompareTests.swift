import Support
import Testing

/// Policies side by side, as a table, JSON and CSV.
@Suite struct CompareTests {
  /// Two operators of the tiny network as one stage, in squares.
  static let squares = """
    return {
      kind = "policy", name = "squares", version = "1", api = "1", description = "d",
      options = {
        keep = { type = "string", default = "none", choices = { "none", "x", "xy" }, help = "of the stem" },
        tile = { type = "integer", default = 1, min = 1, max = 3, help = "rows and columns" },
      },
      schedule = function(graph, target, options)
        if graph.name ~= "tiny" then return nil, "this is no tiny network" end
        return { stages = {
          { last = "spread", tile = options.tile, keep = { stem = options.keep } },
          { last = "sum" }, { last = "pool.sum" }, { last = "pool" }, { last = "classes" },
        } }
      end,
    }

    """

  /// A network without branches, so that a stage may end anywhere, and two policies.
  static func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write(
      """
      network: 1
      name: tiny
      input: { name: image, shape: [6, 6, 3] }
      layers:
        - conv_2d: { name: stem, channels: 4, kernel: 3, stride: 2, padding: half, activation: relu6 }
        - depthwise_conv_2d: { name: spread, kernel: 3, padding: same, activation: relu6 }
        - relu6: { name: sum }
        - average_pool_2d: { name: pool, kernel: 3 }
        - fully_connected: { name: classes, channels: 2 }

      """, to: "plain.yaml")
    try folder.write(squares, to: "policies/squares.lua")
    let (before, after) = try squares.splitOnce("\"squares\"")
    let (start, end) = try after.splitOnce("~=")
    try folder.write("\(before)\"never\"\(start)==\(end)", to: "policies/never.lua")
    return folder
  }

  func compare(_ arguments: String...) throws -> Streamnet.Outcome {
    try Streamnet.run(["compare", "plain.yaml", "--plugin-path", "."] + arguments, in: Self.folder())
  }

  @Test func table() throws {
    let outcome = try compare(
      "--policy", "squares", "--policy", "never", "--policy", "layer-wise", "--sweep", "keep=none,x,xy")
    #expect(outcome.errors == "")
    #expect(outcome.code == 0)
    #expect(
      outcome.output == """
        policy      options           peak SRAM  bound    saved  MACs  valid MACs   work  estimate  steps  stream buffers  fits
        squares     keep=none tile=1        168    168  -16.7 %  5624        4536  4.31x     49329     33              36  yes
        squares     keep=x tile=1           168    168  -16.7 %  2600        2028  1.99x     37919     30              36  yes
        squares     keep=xy tile=1          156    144   -8.3 %  1304         972  1.00x     31034     19               0  yes
        never       keep=none tile=1          -      -        -     -           -      -         -      -               -  -
        never       keep=x tile=1             -      -        -     -           -      -         -      -               -  -
        never       keep=xy tile=1            -      -        -     -           -      -         -      -               -  -
        layer-wise                          120    120   16.7 %  1304         972  1.00x     14754      7               0  yes
        plain on stm32f767zi, input resident: layer by layer 144 B (144), 1304 MACs
        never: policy never does not apply: this is no tiny network

        """)
  }

  @Test func csv() throws {
    let outcome = try compare(
      "--policy", "squares", "--policy", "never", "--option", "keep=xy", "--sweep", "tile=1,3",
      "--budget", "sram=150", "--csv")
    #expect(outcome.code == 0)
    #expect(
      outcome.output == """
        model,board,input,policy,options,peak_sram_bytes,lower_bound_bytes,layerwise_sram_bytes,macs,valid_macs,mac_factor,estimated_instructions,steps,stream_buffer_bytes,placement,proved,nodes,fits,reason
        plain,stm32f767zi,resident,squares,keep=xy tile=1,156,144,144,1304,972,1.0,31034,19,0,greedy,false,0,false,
        plain,stm32f767zi,resident,squares,keep=xy tile=3,120,120,144,1304,972,1.0,14754,8,0,greedy,true,0,true,
        plain,stm32f767zi,resident,never,keep=xy tile=1,,,,,,,,,,,,,,policy never does not apply: this is no tiny network
        plain,stm32f767zi,resident,never,keep=xy tile=3,,,,,,,,,,,,,,policy never does not apply: this is no tiny network

        """)
  }

  @Test func json() throws {
    let outcome = try compare("--policy", "squares", "--policy", "never", "--sweep", "tile=1,2", "--json")
    let report = try outcome.json()
    #expect(
      report.keys == [
        "report", "version", "model", "board", "input", "placement", "layerwise_macs", "rows",
      ])
    let rows = try #require(report["rows"]?.array)
    #expect(rows.compactMap { $0["policy"]?.string } == ["squares", "squares", "never", "never"])
    #expect(
      rows.allSatisfy {
        $0.keys == [
          "policy", "options", "peak_sram_bytes", "lower_bound_bytes", "layerwise_sram_bytes", "macs",
          "valid_macs", "mac_factor", "estimated_instructions", "steps", "stream_buffer_bytes", "placement",
          "fits", "reason",
        ]
      })
    #expect(rows[1]["options"] == ["keep": "none", "tile": 2])
    #expect(rows[1]["fits"] == true)
    #expect(rows[1]["reason"] == JSON.null)
    #expect(rows[2]["macs"] == JSON.null)
    #expect(rows[2]["reason"] == "policy never does not apply: this is no tiny network")
  }

  /// Buffers are placed as each policy wants it, or all of them as the command line says.
  @Test(arguments: [([], ["exact", "greedy"]), (["--placement", "exact"], ["exact", "exact"])])
  func placement(flags: [String], methods: [String]) throws {
    let folder = try Self.folder()
    let head = "kind = \"policy\","
    let (before, after) = try Self.squares.splitOnce(head)
    try folder.write("\(before)\(head) placement = \"exact\",\(after)", to: "policies/squares.lua")
    let report = try Streamnet.run(
      [
        "compare", "plain.yaml", "--plugin-path", ".", "--policy", "squares", "--policy", "layer-wise",
        "--json",
      ]
        + flags, in: folder
    ).json()
    let rows = try #require(report["rows"]?.array)
    #expect(rows.compactMap { $0["placement"]?["method"]?.string } == methods)
  }

  /// A row is what `plan` says about the same settings.
  @Test func agreesWithPlan() throws {
    let settings = ["--plugin-path", ".", "--input", "streamed", "--option", "keep=x", "--json"]
    let folder = try Self.folder()
    let plan = try Streamnet.run(["plan", "plain.yaml", "--policy", "squares"] + settings, in: folder).json()
    let report = try Streamnet.run(
      ["compare", "plain.yaml", "--policy", "squares"] + settings, in: folder
    ).json()
    let row = try #require(report["rows"]?.array?.first)
    for key in row.keys where !["policy", "options", "stream_buffer_bytes", "reason"].contains(key) {
      #expect(row[key] == plan[key], "\(key)")
    }
    let buffers = try #require(plan["buffers"]?.array).filter { $0["kind"] != "tensor" }
    #expect(row["stream_buffer_bytes"]?.integer == buffers.reduce(0) { $0 + ($1["bytes"]?.integer ?? 0) })
  }

  /// Without `--policy` there is a row for every policy, in alphabetical order.
  @Test func everyPolicy() throws {
    let rows = try #require(try compare("--json").json()["rows"]?.array)
    let names = rows.compactMap { $0["policy"]?.string }
    #expect(names == names.sorted())
    #expect(Set(names).isSuperset(of: ["layer-wise", "never", "squares"]))
  }

  @Test func nothingApplies() throws {
    let outcome = try compare("--policy", "never")
    #expect(outcome.code == 1)
    #expect(outcome.output.hasSuffix("never: policy never does not apply: this is no tiny network\n"))
  }

  static let mistakes: [(arguments: [String], lines: [String], code: Int32)] = [
    (["--sweep", "tle=1,2"], ["there is no option of these policies named tle; did you mean \"tile\"?"], 1),
    (
      ["--sweep", "tile=1,7", "--option", "keep=y"],
      [
        "option keep of policy squares is \"y\"; expected none, x, xy",
        "option tile of policy squares is \"7\"; expected integer from 1 to 3",
      ], 1
    ),
    (["--sweep", "tile"], ["--sweep is \"tile\"; expected OPTION=VALUE,VALUE,..., such as tile=1,2,4"], 64),
    (
      ["--sweep", "tile=1,"], ["--sweep is \"tile=1,\"; expected OPTION=VALUE,VALUE,..., such as tile=1,2,4"],
      64
    ),
    (
      ["--sweep", "tile=1", "--option", "tile=2"],
      ["--sweep gives option tile a second time; expected each once"], 64
    ),
    (
      ["--budget", "srm=9K"],
      [
        "the budget names a memory srm that stm32f767zi does not have; expected sram or flash or stack;"
          + " did you mean \"sram\"?"
      ], 1
    ),
  ]

  @Test(arguments: mistakes)
  func refusals(_ arguments: [String], _ lines: [String], _ code: Int32) throws {
    try expectFailure(
      ["compare", "plain.yaml", "--plugin-path", ".", "--policy", "squares"] + arguments, in: Self.folder(),
      lines, code: code)
  }

  @Test func oneForm() throws {
    let outcome = try compare("--json", "--csv")
    #expect(outcome.errors.hasPrefix("Error: --json and --csv: expected one of them"))
    #expect(outcome.code == 64)
  }
}
