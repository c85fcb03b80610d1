import Network
import Support
import Testing

@Suite("TFLite: models that are refused")
struct TFLiteBadModelTests {
  @Test("every bad model is reported with exactly these lines")
  func badModels() throws {
    let folder = TFLiteFixtures.folder + "/bad"
    let expected = Self.expected.split(separator: "\n").map(String.init)
    var findings: [String] = []
    for name in try TFLiteFixtures.names(folder) {
      findings.append(TFLiteFixtures.findings(try TFLiteFixtures.bytes(folder, name), name: name))
    }
    let lines = findings.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map(String.init) == expected)
  }

  /// In the order of the files' names.
  private static let expected = """
    batch-2: add_0 (#0 ADD "t1"): operand t0 of shape 2x3x3x2 holds 2 images (int8 2x3x3x2, int8 \
    2x3x3x2 -> int8 2x3x3x2); expected one
    concatenation-scales: concatenation_0 (#0 CONCATENATION "t2"): operand t1 has another scale or \
    zero point than the result (int8 1x2x2x3, int8 1x2x2x2 -> int8 1x2x2x5); expected the same
    cycle: conv_2d_0 (#0 CONV_2D "t3"): tensor conv_2d_1 is read before an operator makes it (int8 \
    1x4x4x2, int8 5x1x1x3, int32 5 -> int8 1x4x4x5)
    empty: the file is not a TensorFlow Lite model; expected the identifier TFL3 at byte 4
    huge-dimensions: tensor t0 of shape 1x1073741824x1073741824x1073741824 has an extent of \
    1073741824, above 16777216
    logistic-zero-point: logistic_0 (#0 LOGISTIC "t1"): the result has another scale or zero point \
    (int8 1x16x8x2 -> int8 1x16x8x2); expected 1/256 and -128
    made-twice: conv_2d_1 (#1 CONV_2D "t3"): tensor conv_2d_0 is made twice (int8 1x4x4x5, int8 \
    2x1x1x5, int32 2 -> int8 1x4x4x5)
    made-twice: output tensor_6 is made by no operator
    negative-dimension: tensor t0 of shape 1x-4x4x3 has an extent of -4
    negative-index: conv_2d_0 (#0 CONV_2D): result 0 is tensor -7 (int8 1x4x4x3, int8 5x1x1x3, int32 \
    5 -> none); expected one of 7
    not-a-number-scale: conv_2d_0 (#0 CONV_2D "t3"): tensor t0 has the scale nan (int8 1x4x4x3, int8 \
    5x1x1x3, int32 5 -> int8 1x4x4x5); expected a positive one
    one-byte: the file is not a TensorFlow Lite model; expected the identifier TFL3 at byte 4
    output-index: an output of the graph is tensor 99; expected one of 7
    pool-scales: average_pool_2d_0 (#0 AVERAGE_POOL_2D "t1"): the result has another scale or zero \
    point than the input (int8 1x4x4x2 -> int8 1x2x2x2); expected the same
    root-offset: the model would take 4 bytes at byte 2147483632 of a file of 1264; the file is \
    truncated or damaged
    scale-count: conv_2d_0 (#0 CONV_2D "t3"): tensor conv_2d_0.weights: 2 scales along axis 0 of \
    5x1x1x3; expected 1 or 5
    short-weights: constant conv_2d_0.weights holds 7 bytes; expected 15
    tensor-index: conv_2d_0 (#0 CONV_2D "t3"): operand 0 is tensor 99 (none, int8 5x1x1x3, int32 5 -> \
    int8 1x4x4x5); expected one of 7
    truncated: buffers of the model would take 4 bytes at byte 1084 of a file of 758; the file is \
    truncated or damaged
    unsupported: custom_2 (#2 CUSTOM "t7"): the custom operator "Telepathy" is not supported (int8 \
    1x4x4x2 -> int8 1x4x4x2); "streamnet ops" lists what is
    unsupported: batch_matmul_3 (#3 BATCH_MATMUL "t8"): the operator is not supported (int8 1x4x4x2, \
    int8 1x4x4x2 -> int8 1x4x4x2); "streamnet ops" lists what is
    unsupported: conv_2d_5 (#5 CONV_2D "t11"): operand dequantize_4 is float32 (float32 1x4x4x2, \
    float32 3x1x1x2 -> float32 1x4x4x3); expected int8; also: result conv_2d_5 is float32, weights \
    conv_2d_5.weights are float32
    used-before-made: conv_2d_0 (#0 CONV_2D "t6"): tensor conv_2d_1 is read before an operator makes \
    it (int8 1x4x4x5, int8 2x1x1x5, int32 2 -> int8 1x4x4x2)
    vector-length: subgraphs of the model would take 8589934588 bytes at byte 80 of a file of 1264; \
    the file is truncated or damaged
    vector-offset: subgraphs of the model would take 4 bytes at byte 5380 of a file of 1264; the file \
    is truncated or damaged
    wrong-identifier: the file is not a TensorFlow Lite model; expected the identifier TFL3 at byte 4
    wrong-output-shape: conv_2d_1 (#1 CONV_2D "t6"): results of shape 1x4x9x2 (int8 1x4x4x5, int8 \
    2x1x1x5, int32 2 -> int8 1x4x9x2); expected 1x4x4x2
    zero-dimension: tensor t0 of shape 1x0x4x3 has an extent of 0
    """
}
