import Firmware
import Support

/// A project in a folder, with the parts of a bare machine beside it, built and run there.
struct EmulatorBuild {
  private let model: FirmwareModel
  private let machine: EmulatedMachine
  private let toolchain: Toolchain
  private let folder: TemporaryFolder
  /// The most that a run may take.
  private let seconds: Int

  /// Bytes of stack of the image; the self-test needs some beside the model.
  static let stackBytes = 8192

  private var path: String { folder.path }
  /// The section of every arena, in the order in which the linker script places them.
  private static let sections = [".arena", ".arena1", ".arena2"]

  private var staticArena: String { "-D\(model.prefix.uppercased())_STATIC_ARENA" }
  private var machineSources: [String] {
    [
      "main.c", machine.start, machine.uart, machine.memoryGuard, "fault.c", "text.c", "memory.c",
      "machine_end.c",
    ]
  }

  /// Writes the files and compiles those that both builds share.
  init(
    _ model: FirmwareModel, _ files: [FirmwareFile], _ machine: EmulatedMachine, _ toolchain: Toolchain,
    seconds: Int
  ) throws(Diagnostics) {
    self.seconds = seconds
    self.model = model
    self.machine = machine
    self.toolchain = toolchain
    let arenas = model.arenas
    guard arenas.count <= EmulatorBuild.sections.count else {
      throw Diagnostics(
        Diagnostic(
          "\(machine.name) stands for boards of \(EmulatorBuild.sections.count) memories with arenas, and the"
            + " plan has \(arenas.count)"))
    }
    folder = try TemporaryFolder()
    let project = files.filter { !$0.path.hasPrefix("port_") }
    try HostProject.write(project + EmbeddedText.files(in: "emulator/"), to: path)
    try HostProject.write(EmbeddedText.files(in: "plugin/"), to: Files.join(path, "plugin"))
    try toolchain.compile(
      ["model.c", "weights.c"] + model.kernelSources + machineSources,
      [staticArena] + zip(arenas, EmulatorBuild.sections).map { "-D\($0.sectionMacro)=\"\($1)\"" }
        + machine.definitions, in: path)
  }

  /// The run in which every step and every result is printed.
  func runObserved() throws(Diagnostics) -> SelftestTranscript {
    try link("observed.elf", HostProject.observing)
    return try emulate("observed.elf", [])
  }

  /// The run as the firmware ships, counted.
  func runShipped() throws(Diagnostics) -> (
    instructions: Int, byOperator: [(name: String, count: Int)], stack: Int, figures: ObjectFigures,
    arena: Int
  ) {
    try link("shipped.elf", ["-DSN_STACK"])
    let symbols = try SymbolTable(toolchain.tool("nm", ["-S", "--defined-only", "shipped.elf"], in: path))
    try Files.write(try countedRanges(symbols), to: Files.join(path, "ranges"))
    try toolchain.run(
      "cc",
      [
        "-std=c99", "-D_POSIX_C_SOURCE=200809L", "-O2", "-fPIC", "-shared", "-fvisibility=hidden", "-o",
        "count.so",
      ]
        + ["plugin/count.c", "plugin/ranges.c"], in: path)
    let transcript = try emulate("shipped.elf", ["-plugin", "./count.so,ranges=ranges,out=counts"])
    guard transcript.hasPassed == true else {
      throw Diagnostics(Diagnostic("the firmware fails its self-test as it ships"))
    }
    let counts = try InstructionCounts(Files.read(Files.join(path, "counts"), limit: 1 << 20), model)
    let cases = max(transcript.cases.count, 1)
    let sizes = try SectionSizes(toolchain.tool("size", ["-A", "shipped.elf"], in: path))
    return (
      counts.total / cases, counts.byOperator.map { ($0.name, $0.count / cases) },
      transcript.cases.compactMap(\.stack).max() ?? 0,
      try ObjectFigures(model, toolchain, in: path),
      EmulatorBuild.sections.reduce(0) { $0 + sizes.size(of: $1) }
    )
  }

  private func link(_ image: String, _ definitions: [String]) throws(Diagnostics) {
    try toolchain.compile(
      model.loopSources + ["selftest.c", "selftest_vectors.c"], [staticArena] + definitions, in: path)
    let objects = (model.librarySources + ["selftest.c", "selftest_vectors.c"] + machineSources)
      .map { "\($0.dropLast(2)).o" }
    var arenaBytes = model.arenas.map(\.bytes)
    arenaBytes += Array(repeating: 0, count: EmulatorBuild.sections.count - arenaBytes.count)
    let symbols =
      machine.symbols
      + [
        ("STACK_SIZE", EmulatorBuild.stackBytes), ("ARENA_SIZE", arenaBytes[0]),
        ("ARENA1_SIZE", arenaBytes[1]),
        ("ARENA2_SIZE", arenaBytes[2]),
      ]
    try toolchain.run(
      toolchain.compiler,
      toolchain.flags + ["-nostdlib", "-Wl,--gc-sections", "-T", machine.linkerScript]
        + symbols.map { "-Wl,--defsym=\($0.name)=\($0.value)" } + objects + ["-lgcc", "-o", image], in: path)
  }

  /// Runs an image without semihosting: all it can do is print and end.
  private func emulate(_ image: String, _ plugin: [String]) throws(Diagnostics) -> SelftestTranscript {
    let outcome = try ChildProcess.run(
      machine.emulator,
      machine.arguments + [
        "-accel", "tcg,tb-size=32", "-nodefaults", "-no-user-config", "-display", "none", "-monitor", "none",
        "-serial", "stdio", "-no-reboot", "-sandbox",
        "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
      ] + plugin + ["-kernel", image], in: path, limits: ChildLimits(seconds: seconds))
    let transcript = SelftestTranscript(outcome.output)
    guard transcript.hasPassed != nil else {
      let fault = transcript.otherLines.first { $0.hasPrefix("FAULT") }
      let end =
        fault.map(EmulatorBuild.worded) ?? (outcome.wasStopped ? "its time was up" : outcome.firstLine)
      throw Diagnostics(Diagnostic("the firmware does not run to its end on \(machine.name): \(end)"))
    }
    return transcript
  }

  private static func worded(_ fault: String) -> String {
    let words = fault.split(separator: " ")
    guard words.count >= 3 else { return fault }
    return "it faults at the address 0x\(words[1]), code at 0x\(words[2])"
  }

  /// Which functions' instructions count for what.
  private func countedRanges(_ symbols: SymbolTable) throws(Diagnostics) -> String {
    let loop = try SymbolTable(
      toolchain.tool(
        "nm", ["-S", "--defined-only"] + model.loopSources.map { "\($0.dropLast(2)).o" }, in: path)
    ).functions
    let test = try SymbolTable(toolchain.tool("nm", ["-S", "--defined-only", "selftest.o"], in: path))
      .functions
    let names = Set(model.operatorFunctions)
    var lines: [String] = []
    for symbol in symbols.symbols where symbol.isFunction && symbol.size > 0 {
      let owner: String
      if names.contains(symbol.name) {
        owner = symbol.name
      } else if loop.contains(symbol.name) || symbol.name == "\(model.prefix)_run" {
        owner = "(driver)"
      } else if test.contains(symbol.name) || symbol.name == "main" {
        owner = "(outside)"
      } else {
        continue
      }
      lines.append(
        "\(String(symbol.address, radix: 16)) \(String(symbol.address + symbol.size, radix: 16)) \(owner)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
