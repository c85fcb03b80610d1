import Execution
import Firmware
import Network
import Planning
import Support
import TestSupport
import Testing

/// Generated projects, compiled and run on this computer, do what the simulator does.
@Suite(.enabled(if: HostTools.arePresent)) struct FirmwareTests {
  private let again = RunSeed.reproduction("FirmwareTests")

  @Test(arguments: 0..<10, InputMode.allCases)
  func equalsSimulation(number: Int, input: InputMode) throws {
    var random = RunSeed.generator("firmware", number)
    let graph = RandomGraph.make(seed: random.next())
    let inputs = graph.randomInputs(&random)
    let seed = random.next()
    for isTiled in [false, true] {
      let firmware = try FirmwareCase(graph, inputs: inputs, input) { graph in
        var random = SplitMix64(seed: seed)
        return isTiled ? .randomTiles(graph, &random) : .layerwise(graph)
      }
      let differences = try firmware.differences(HostProject.run(firmware.model.files()))
      #expect(differences.isEmpty, "\(again), graph \(number), tiled \(isTiled): \(differences)\n\(graph)")
    }
  }

  @Test(arguments: 0..<4, CProject.compilers)
  func compilesWithoutWarning(number: Int, compiler: String) throws {
    var random = RunSeed.generator("firmware warnings", number)
    let graph = RandomGraph.make(seed: random.next())
    let input: InputMode = number % 2 == 0 ? .resident : .streamed
    let files = try FirmwareCase(graph, inputs: graph.randomInputs(&random), input).model.files()
    let project = try CProject(files)
    let sources = files.map(\.path).filter { $0.hasSuffix(".c") && !$0.hasPrefix("port_") }
    let macro = try staticArena(files)
    for definitions in [[], ["-DSN_TRACE", "-DSN_OBSERVE", "-DSN_SELFTEST_OUTPUT"], ["-DSN_PROFILE"]] {
      for optimisation in ["-O0", "-O2"] {
        try project.run(
          compiler,
          CProject.warnings + [optimisation, "-pedantic", "-ffreestanding", "-D\(macro)"] + definitions + [
            "-c"
          ] + sources)
      }
    }
  }

  @Test func hostileNamesCompile() throws {
    let firmware = try FirmwareCase(HostileNames.graph(), inputs: [[UInt8](0..<24)], .resident)
    #expect(firmware.model.program.graph.operators.map(\.name) == HostileNames.names)
    for compiler in CProject.compilers {
      let project = try CProject(firmware.model.files())
      let sources = try firmware.model.files().map(\.path).filter { $0.hasSuffix(".c") && $0 != "port_dwt.c" }
      let said = try project.build(compiler, sources, ["-D\(staticArena(firmware.model.files()))"])
      #expect(said.hasSuffix("END PASS\n"))
    }
    let differences = try firmware.differences(HostProject.run(firmware.model.files()))
    #expect(differences.isEmpty, "\(differences)")
    if ChildProcess.find("make") != nil {
      try CProject(firmware.model.files()).run("make", ["host-test", "lib\(firmware.model.prefix).a"])
    }
  }

  @Test(arguments: ["sn", "sn_selftest", "", "2nd", "test", "int", "a b/c"])
  func modelNamesBecomePrefixes(name: String) throws {
    var graph = HostileNames.graph()
    graph.name = name
    let firmware = try FirmwareCase(graph, inputs: [[UInt8](0..<24)], .resident)
    let differences = try firmware.differences(HostProject.run(firmware.model.files()))
    #expect(differences.isEmpty, "\(differences)")
  }

  @Test(arguments: ["", "a b", "2nd", "sn", "sn_selftest", "tür", "a\n", String(repeating: "a", count: 64)])
  func prefixesThatAreNoIdentifiersAreRefused(prefix: String) throws {
    let firmware = try FirmwareCase(
      HostileNames.graph(), inputs: [[UInt8](0..<24)], .resident, prefix: prefix)
    #expect(throws: Diagnostics.self) { try firmware.model.files() }
  }

  @Test(.enabled(if: HostTools.hasCPlusPlus))
  func headerIsCPlusPlus() throws {
    let firmware = try FirmwareCase(
      HostileNames.graph(), inputs: [[UInt8](0..<24)], .resident, prefix: "network")
    let main = """
      #include "model.h"
      #include <cstdio>

      alignas(4) static uint8_t arena[NETWORK_ARENA_BYTES];

      int main()
      {
          auto *input = static_cast<uint8_t *>(network_input(arena, 0));
          for (int i = 0; i < NETWORK_INPUT_BYTES; i++) input[i] = static_cast<uint8_t>(i);
          if (network_run(arena, nullptr) != 0) return 1;
          auto *output = static_cast<const uint8_t *>(network_output(arena, 0));
          for (int i = 0; i < NETWORK_OUTPUT_BYTES; i++) std::printf("%02x", output[i]);
      }

      """
    let project = try CProject(firmware.model.files() + [FirmwareFile("main.cpp", text: main)])
    try project.run("cc", CProject.warnings + ["-c"] + firmware.model.librarySources)
    let objects = firmware.model.librarySources.map { "\($0.dropLast(2)).o" }
    try project.run(
      "c++", ["-Wall", "-Wextra", "-Werror", "-pedantic", "main.cpp"] + objects + ["-o", "program"])
    #expect(try project.run("./program", []) == hexadecimal(firmware.model.vectors[0].outputs[0]))
  }

  @Test func sameFilesTwiceWithoutPathOrTime() throws {
    var random = RunSeed.generator("firmware files")
    let graph = RandomGraph.make(seed: random.next())
    let inputs = graph.randomInputs(&random)
    let first = try FirmwareCase(graph, inputs: inputs, .streamed).model.files()
    let second = try FirmwareCase(graph, inputs: inputs, .streamed).model.files()
    #expect(first == second)
    #expect(first.map(\.path) == first.map(\.path).sorted())
    for file in first {
      for trace in ["__DATE__", "__TIME__", "__FILE__", "/home/", "/tmp/", Files.folder(of: #filePath)] {
        #expect(!file.text.contains(trace), "\(file.path) has \(trace)")
      }
    }
  }

  @Test func otherStepsChangeTheTrace() throws {
    var graph = Graph(name: "independent")
    let input = graph.addInput("image", 4, 3, 2)
    let relu = try graph.add("relu", Relu(), [input])
    graph.outputs = [relu, try graph.add("negative", LeakyRelu(alpha: 0.5), [input])]
    let firmware = try FirmwareCase(graph, inputs: [[UInt8](0..<24)], .resident)
    var files = try firmware.model.files()
    try files.replace(
      "    {1, 4, 3, 0},\n    {1, 4, 3, 0},\n", in: "model.c",
      by: "    {1, 4, 3, 0},\n    {1, 2, 3, 0},\n")
    let differences = try firmware.differences(HostProject.run(files))
    #expect(differences == ["hash of the steps"])
  }

  @Test func selftestFailsWithOneExpectedByteAltered() throws {
    let firmware = try FirmwareCase(HostileNames.graph(), inputs: [[UInt8](0..<24)], .resident)
    var files = try firmware.model.files()
    let byte = firmware.model.vectors[0].outputs[0][0]
    try files.replace(
      "case0_output0[] = {\n    \(byte),", in: "selftest_vectors.c",
      by: "case0_output0[] = {\n    \(byte ^ 1),")
    let project = try CProject(files)
    let sources = files.map(\.path).filter { $0.hasSuffix(".c") && $0 != "port_dwt.c" }
    try project.run("cc", CProject.warnings + ["-D\(staticArena(files))"] + sources + ["-o", "selftest"])
    let outcome = try project.outcome("./selftest", [])
    #expect(outcome.code != 0)
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.last == "END FAIL")
    #expect(lines.contains { $0.hasPrefix("CASE random FAIL ") })
    let transcript = try HostProject.run(files)
    #expect(firmware.differences(transcript) == ["verdict"])
  }

  /// The macro that gives a project an arena of its own.
  private func staticArena(_ files: [FirmwareFile]) throws -> String {
    let header = try #require(files.first { $0.path == "model.h" })
    let line = header.text.split(separator: "\n").first { $0.hasSuffix("_STATIC_ARENA") }
    return String(try #require(line).split(separator: " ")[1])
  }
}
