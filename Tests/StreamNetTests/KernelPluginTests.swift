import Glibc
import Support
import Testing

/// Kernels and operators written as plug-ins: checked, streamed, in generated projects and firmware.
@Suite struct KernelPluginTests {
  /// Where compilers and emulators are.
  private static let search = getenv("PATH").map { String(cString: $0) } ?? ""

  private static let text = """
    network: 1
    name: swish
    input: { name: image, shape: [15, 14, 3] }
    layers:
      - conv_2d: { name: stem, channels: 6, kernel: 3, stride: 2, padding: half }
      - hard_swish: { name: swish }
      - depthwise_conv_2d: { name: window, kernel: 5, padding: half }
      - hard_swish: { name: again }
      - conv_2d: { name: project, channels: 4, kernel: 1 }
      - average_pool_2d: { name: pool, kernel: global }

    """

  /// Each example with a model that has operators for it.
  static let examples = [
    ("hard-swish-table", "swish.yaml"), ("pointwise-pairs", "swish.yaml"), ("edge-max", "edge-max.tflite"),
  ]

  private func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write(Self.text, to: "swish.yaml")
    let fixture = Files.join(Folder.repository, "Tests/Fixtures/custom/edge-max.tflite")
    try folder.write(Files.read(fixture, limit: 1 << 20), to: "edge-max.tflite")
    return folder
  }

  private func run(_ arguments: [String], in folder: Folder) throws -> Streamnet.Outcome {
    try Streamnet.run(arguments, in: folder, path: Self.search)
  }

  @Test(arguments: examples)
  func examplesPassTheirCheck(_ kernel: String, _ model: String) throws {
    let outcome = try run(
      ["plugins", "check", kernel, "--on", model, "--allow-native", "--json"], in: folder())
    let rows = try outcome.json()["rows"]?.array ?? []
    #expect(rows.suffix(2).map { $0["policy"]?.string } == ["layer-wise", "row-stream"])
    #expect(rows.allSatisfy { $0["bit_exact"] == .bool(true) && $0["operators"]?.integer ?? 0 > 0 })
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  @Test func examplesPassTheTestsBesideThem() throws {
    let plugins = Files.join(Folder.repository, "plugins")
    let outcome = try run(["plugins", "test", plugins, "--allow-native", "--json"], in: folder())
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    #expect(try outcome.json()["tests"]?.array?.count ?? 0 >= 3)
  }

  /// Streamed, with rows of the input arriving one by one, down to the emulated machine.
  @Test(arguments: examples)
  func examplesRunInFirmware(_ kernel: String, _ model: String) throws {
    let missing = ["arm-none-eabi-gcc", "qemu-system-arm"].filter { ChildProcess.find($0) == nil }
    guard missing.isEmpty else {
      print("SKIPPED: \(kernel) in the emulator: there is no \(missing.joined(separator: ", no "))")
      return
    }
    let outcome = try run(
      [
        "verify", model, "--kernel", kernel, "--allow-native", "--emulate", "--policy", "row-stream",
        "--input",
        "streamed", "--data", "noise:1", "--json",
      ], in: folder())
    let report = try outcome.json()
    #expect(report["bit_exact"] == .bool(true), "\(outcome.errors)")
    #expect(
      report["links"]?.array?.compactMap { $0["link"]?.string }
        == ["reference", "simulation", "guarded", "host", "emulator"])
    let dump = try run(["plan", model, "--kernel", kernel, "--dump", "program"], in: folder())
    #expect(dump.output.contains(" by \(kernel)\n"), "\(dump.output)")
  }

  /// C of plug-ins runs only where that is allowed.
  @Test func nothingRunsUnasked() throws {
    let arguments = ["swish.yaml", "--kernel", "hard-swish-table", "--data", "smooth"]
    let outcome = try run(["verify"] + arguments + ["--json"], in: folder())
    #expect(
      try outcome.json()["links"]?.array?.compactMap { $0["link"]?.string }
        == ["reference", "simulation", "guarded"])
    #expect(outcome.code == 0)
    let refusal =
      "kernel hard-swish-table is C of a plug-in, which is not run on this computer; --allow-native runs it, "
      + "as a child with limits"
    try expectFailure(["verify"] + arguments + ["--link", "host"], in: folder(), [refusal])
    try expectFailure(["plugins", "check", "hard-swish-table"], in: folder(), [refusal])
  }

  private static let kernel = """
    return { kind = "kernel", name = "mine", version = "1", api = "1", description = "d",
      operator = "HARD_SWISH", call = "run", alias = "elements", cost = "elementwise",
      parameters = { { name = "results", type = "int8[]" }, { name = "channels", type = "int32" } },
      prepare = function(node) return { results = node.results, channels = node.output.channels } end,
      source = [[
    void kernel_mine(const void *params, const sn_call *call)
    {
        const kernel_mine_params *p = params;
        const int8_t *in = call->rows[0];
        int8_t *out = call->out;
        for (int32_t i = 0; i < call->columns * p->channels; i++) out[i] = p->results[in[i] + 128];
    }
    ]] }
    """

  private func folder(replacing old: String, by new: String, as name: String = "mine.lua") throws -> Folder {
    let folder = try folder()
    let parts = try Self.kernel.splitOnce(old)
    try folder.write(parts.before + new + parts.after, to: name)
    return folder
  }

  /// A kernel whose arithmetic is wrong is found, by the operator's name.
  @Test func wrongArithmeticIsFound() throws {
    let folder = try folder(replacing: "in[i] + 128", by: "in[i] + 127 + (in[i] == -128)")
    let outcome = try run(
      ["plugins", "check", "mine.lua", "--on", "swish.yaml", "--allow-native"], in: folder)
    #expect(outcome.code == 2 && outcome.output.contains("no: swish"), "\(outcome.output)\(outcome.errors)")
  }

  @Test(arguments: [
    ("int8_t *out = call->out;", "int8_t *out = call->outs;", "does not compile the generated project"),
    (
      "const int8_t *in = call->rows[0];", "const int8_t *in = (const int8_t *)(uintptr_t)call->columns;",
      "does not run to its end"
    ),
  ])
  func badCodeEndsInAMessage(_ old: String, _ new: String, _ message: String) throws {
    let folder = try folder(replacing: old, by: new)
    let outcome = try run(
      ["plugins", "check", "mine.lua", "--on", "swish.yaml", "--allow-native"], in: folder)
    #expect(
      outcome.code == 1 && outcome.complaints.count == 1 && outcome.errors.contains(message),
      "\(outcome.errors)")
  }

  @Test(arguments: [
    ("\"HARD_SWISH\"", "\"TANH\"", "kernel mine computes none of the operators on board stm32f767zi"),
    (
      "node.results", "{ 1, 2, 300 }",
      "mine.lua:4: 'results[3]' is an integer; expected an integer from -128 to 127"
    ),
    (
      "call = \"run\"", "call = \"runs\"",
      "mine.lua:2: 'call' is 'runs'; expected row, run; did you mean \"run\"?"
    ),
    (
      "\"results\"", "\"Results\"",
      "a parameter is named \"Results\"; expected lower-case letters, digits and _"
    ),
    ("\"int32\"", "\"int64\"", "is 'int64'; expected int8[], int32[], int32, float32"),
    ("call = \"run\",", "like = \"conv\",", "there is no kernel named \"conv\""),
    ("node.output.channels", "node.output.chanels", "has no 'channels'"),
    (
      "return { results", "while true do end return { results",
      "mine.lua:4: the limit of 200000000 instructions"
    ),
  ])
  func refusals(_ old: String, _ new: String, _ message: String) throws {
    let folder = try folder(replacing: old, by: new)
    let outcome = try run(["plan", "swish.yaml", "--kernel", "mine.lua"], in: folder)
    #expect(outcome.code == 1 && outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!outcome.errors.contains("0x") && outcome.output.isEmpty)
  }

  /// Scratch is a buffer of the plan, and what the C gets.
  @Test func scratch() throws {
    let folder = try folder(
      replacing: "cost =", by: "scratch = function(node) return node.output.channels end, cost =",
      as: "one.lua")
    let parts = try folder.read("one.lua").splitOnce("for (int32_t i")
    try folder.write(
      parts.before + """
        int8_t *kept = call->scratch;
            for (int32_t x = 0; x < call->columns; x++) {
                for (int32_t c = 0; c < p->channels; c++) kept[c] = p->results[in[x * p->channels + c] + 128];
                for (int32_t c = 0; c < p->channels; c++) out[x * p->channels + c] = kept[c];
            }
        }
        ]] }
        """, to: "mine.lua")
    let check = try run(["plugins", "check", "mine.lua", "--on", "swish.yaml", "--allow-native"], in: folder)
    #expect(check.code == 0, "\(check.output)\(check.errors)")
    let dump = try run(["plan", "swish.yaml", "--kernel", "mine.lua", "--dump", "placement"], in: folder)
    #expect(
      dump.output.split(separator: "\n").count { $0.contains(" scratch swish ") } == 1, "\(dump.output)")
  }

  /// A recipe may name kernels; its own folder's are found.
  @Test func recipes() throws {
    let folder = try folder(replacing: "cost =", by: "cost =", as: "plugins/kernels/mine.lua")
    try folder.write("recipe: 1\nmodel: swish.yaml\nkernels: [mine]\n", to: "r.yaml")
    let dump = try run(["plan", "r.yaml", "--dump", "program"], in: folder)
    #expect(dump.output.contains(" by mine\n"), "\(dump.errors)")
  }

  /// Two kernels for one operator are an error, unless one comes first.
  @Test func ties() throws {
    let folder = try folder(replacing: "cost =", by: "priority = 0, cost =")
    let arguments = ["plan", "swish.yaml", "--kernel", "mine.lua", "--kernel", "hard-swish-table"]
    let outcome = try run(arguments, in: folder)
    #expect(outcome.code == 1)
    #expect(
      outcome.complaints.first?.hasSuffix(
        "kernels hard-swish-table and mine both compute this operator; expected one of them with a greater priority"
      ) == true, "\(outcome.errors)")
    let other = try self.folder(replacing: "cost =", by: "priority = 1, cost =")
    let dump = try run(arguments + ["--dump", "program"], in: other)
    #expect(dump.output.contains(" by mine\n") && !dump.output.contains("hard-swish-table"))
  }

  /// A plug-in's kernel keeps its operators however much code StreamNet's own kernels may take for the others.
  @Test(arguments: ["size", "balanced", "speed"])
  func quickKernelsServeTheOthers(goal: String) throws {
    let folder = try folder(replacing: "cost =", by: "cost =")
    let arguments = ["plan", "swish.yaml", "--specialise", goal, "--dump", "program"]
    let kernels = { (more: [String]) in
      try run(arguments + more, in: folder).output.split(separator: "\n").filter { $0.contains(" by ") }.map {
        try String($0).splitOnce(" by ").after
      }
    }
    let (own, mixed) = (try kernels([]), try kernels(["--kernel", "mine.lua"]))
    #expect(mixed.count { $0 == "mine" } == 2 && own.count == mixed.count)
    #expect(zip(own, mixed).allSatisfy { $0 == $1 || $1 == "mine" }, "\(own) \(mixed)")
  }

  @Test func operatorsWithoutDefinitionOrKernel() throws {
    let folder = try folder()
    let without = try run(["plan", "edge-max.tflite"], in: folder)
    #expect(
      without.code == 1 && without.errors.contains("no kernel computes this operator"), "\(without.errors)")
    try folder.write(
      """
      return { kind = "operator", name = "EdgeMax", version = "1", api = "1", description = "d",
        reference = function() while true do end end }
      """, to: "mine/operators/EdgeMax.lua")
    let shadowed = try run(["plan", "edge-max.tflite", "--plugin-path", "mine"], in: folder)
    #expect(shadowed.errors.contains("results of shape 1x9x6x5"), "\(shadowed.errors)")
  }

  @Test func hugeResults() throws {
    let folder = try folder()
    try folder.write(
      """
      return { kind = "operator", name = "EdgeMax", version = "1", api = "1", description = "d",
        shape = function() return { rows = 1 << 24, columns = 1 << 24, channels = 1 << 24 } end,
        reference = function() return {} end }
      """, to: "mine/operators/EdgeMax.lua")
    let outcome = try run(["plan", "edge-max.tflite", "--plugin-path", "mine"], in: folder)
    #expect(
      outcome.code == 1 && outcome.errors.contains("has more than 268435456 elements"), "\(outcome.errors)")
  }

  /// References that do not end, or give something else, end the run.
  @Test(arguments: [
    ("while true do end", "the limit of 200000000 instructions is reached"),
    ("return 5", "reference gives no list"), ("return {}", "reference gives 0 values; expected 270"),
    ("local t = {} for i = 1, 270 do t[i] = 128 end return t", "value 1 of the reference is an integer"),
    ("error({})", "EdgeMax.lua:4"),
  ])
  func hostileReferences(_ body: String, _ message: String) throws {
    let folder = try folder()
    try folder.write(
      """
      return { kind = "operator", name = "EdgeMax", version = "1", api = "1", description = "d",
        shape = function(node) return { rows = 9, columns = 6, channels = 5 } end,
        window = { rows = { taps = 2 }, columns = { taps = 3, stride = 2, offset = -1 } },
        reference = function(inputs, node) \(body) end }
      """, to: "mine/operators/EdgeMax.lua")
    let outcome = try run(
      ["simulate", "edge-max.tflite", "--kernel", "edge-max", "--plugin-path", "mine"], in: folder)
    #expect(outcome.code == 1 && outcome.errors.contains(message), "\(outcome.errors)")
  }
}
