import Support
import Testing

/// The shipped policies on a network of inverted bottlenecks that is small enough to plan quickly.
@Suite struct PolicyTests {
  static func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write(
      """
      network: 1
      name: blocks
      input: { name: image, shape: [32, 32, 3] }
      layers:
        - conv_2d: { name: stem, channels: 8, kernel: 3, stride: 2, padding: half, activation: relu6 }
        - block: { kernel: 5, expand: 4, channels: 8, residual: true }
        - block: { kernel: 3, expand: 4, channels: 12, stride: 2 }
        - block: { kernel: 3, expand: 4, channels: 12, residual: true }
        - average_pool_2d: { kernel: global }
        - conv_2d: { name: classifier, channels: 10, kernel: 1 }

      """, to: "blocks.yaml")
    return folder
  }

  /// What a plan needs and does.
  struct Figures {
    var peak: Int
    var factor: Double
    var cost: Int
    var fits: Bool
    var stages: [JSON]
  }

  func plan(_ policy: String, _ arguments: String...) throws -> Figures {
    let outcome = try Streamnet.run(
      ["plan", "blocks.yaml", "--policy", policy, "--json"] + arguments, in: Self.folder())
    let plan = try outcome.json()
    return Figures(
      peak: try #require(plan["peak_sram_bytes"]?.integer),
      factor: try #require(plan["mac_factor"]?.number),
      cost: try #require(plan["estimated_instructions"]?.integer),
      fits: plan["fits"]?.bool ?? false, stages: plan["stages"]?.array ?? [])
  }

  static let policies: [[String]] = [
    ["layer-wise"], ["patch"], ["streamnet-1d"], ["streamnet-2d"], ["streamnet"],
    ["streamnet", "--option", "objective=memory"], ["msf"], ["msf", "--option", "objective=memory"],
    ["row-stream"],
  ]

  @Test(arguments: policies, ["streamed", "resident"])
  func bitExact(policy: [String], input: String) throws {
    let outcome = try Streamnet.run(
      ["verify", "blocks.yaml", "--data", "noise:1", "--input", input, "--policy"] + policy,
      in: Self.folder())
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
  }

  @Test(arguments: ["streamed", "resident"]) func prefixes(input: String) throws {
    let settings = ["--input", input, "--option", "tile=1", "--option", "split=late"]
    func figures(_ policy: String, _ more: [String] = []) throws -> Figures {
      let outcome = try Streamnet.run(
        ["plan", "blocks.yaml", "--policy", policy, "--json"] + settings + more, in: Self.folder())
      let plan = try outcome.json()
      return Figures(
        peak: plan["peak_sram_bytes"]?.integer ?? 0, factor: plan["mac_factor"]?.number ?? 0,
        cost: plan["estimated_instructions"]?.integer ?? 0, fits: true, stages: plan["stages"]?.array ?? [])
    }
    let (patch, one, two) = try (figures("patch"), figures("streamnet-1d"), figures("streamnet-2d"))
    #expect(patch.factor > one.factor && one.factor > two.factor)
    #expect(two.factor == 1)
    #expect(patch.stages[0]["tiles"]?.integer ?? 0 >= 4)
    // What is chosen for each tensor is not worse than the same for all.
    let chosen = try figures("streamnet", ["--option", "objective=memory"])
    #expect(chosen.peak <= min(one.peak, two.peak))
    #expect(chosen.factor <= one.factor)
  }

  /// The less memory there may be, the more work; and what is said to fit fits.
  @Test(arguments: ["streamnet", "msf"]) func budgets(policy: String) throws {
    let least = try plan(policy, "--input", "streamed", "--option", "objective=memory")
    let free = try plan(policy, "--input", "streamed")
    #expect(least.peak < free.peak)
    #expect(least.cost > free.cost)
    let between = (least.peak + free.peak) / 2
    let some = try plan(policy, "--input", "streamed", "--budget", "sram=\(between)")
    #expect(some.fits)
    #expect(some.peak <= between)
    #expect(some.cost <= least.cost && some.cost >= free.cost)
    let none = try plan(policy, "--input", "streamed", "--budget", "sram=\(least.peak / 2)")
    #expect(!none.fits)
    #expect(none.peak == least.peak)
  }

  @Test func rowsAreMadeOnce() throws {
    for input in ["streamed", "resident"] {
      let rows = try plan("row-stream", "--input", input)
      let exact = try plan("row-stream", "--input", input, "--placement", "exact")
      #expect(rows.factor == 1 && exact.factor == 1)
      #expect(exact.peak <= rows.peak)
      #expect(try rows.peak < plan("layer-wise", "--input", input).peak)
    }
  }

  /// What a prototype with optimal placement reached, within 3 %.
  @Test(arguments: [("mcunet-in0", 12720), ("mcunet-in1", 17760), ("mcunet-vww1", 15440)])
  func rowsOfTheZoo(name: String, bytes: Int) throws {
    let outcome = try Streamnet.run(
      ["plan", name, "--policy", "row-stream", "--input", "streamed", "--json"], in: Self.folder())
    let peak = try #require(outcome.json()["peak_sram_bytes"]?.integer)
    #expect(peak * 100 <= bytes * 103)
  }

  /// Looking at few stages finds what looking at all of them does.
  @Test func lazySearch() throws {
    let folder = try Self.folder()
    try folder.write(
      """
      return {
        kind = "policy", name = "thorough", version = "1", api = "1", description = "d",
        schedule = function(graph)
          local ends, best = {}, { [0] = { peak = 0, stages = {} } }
          for _, cut in ipairs(graph:cuts()) do
            if cut.narrow or cut.after.index == #graph.operators then ends[#ends + 1] = cut.after end
          end
          for last = 1, #ends do
            for first = 0, last - 1 do
              local start = graph.operators[first == 0 and 1 or ends[first].index + 1]
              local keep = {}
              for index = start.index, ends[last].index - 1 do keep[graph.operators[index].output.name] = "y" end
              local stage = { last = ends[last].name, tile = { rows = 1 }, order = "pull", keep = keep }
              local alone = planner.stage(start.name, stage)
              local peak = alone and math.max(best[first].peak, alone.peak)
              if peak and (not best[last] or peak < best[last].peak) then
                local stages = table.move(best[first].stages, 1, #best[first].stages, 1, {})
                stages[#stages + 1] = stage
                best[last] = { peak = peak, stages = stages }
              end
            end
          end
          error("least " .. best[#ends].peak)
        end,
      }

      """, to: "thorough.lua")
    for input in ["streamed", "resident"] {
      let outcome = try Streamnet.run(
        ["plan", "blocks.yaml", "--policy", "thorough.lua", "--input", input], in: folder)
      let least = outcome.errors.split(separator: " ").last.flatMap { Int($0.dropLast()) }
      #expect(try plan("row-stream", "--input", input).peak == least, "\(outcome.errors)")
    }
  }

  @Test(arguments: ["patch", "streamnet-1d", "streamnet-2d", "streamnet"])
  func noWindows(policy: String) throws {
    let outcome = try Streamnet.run(["plan", "tiny.yaml", "--policy", policy], in: tinyFolder())
    #expect(outcome.code == 1)
    #expect(
      outcome.errors.hasSuffix(
        "policy \(policy) does not apply: no prefix has three windows and one tensor at its end\n"))
  }
}
