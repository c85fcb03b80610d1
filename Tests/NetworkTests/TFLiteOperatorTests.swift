import Network
import Support
import Testing

@Suite("TFLite: operators")
struct TFLiteOperatorTests {
  /// The models that the oracle runs and no kind computes, and what is said about them.
  static let refused = [
    "quantize-float32-int16": """
    m: quantize_0 (#0 QUANTIZE "t1"): float32 to int16 (float32 1x60 -> int16 1x60); expected float32, \
    uint8, int16 or int8 to int8, or int8 to uint8 or int16
    """,
    "relu-n1-to-1-rescaled": """
    m: relu_n1_to_1_0 (#0 RELU_N1_TO_1 "t1"): the operator is not supported (int8 1x16x8x2 -> \
    int8 1x16x8x2); "streamnet ops" lists what is
    """,
    "relu-n1-to-1-same-scale": """
    m: relu_n1_to_1_0 (#0 RELU_N1_TO_1 "t1"): the operator is not supported (int8 1x16x8x2 -> \
    int8 1x16x8x2); "streamnet ops" lists what is
    """,
    "softmax-int16": """
    m: softmax_0 (#0 SOFTMAX "t1"): result softmax_0 is int16 (int8 1x10 -> int16 1x10); expected int8
    """,
    "transpose-reversed": """
    m: transpose_0 (#0 TRANSPOSE "t2"): permutation [3, 2, 1, 0] (int8 1x2x3x5, int32 4 -> \
    int8 5x3x2x1); expected the batch axis in its place
    """,
  ]

  @Test("every model of one operator is read, but for those listed")
  func fixtures() throws {
    let folder = TFLiteFixtures.folder + "/operators"
    let names = try TFLiteFixtures.names(folder)
    #expect(names.count > 250)
    var refused: [String: String] = [:]
    for name in names {
      let findings = TFLiteFixtures.findings(try TFLiteFixtures.bytes(folder, name), name: "m")
      if !findings.isEmpty { refused[name] = findings }
    }
    #expect(refused == Self.refused)
  }

  @Test("every kind is read from a file, in one of the models")
  func kinds() throws {
    let folder = TFLiteFixtures.folder + "/operators"
    var unseen = Set(OperatorRegistry.kinds.map { $0.name })
    for name in try TFLiteFixtures.names(folder) where Self.refused[name] == nil {
      for node in try TFLiteFixtures.graph(name).operators { unseen.remove(node.kindName) }
    }
    #expect(unseen == [])
  }

  @Test("further results are named after the first")
  func results() throws {
    let graph = try TFLiteFixtures.graph("split-channels")
    #expect(graph.outputs.map { graph.tensors[$0].name } == ["split_0", "split_0.1", "split_0.2"])
    #expect(graph.operators[0].inputs == [0])
  }
}
