import Execution
import Network
import Pipeline
import Planning
import Support
import Testing

/// Models of one operator, against TensorFlow Lite Micro, or TensorFlow Lite where that has no such kernel.
@Suite struct OperatorFixtureTests {
  /// Models beyond a documented limit (`streamnet ops`), with the one finding that says so.
  static let refused = [
    "quantize-float32-int16":
      "quantize-float32-int16: quantize_0 (#0 QUANTIZE \"t1\"): float32 to int16 (float32 1x60 -> int16 1x60);"
      + " expected float32, uint8, int16 or int8 to int8, or int8 to uint8 or int16",
    "relu-n1-to-1-rescaled":
      "relu-n1-to-1-rescaled: relu_n1_to_1_0 (#0 RELU_N1_TO_1 \"t1\"): the operator is not supported"
      + " (int8 1x16x8x2 -> int8 1x16x8x2); \"streamnet ops\" lists what is",
    "relu-n1-to-1-same-scale":
      "relu-n1-to-1-same-scale: relu_n1_to_1_0 (#0 RELU_N1_TO_1 \"t1\"): the operator is not supported"
      + " (int8 1x16x8x2 -> int8 1x16x8x2); \"streamnet ops\" lists what is",
    "softmax-int16":
      "softmax-int16: softmax_0 (#0 SOFTMAX \"t1\"): result softmax_0 is int16 (int8 1x10 -> int16 1x10);"
      + " expected int8",
    "transpose-reversed":
      "transpose-reversed: transpose_0 (#0 TRANSPOSE \"t2\"): permutation [3, 2, 1, 0]"
      + " (int8 1x2x3x5, int32 4 -> int8 5x3x2x1); expected the batch axis in its place",
  ]

  static let supported = OperatorFixture.all.filter { refused[$0.name] == nil }

  @Test("equals the recorded outputs", arguments: supported)
  func outputs(_ fixture: OperatorFixture) throws {
    let model = try Model.tflite(fixture.bytes(), name: fixture.name)
    let plans = try [InputMode.resident, .streamed].map { try model.plan($0) }
    #expect(!fixture.cases.isEmpty)
    for example in fixture.cases {
      #expect(try Reference.run(model.graph, inputs: example.inputs) == example.outputs, "reference")
      for plan in plans {
        let simulator = Simulator(program: plan.program, placement: plan.placement)
        let mode = plan.job.input.rawValue
        #expect(try simulator.run(inputs: example.inputs) == example.outputs, "simulation, \(mode)")
        let guarded = try simulator.runGuarded(inputs: example.inputs, steps: plan.program.steps)
        #expect(guarded == example.outputs, "guarded simulation, \(mode)")
      }
    }
  }

  @Test("refused by a documented limit", arguments: refused.keys.sorted())
  func refusal(_ name: String) throws {
    let fixture = try #require(OperatorFixture.all.first { $0.name == name })
    let error = try #require(throws: Diagnostics.self) {
      try Model.tflite(fixture.bytes(), name: name)
    }
    #expect(error.all.map(\.description) == [Self.refused[name]])
  }

  @Test func everyFixtureIsRead() throws {
    let index = try JSON.parse(
      Repository.read("Tests/Fixtures/operators/index.json"), file: "index.json")
    let names = try #require(index["models"]?.array).compactMap { $0["name"]?.string }
    #expect(names == OperatorFixture.all.map(\.name))
    let files = try Files.list(Files.join(Repository.root, "Tests/Fixtures/operators"), suffix: ".tflite")
    #expect(files == names.map { "\($0).tflite" }.sorted())
    #expect(Set(OperatorFixture.all.map(\.oracle)) == ["tflite-micro", "litert-ref"])
  }

  /// Kinds as the files hold them: normalisation removes some.
  @Test func everyKindIsChecked() throws {
    var kinds = Set<String>()
    for fixture in Self.supported {
      let graph = try TFLite.read(fixture.bytes(), name: fixture.name)
      kinds.formUnion(graph.operators.map(\.kindName))
    }
    let unchecked = OperatorRegistry.kinds.map { $0.name }.filter { !kinds.contains($0) }
    #expect(unchecked == [])
  }
}
