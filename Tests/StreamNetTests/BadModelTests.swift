import Support
import Testing

/// Models that are damaged or beyond what is supported: every finding, each in one line.
@Suite struct BadModelTests {
  static let findings: [(model: String, lines: [String])] = [
    (
      "unsupported",
      [
        "unsupported: custom_2 (#2 CUSTOM \"t7\"): the custom operator \"Telepathy\" is not"
          + " supported (int8 1x4x4x2 -> int8 1x4x4x2); \"streamnet ops\" lists what is",
        "unsupported: batch_matmul_3 (#3 BATCH_MATMUL \"t8\"): the operator is not supported"
          + " (int8 1x4x4x2, int8 1x4x4x2 -> int8 1x4x4x2); \"streamnet ops\" lists what is",
        "unsupported: conv_2d_5 (#5 CONV_2D \"t11\"): operand dequantize_4 is float32 (float32"
          + " 1x4x4x2, float32 3x1x1x2 -> float32 1x4x4x3); expected int8; also: result conv_2d_5 is"
          + " float32, weights conv_2d_5.weights are float32",
      ]
    ),
    (
      "truncated",
      [
        "truncated: buffers of the model would take 4 bytes at byte 1084 of a file of 758;"
          + " the file is truncated or damaged"
      ]
    ),
    (
      "empty",
      [
        "empty: the file is not a TensorFlow Lite model; expected the identifier TFL3 at byte 4"
      ]
    ),
    (
      "one-byte",
      [
        "one-byte: the file is not a TensorFlow Lite model; expected the identifier TFL3 at byte"
          + " 4"
      ]
    ),
    (
      "wrong-identifier",
      [
        "wrong-identifier: the file is not a TensorFlow Lite model; expected the identifier TFL3"
          + " at byte 4"
      ]
    ),
    (
      "tensor-index",
      [
        "tensor-index: conv_2d_0 (#0 CONV_2D \"t3\"): operand 0 is tensor 99 (none, int8 5x1x1x3,"
          + " int32 5 -> int8 1x4x4x5); expected one of 7"
      ]
    ),
    (
      "output-index",
      [
        "output-index: an output of the graph is tensor 99; expected one of 7"
      ]
    ),
    (
      "negative-index",
      [
        "negative-index: conv_2d_0 (#0 CONV_2D): result 0 is tensor -7 (int8 1x4x4x3, int8"
          + " 5x1x1x3, int32 5 -> none); expected one of 7"
      ]
    ),
    (
      "vector-offset",
      [
        "vector-offset: subgraphs of the model would take 4 bytes at byte 5380 of a file of 1264;"
          + " the file is truncated or damaged"
      ]
    ),
    (
      "vector-length",
      [
        "vector-length: subgraphs of the model would take 8589934588 bytes at byte 80 of a file of 1264;"
          + " the file is truncated or damaged"
      ]
    ),
    (
      "root-offset",
      [
        "root-offset: the model would take 4 bytes at byte 2147483632 of a file of 1264;"
          + " the file is truncated or damaged"
      ]
    ),
    (
      "negative-dimension",
      [
        "negative-dimension: tensor t0 of shape 1x-4x4x3 has an extent of -4"
      ]
    ),
    (
      "zero-dimension",
      [
        "zero-dimension: tensor t0 of shape 1x0x4x3 has an extent of 0"
      ]
    ),
    (
      "huge-dimensions",
      [
        "huge-dimensions: tensor t0 of shape 1x1073741824x1073741824x1073741824 has an extent of"
          + " 1073741824, above 16777216"
      ]
    ),
    (
      "short-weights",
      [
        "short-weights: constant conv_2d_0.weights holds 7 bytes; expected 15"
      ]
    ),
    (
      "scale-count",
      [
        "scale-count: conv_2d_0 (#0 CONV_2D \"t3\"): tensor conv_2d_0.weights: 2 scales along"
          + " axis 0 of 5x1x1x3; expected 1 or 5"
      ]
    ),
    (
      "not-a-number-scale",
      [
        "not-a-number-scale: conv_2d_0 (#0 CONV_2D \"t3\"): tensor t0 has the scale nan (int8"
          + " 1x4x4x3, int8 5x1x1x3, int32 5 -> int8 1x4x4x5); expected a positive one"
      ]
    ),
    (
      "used-before-made",
      [
        "used-before-made: conv_2d_0 (#0 CONV_2D \"t6\"): tensor conv_2d_1 is read before an"
          + " operator makes it (int8 1x4x4x5, int8 2x1x1x5, int32 2 -> int8 1x4x4x2)"
      ]
    ),
    (
      "cycle",
      [
        "cycle: conv_2d_0 (#0 CONV_2D \"t3\"): tensor conv_2d_1 is read before an operator makes"
          + " it (int8 1x4x4x2, int8 5x1x1x3, int32 5 -> int8 1x4x4x5)"
      ]
    ),
    (
      "made-twice",
      [
        "made-twice: conv_2d_1 (#1 CONV_2D \"t3\"): tensor conv_2d_0 is made twice (int8 1x4x4x5,"
          + " int8 2x1x1x5, int32 2 -> int8 1x4x4x5)",
        "made-twice: output tensor_6 is made by no operator",
      ]
    ),
    (
      "batch-2",
      [
        "batch-2: add_0 (#0 ADD \"t1\"): operand t0 of shape 2x3x3x2 holds 2 images (int8"
          + " 2x3x3x2, int8 2x3x3x2 -> int8 2x3x3x2); expected one"
      ]
    ),
    (
      "concatenation-scales",
      [
        "concatenation-scales: concatenation_0 (#0 CONCATENATION \"t2\"): operand t1 has another"
          + " scale or zero point than the result (int8 1x2x2x3, int8 1x2x2x2 -> int8 1x2x2x5);"
          + " expected the same"
      ]
    ),
    (
      "pool-scales",
      [
        "pool-scales: average_pool_2d_0 (#0 AVERAGE_POOL_2D \"t1\"): the result has another scale"
          + " or zero point than the input (int8 1x4x4x2 -> int8 1x2x2x2); expected the same"
      ]
    ),
    (
      "logistic-zero-point",
      [
        "logistic-zero-point: logistic_0 (#0 LOGISTIC \"t1\"): the result has another scale or"
          + " zero point (int8 1x16x8x2 -> int8 1x16x8x2); expected 1/256 and -128"
      ]
    ),
    (
      "wrong-output-shape",
      [
        "wrong-output-shape: conv_2d_1 (#1 CONV_2D \"t6\"): results of shape 1x4x9x2 (int8"
          + " 1x4x4x5, int8 2x1x1x5, int32 2 -> int8 1x4x9x2); expected 1x4x4x2"
      ]
    ),
  ]

  @Test(arguments: findings)
  func everyFinding(_ model: String, _ lines: [String]) throws {
    let folder = try Folder()
    let path = "Tests/Fixtures/bad/\(model).tflite"
    let bytes = try Files.read(Files.join(Folder.repository, path), limit: 1 << 20)
    try folder.write(bytes, to: "\(model).tflite")
    for command in ["inspect", "plan"] {
      try expectFailure([command, "\(model).tflite"], in: folder, lines)
    }
  }

  @Test func everyFixtureIsChecked() throws {
    let index = try JSON.parse(Array(Folder.text("Tests/Fixtures/bad/index.json").utf8), file: "index.json")
    let names = index["files"]?.array?.compactMap { $0["name"]?.string }
    #expect(names == Self.findings.map(\.model))
  }
}
