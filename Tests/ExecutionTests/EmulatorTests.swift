import Execution
import Firmware
import Network
import Planning
import Support
import TestSupport
import Testing

/// Generated projects on emulated machines: the right bytes, faults that are reported, exact figures.
@Suite(.enabled(if: EmulatorTools.arePresent), .serialized) struct EmulatorTests {
  private let again = RunSeed.reproduction("EmulatorTests")

  private func firmware(_ random: inout SplitMix64, _ input: InputMode) throws -> (FirmwareCase, Graph) {
    let graph = RandomGraph.make(seed: random.next())
    let inputs = graph.randomInputs(&random)
    let seed = random.next()
    let firmware = try FirmwareCase(graph, inputs: inputs, input) { graph in
      var random = SplitMix64(seed: seed)
      return input == .resident ? .layerwise(graph) : .randomTiles(graph, &random)
    }
    return (firmware, graph)
  }

  @Test(arguments: ["m7 0", "m7 1", "m7 2", "m0 0", "m33 0", "rv32 0"])
  func equalsSimulation(place: String) throws {
    let words = place.split(separator: " ")
    let (core, number) = (String(words[0]), try #require(Int(words[1])))
    guard let board = EmulatorTools.board(core) else { return }
    var random = RunSeed.generator("emulator \(core)", number)
    let (firmware, graph) = try firmware(&random, InputMode.allCases[number % 2])
    let run = try EmulatedRun(firmware.model, on: board)
    let differences = firmware.differences(run.transcript)
    #expect(differences.isEmpty, "\(again), \(place): \(differences)\n\(graph)")
    expectFigures(run, firmware, "\(again), \(place)")
  }

  @Test func figuresAreEqualInTwoRuns() throws {
    let board = try #require(EmulatorTools.board("m7"))
    var random = RunSeed.generator("emulator twice")
    let (firmware, _) = try firmware(&random, .streamed)
    let runs = try (0..<2).map { _ in try EmulatedRun(firmware.model, on: board) }
    #expect(runs[0].instructions == runs[1].instructions, "\(again)")
    #expect(runs[0].instructionsByOperator.map(\.name) == runs[1].instructionsByOperator.map(\.name))
    #expect(runs[0].instructionsByOperator.map(\.count) == runs[1].instructionsByOperator.map(\.count))
    #expect(runs[0].stackUsed == runs[1].stackUsed)
    #expect(runs[0].figures == runs[1].figures)
  }

  @Test func hostileNames() throws {
    let board = try #require(EmulatorTools.board("m7"))
    let firmware = try FirmwareCase(HostileNames.graph(), inputs: [[UInt8](0..<24)], .resident)
    let run = try EmulatedRun(firmware.model, on: board)
    let differences = firmware.differences(run.transcript)
    #expect(differences.isEmpty, "\(differences)")
    expectFigures(run, firmware, "hostile names")
  }

  @Test(arguments: EmulatorTools.cores)
  func writeBehindTheArenaFaults(core: String) throws {
    guard let board = EmulatorTools.board(core) else { return }
    let end = EmulatorTools.arenaEnd(core)
    for (offset, address) in [("", end), (" + 1023", end + 1023)] {
      let line = try failure(on: board, "    arena[\(relu.model.placement.peak)\(offset)] = 1;\n")
      #expect(
        line.contains(" it faults at the address 0x\(String(address, radix: 16)), code at 0x"), "\(line)")
    }
  }

  @Test func writeOfTheLastByteDoesNot() throws {
    let board = try #require(EmulatorTools.board("m7"))
    var files = try relu.model.files()
    try files.replace(start, in: "model.c", by: "\(start)    arena[\(relu.model.placement.peak - 1)] = 23;\n")
    let run = try EmulatedRun(relu.model, on: board, files: files)
    #expect(run.transcript.hasPassed == true)
  }

  @Test(arguments: EmulatorTools.cores)
  func runWithoutEndIsEnded(core: String) throws {
    guard let board = EmulatorTools.board(core) else { return }
    let line = try failure(on: board, "    for (volatile int i = 1; i;) {}\n", seconds: 1)
    #expect(line.hasSuffix(": its time was up"), "\(line)")
  }

  @Test func selftestFailsWithOneExpectedByteAltered() throws {
    let board = try #require(EmulatorTools.board("m7"))
    var files = try relu.model.files()
    let byte = relu.model.vectors[0].outputs[0][0]
    try files.replace(
      "case0_output0[] = {\n    \(byte),", in: "selftest_vectors.c",
      by: "case0_output0[] = {\n    \(byte ^ 1),")
    do throws(Diagnostics) {
      _ = try EmulatedRun(relu.model, on: board, files: files)
      Issue.record("the self-test passes")
    } catch {
      #expect(error.description.contains("the firmware fails its self-test"))
    }
  }

  private let relu: FirmwareCase
  /// The first line of the body of the run function.
  private let start = "    const void *pointers[1];\n"

  init() throws {
    var graph = Graph(name: "relu")
    let input = graph.addInput("image", 4, 3, 2)
    graph.outputs = [try graph.add("relu", Relu(), [input])]
    relu = try FirmwareCase(graph, inputs: [[UInt8](0..<24)], .resident)
  }

  /// The line with which a run fails whose run function begins with a fault.
  private func failure(on board: Board, _ fault: String, seconds: Int = 60) throws -> String {
    var files = try relu.model.files()
    try files.replace(start, in: "model.c", by: start + fault)
    do throws(Diagnostics) {
      _ = try EmulatedRun(relu.model, on: board, files: files, seconds: seconds)
      return "it ends well"
    } catch {
      return error.description
    }
  }

  private func expectFigures(
    _ run: EmulatedRun, _ firmware: FirmwareCase, _ comment: String,
    at place: SourceLocation = #_sourceLocation
  ) {
    let counts = run.instructionsByOperator
    #expect(counts.reduce(0) { $0 + $1.count } == run.instructions, "\(comment)", sourceLocation: place)
    let expected = Set(firmware.model.program.graph.operators.map(\.name) + ["(driver)"])
    #expect(Set(counts.map(\.name)) == expected, "\(comment)", sourceLocation: place)
    #expect(
      counts.count == expected.count && counts.allSatisfy { $0.count > 0 }, "\(comment)",
      sourceLocation: place)
    #expect(run.arena == firmware.model.placement.peak, "\(comment)", sourceLocation: place)
    #expect(run.stackUsed > 0 && run.stackUsed <= run.figures.stackBound, "\(comment)", sourceLocation: place)
  }
}
