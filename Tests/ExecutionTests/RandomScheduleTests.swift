import Execution
import Firmware
import Glibc
import Network
import Planning
import Support
import TestSupport
import Testing

/// Graphs no person wrote, scheduled in ways no person chose: simulated, guarded, and as generated C.
@Suite struct RandomScheduleTests {
  private let again = RunSeed.reproduction("RandomScheduleTests")

  /// How many graphs are run: more with the environment variable STREAMNET_RANDOM_SCHEDULES.
  private static let count =
    getenv("STREAMNET_RANDOM_SCHEDULES").flatMap { Int(String(cString: $0)) } ?? 300

  @Test func schedulesEqualReference() throws {
    for number in 0..<RandomScheduleTests.count {
      let example = try Example(number)
      do throws(Diagnostics) {
        let differences = try example.exactness.differences(example.schedule, example.input)
        #expect(differences.isEmpty, "\(again), graph \(number): \(differences)\n\(example)")
      } catch {
        Issue.record("\(again), graph \(number): \(error)\n\(example)")
      }
    }
  }

  /// Filters in groups of channels, and tensors that are read as copies.
  @Test func variantsEqualReference() throws {
    for number in 0..<200 {
      var random = RunSeed.generator("random variants", number)
      let graph = try filters(&random)
      let exactness = try BitExactness(
        graph, inputs: graph.randomInputs(&random),
        kernels: number % 2 == 0 ? .portable : .shipped(for: emulated.features))
      let schedule = try RandomSchedule.makeVariant(exactness.normalisedGraph, &random)
      do throws(Diagnostics) {
        let differences = try exactness.differences(schedule, random.choice(InputMode.allCases))
        #expect(differences.isEmpty, "\(again), graph \(number): \(differences)\n\(schedule)\n\(graph)")
      } catch {
        Issue.record("\(again), graph \(number): \(error)\n\(schedule)\n\(graph)")
      }
    }
  }

  /// One to three filters between convolutions.
  private func filters(_ random: inout SplitMix64) throws(Diagnostics) -> Graph {
    let size = (random.int(in: 1...12), random.int(in: 1...12), random.int(in: 1...4))
    var lines = [
      "network: 1", "name: filters", "source: random",
      "input: { name: image, shape: [\(size.0), \(size.1), \(size.2)] }", "layers:",
    ]
    for index in 1...random.int(in: 1...3) {
      let channels = random.int(in: 2...20)
      let (kernel, stride) = (random.choice([1, 3]), random.int(in: 1...2))
      let window = random.choice([3, 5, 7])
      lines += [
        "  - conv_2d: { name: w\(index), channels: \(channels), kernel: \(kernel), padding: half }",
        "  - depthwise_conv_2d: { name: f\(index), kernel: \(window), stride: \(stride), padding: half }",
        "  - conv_2d: { name: n\(index), channels: \(random.int(in: 1...9)), kernel: 1 }",
      ]
    }
    return try Description.read(Array(lines.joined(separator: "\n").utf8), file: "filters.yaml")
  }

