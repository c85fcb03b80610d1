import CKernels
import Execution
import Firmware
import Network
import Planning
import Support
import TestSupport
import Testing

/// Buffers in several memories: simulated, guarded, as C on this computer and on emulated machines.
@Suite struct SeveralMemoriesTests {
  private let again = RunSeed.reproduction("SeveralMemoriesTests")

  @Test func randomPinsEqualReference() throws {
    var several = 0
    for number in 0..<150 {
      var random = RunSeed.generator("random pins", number)
      let graph = RandomGraph.make(seed: random.next())
      let exactness = try BitExactness(graph, inputs: graph.randomInputs(&random))
      let schedule = RandomSchedule.pinned(
        RandomSchedule.make(exactness.normalisedGraph, &random), exactness.normalisedGraph, &random)
      let input = random.choice(InputMode.allCases)
      let differences = try exactness.differences(schedule, input)
      #expect(differences.isEmpty, "\(again), graph \(number): \(differences)\n\(schedule)")
      let program = try exactness.normalisedGraph.program(schedule, input)
      if program.placed(in: "sram", by: .greedy).regions.count > 1 { several += 1 }
    }
    #expect(several > 100)
  }

  /// A graph with a random schedule whose tensors lie in two memories or three.
  private func firmware(_ number: Int) throws -> FirmwareCase {
    var random = RunSeed.generator("firmware in several memories", number)
    while true {
      let graph = RandomGraph.make(seed: random.next())
      let (inputs, seed) = (graph.randomInputs(&random), random.next())
      let firmware = try FirmwareCase(graph, inputs: inputs, number % 2 == 0 ? .streamed : .resident) {
        graph in
        var random = SplitMix64(seed: seed)
        return RandomSchedule.pinned(RandomSchedule.make(graph, &random), graph, &random)
      }
      if firmware.model.arenas.count > 1 { return firmware }
    }
  }

  @Test(.enabled(if: HostTools.arePresent), arguments: 0..<12)
  func firmwareOnThisComputer(number: Int) throws {
    let firmware = try firmware(number)
    let differences = try firmware.differences(HostProject.run(firmware.model.files()))
    #expect(differences.isEmpty, "\(again), number \(number): \(differences)")
  }