  @Test func generatedSchedulesAreValidAndCoverEverything() throws {
    var (keeps, orders, works) = (Set<Stage.Keep>(), Set<Stage.Order>(), Set<Stage.Work>())
    var (scans, bursts, inner) = (Set<Stage.Scan>(), Set<Int>(), 0)
    var (longest, inResult) = (0, 0)
    for number in 0..<300 {
      var random = SplitMix64(seed: UInt64(number))
      let graph = try RandomGraph.make(seed: random.next()).normalised().graph
      let schedule = RandomSchedule.make(graph, &random)
      #expect(
        schedule.findings(for: graph, input: .streamed, source: .graph(model: "test")).isEmpty,
        "number \(number)")
      let stages = try graph.program(schedule, .streamed).stages
      inResult += stages.flatMap(\.storage).count { $0.isInResult }
      var first = 0
      for stage in schedule.stages {
        keeps.formUnion(stage.keep.values)
        orders.insert(stage.order)
        works.insert(stage.work)
        scans.insert(stage.scan)
        bursts.insert(stage.burst)
        inner += stage.inner.count
        let last = try #require(graph.operatorIndex(named: stage.last))
        longest = max(longest, last - first + 1)
        first = last + 1
      }
    }
    #expect(keeps.count == 4 && orders.count == 2 && works.count == 2)
    #expect(scans.count == 3 && bursts.count == 4 && inner > 50, "\(scans) \(bursts) \(inner)")
    #expect(longest >= 6, "the longest stage has \(longest) operators")
    #expect(inResult >= 20, "\(inResult) results lie in that of the operator behind them")
  }

  @Test(.enabled(if: HostProject.compiler != nil, "no C compiler"), arguments: 0..<20)
  func firmwareOnThisComputer(number: Int) throws {
    let example = try Example(10_000 + number)
    check(try HostProject.run(example.firmware().files()), example, number)
  }

  @Test(.enabled(if: isEmulated, "no compiler or emulator for Cortex-M7"), arguments: 0..<4)
  func firmwareOnEmulator(number: Int) throws {
    let example = try Example(20_000 + 2 * number + 1)
    check(try EmulatedRun(example.firmware(), on: emulated).transcript, example, number)
  }

  private func check(_ transcript: SelftestTranscript, _ example: Example, _ number: Int) {
    let place = "\(again), graph \(number)"
    do throws(Diagnostics) {
      let trace = try example.simulator().trace(inputs: example.inputs)
      #expect(transcript.hasPassed == true, "\(place)\n\(example)")
      #expect(transcript.cases.first?.steps == trace.steps, "\(place): the steps differ\n\(example)")
      #expect(transcript.cases.first?.results == trace.results, "\(place): results differ\n\(example)")
      #expect(transcript.cases.first?.outputs == example.outputs, "\(place): outputs differ\n\(example)")
    } catch {
      Issue.record("\(place): \(error)\n\(example)")
    }
  }
}

private let emulated = Board(
  name: "mps2-an500", description: "", core: "cortex-m7", features: ["dsp"], clock: 25_000_000,
  memories: [
    MemoryRegion(name: "sram", kind: .ram, address: 0x2000_0000, bytes: 4 << 20),
    MemoryRegion(name: "flash", kind: .flash, address: 0, bytes: 4 << 20),
  ],
  compiler: "arm-none-eabi-gcc",
  compilerFlags: ["-mcpu=cortex-m7", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-d16", "-O2"],
  emulator: "mps2-an500")

private let isEmulated = Toolchain.isInstalled(for: emulated) && ChildProcess.find("qemu-system-arm") != nil

/// A random graph with a random schedule, input mode and inputs.
private struct Example: CustomStringConvertible {
  let graph: Graph
  let inputs: [[UInt8]]
  let exactness: BitExactness
  let schedule: Schedule
  let input: InputMode
  let kernels: KernelRegistry

  init(_ number: Int) throws(Diagnostics) {
    kernels = number % 2 == 0 ? .portable : .shipped(for: emulated.features)
    var random = RunSeed.generator("random schedules", number)
    graph = RandomGraph.make(seed: random.next())
    inputs = graph.randomInputs(&random)
    exactness = try BitExactness(graph, inputs: inputs, kernels: kernels)
    schedule =
      random.oneIn(3)
      ? try RandomSchedule.makeVariant(exactness.normalisedGraph, &random)
      : RandomSchedule.make(exactness.normalisedGraph, &random)
    input = random.choice(InputMode.allCases)
  }

  var description: String { "\(schedule)\ninput \(input.rawValue)\n\(exactness.normalisedGraph)" }

  var outputs: [[UInt8]] { exactness.outputs }

  func simulator() throws(Diagnostics) -> Simulator {
    let program = try exactness.normalisedGraph.program(schedule, input, kernels: kernels)
    return Simulator(program: program, placement: program.placed(in: "sram", by: .greedy))
  }

  func firmware() throws(Diagnostics) -> FirmwareModel {
    let simulator = try simulator()
    return FirmwareModel(
      program: simulator.program, placement: simulator.placement, graph: graph, modelHash: "",
      toolVersion: "test", policy: "random", board: emulated.name, compilerFlags: emulated.compilerFlags,
      vectors: [FirmwareModel.Vector(data: "random", inputs: inputs, outputs: outputs)])
  }
}