  @Test(.enabled(if: EmulatorTools.arePresent), arguments: ["m7 0", "m7 1", "m0 0", "m33 0", "rv32 1"])
  func firmwareOnEmulator(place: String) throws {
    let words = place.split(separator: " ")
    guard let board = EmulatorTools.board(String(words[0])) else { return }
    let firmware = try firmware(100 + (try #require(Int(words[1]))))
    let run = try EmulatedRun(firmware.model, on: board)
    let differences = firmware.differences(run.transcript)
    #expect(differences.isEmpty, "\(again), \(place): \(differences)")
    #expect(run.arena == firmware.model.placement.peak, "\(again), \(place)")
  }

  /// An image in `dtcm` and its rectified rows in `psram`, in arenas of 24 bytes.
  private func relu(prefix: String? = nil) throws -> FirmwareCase {
    var graph = Graph(name: "relu")
    let input = graph.addInput("image", 4, 3, 2)
    graph.outputs = [try graph.add("relu", Relu(), [input])]
    return try FirmwareCase(graph, inputs: [[UInt8](0..<24)], .resident, prefix: prefix) { _ in
      Schedule(stages: [Stage(last: "relu", region: ["image": "dtcm", "relu": "psram"])])
    }
  }

  @Test(.enabled(if: EmulatorTools.arePresent), arguments: EmulatorTools.cores)
  func writesBehindArenasFault(core: String) throws {
    guard let board = EmulatorTools.board(core) else { return }
    let relu = try relu()
    let start = "    const void *pointers[1];\n"
    for (arena, end) in [EmulatorTools.arenaEnd(core), EmulatorTools.secondArenaEnd(core)].enumerated() {
      var files = try relu.model.files()
      try files.replace(start, in: "model.c", by: "\(start)    arenas[\(arena)][24] = 1;\n")
      #expect {
        _ = try EmulatedRun(relu.model, on: board, files: files, seconds: 60)
      } throws: { error in
        "\(error)".contains(" it faults at the address 0x\(String(end, radix: 16)), code at 0x")
      }
    }
    var files = try relu.model.files()
    try files.replace(start, in: "model.c", by: "\(start)    arenas[0][23] = arenas[1][23] = 23;\n")
    // The last bytes of both are writable; that of the image is 23 anyway.
    #expect(try EmulatedRun(relu.model, on: board, files: files).transcript.hasPassed == true)
  }

  @Test func emulatorStandsForThreeMemories() throws {
    var graph = Graph(name: "chain")
    var tensor = graph.addInput("image", 2, 2, 1)
    for number in 0..<16 { tensor = try graph.add("relu\(number)", LeakyRelu(alpha: 0.5), [tensor]) }
    graph.outputs = [tensor]
    func model(_ memories: Int) throws -> FirmwareModel {
      try FirmwareCase(graph, inputs: [[1, 2, 3, 4]], .resident) { graph in
        Schedule(
          stages: (0..<16).map {
            Stage(last: "relu\($0)", region: ["relu\($0)": "m\(10 + min($0, memories - 2))"])
          })
      }.model
    }
    if let board = EmulatorTools.board("m7") {
      #expect(try EmulatedRun(model(3), on: board).arena == 12)
      #expect { _ = try EmulatedRun(model(4), on: board) } throws: { error in
        "\(error)" == "mps2-an500 stands for boards of 3 memories with arenas, and the plan has 4"
      }
    }
    #expect(try model(16).files().count > 10)
    #expect { _ = try model(17).files() } throws: { error in
      "\(error)"
        == "chain: 4 bytes in m25, memory 17 of 17; expected at most 16 memories, and 256 MiB of each, for firmware"
    }
  }

  @Test(.enabled(if: HostTools.arePresent), arguments: CProject.compilers)
  func arenasMayBeTheCallers(compiler: String) throws {
    let relu = try relu(prefix: "net")
    let main = """
      #include "model.h"
      #include <stdio.h>
      #include <string.h>

      \(cArray("image", relu.model.vectors[0].inputs[0]))
      static uint32_t words[2][3 * 64];

      int main(void)
      {
          uint8_t *const arenas[NET_ARENAS] = {(uint8_t *)(words[0] + 64), (uint8_t *)(words[1] + 64)};
          const size_t sizes[] = {NET_DTCM_ARENA_BYTES, NET_PSRAM_ARENA_BYTES};
          int touched = 0, status;
          memset(words, 0xA5, sizeof words);
          memcpy(net_input(arenas, 0), image, NET_INPUT_BYTES);
          status = net_run(arenas, 0);
          for (int a = 0; a < NET_ARENAS; a++) {
              const uint8_t *bytes = (const uint8_t *)words[a];
              for (size_t i = 0; i < sizeof words[a]; i++) {
                  touched += (i < 256 || i >= 256 + sizes[a]) && bytes[i] != 0xA5;
              }
          }
          printf("%d %d ", status, touched);
          for (int i = 0; i < NET_OUTPUT_BYTES; i++) printf("%02x", ((const uint8_t *)net_output(arenas, 0))[i]);
          return 0;
      }

      """
    let project = try CProject(relu.model.files() + [FirmwareFile("main.c", text: main)])
    let said = try project.build(compiler, relu.model.librarySources + ["main.c"])
    #expect(said == "0 0 \(hexadecimal(relu.model.vectors[0].outputs[0]))")
  }

  /// Names that are no C names, the same but for case, and the end of a comment.
  @Test(.enabled(if: HostTools.arePresent), arguments: CProject.compilers)
  func hostileNamesOfMemories(compiler: String) throws {
    var graph = Graph(name: "relu")
    var tensor = graph.addInput("image", 2, 2, 1)
    for name in ["a", "b", "c"] { tensor = try graph.add(name, LeakyRelu(alpha: 0.5), [tensor]) }
    graph.outputs = [tensor]
    var firmware = try FirmwareCase(graph, inputs: [[1, 2, 3, 4]], .resident) { _ in
      Schedule(stages: [
        Stage(last: "a", region: ["a": "*/ \"x\" /*"]), Stage(last: "b", region: ["b": "Sram"]),
        Stage(last: "c", region: ["c": "int"]),
      ])
    }.model
    firmware.sections = ["int": ".data.int", "Sram": ".data.sram"]
    #expect(firmware.arenas.map(\.sectionMacro).last == "SN_ARENA_SECTION_INT")
    let files = try firmware.files()
    let sources = files.map(\.path).filter { $0.hasSuffix(".c") && $0 != "port_dwt.c" }
    let said = try CProject(files).build(compiler, sources, ["-DRELU_STATIC_ARENA"])
    #expect(said.hasSuffix("END PASS\n"))
  }

  /// A kernel that writes behind its rows: at the end of the arena nothing else lies there to be damaged.
  @Test func writeBehindAnArenaIsFound() throws {
    let relu = try relu()
    let kernels = KernelLibrary.portable.replacing("sn_relu_s8") { parameters, call in
      sn_relu_s8(parameters, call)
      call!.pointee.out.assumingMemoryBound(to: Int8.self)[24] = 7
    }
    let (program, placement) = (relu.model.program, relu.model.placement)
    let simulator = Simulator(program: program, placement: placement, kernels: kernels)
    #expect { _ = try simulator.runGuarded(inputs: [[UInt8](0..<24)], steps: program.steps) } throws: {
      error in
      "\(error)" == "relu: relu (#0 RELU): it writes psram+24, which it does not declare to write"
    }
  }
}
