/// What kernels cost, roughly: as `bench kernels` and the compiler give it for a Cortex-M7 with `-O2`. They say
/// which kernels a network's code is best spent on; nothing else hangs on them.
enum KernelFigures {
  /// Instructions for a nominal multiply-accumulate, of kernels that others can take the place of.
  static let instructionsPerMAC: [String: Double] = [
    "pointwise_mve_s8": 0.3, "conv_mve_s8": 0.6, "depthwise_mve_s8": 0.9, "pointwise_quads_dsp_s8": 1.1,
    "pointwise_dsp_s8": 1.25,
    "pointwise_direct_dsp_s8": 1.5,
    "pointwise_s8": 4.7,
    "conv_dsp_3x3x3_s8": 1.65, "conv_dsp_3x3x3_pairs_s8": 2.1, "conv_direct_dsp_s8": 1.4, "conv_dsp_s8": 1.2,
    "conv_dsp_single_s8": 1.5, "conv_s8": 8.1,
    "depthwise_3x3_s1": 2.9, "depthwise_5x5_s1": 1.9, "depthwise_5x5_s2": 2.6, "depthwise_7x7_s1": 1.6,
    "depthwise_7x7_s2": 2.2, "depthwise_direct_3x3": 3.6, "depthwise_direct_5x5": 2.95,
    "depthwise_direct_7x7": 2.5, "depthwise_direct": 6, "depthwise_s8": 16,
  ]

  /// Bytes of code of a source file; files that are not here are never worth leaving out.
  static let codeBytes: [String: Int] = [
    "pointwise_mve.c": 1308, "conv_mve.c": 2556, "depthwise_mve.c": 2568, "bounds_dsp.c": 116, "conv.c": 1068,
    "conv_3x3x3_dsp.c": 632, "conv_3x3x3_pairs_dsp.c": 632,
    "conv_direct_dsp.c": 1244, "conv_dsp.c": 2960, "depthwise.c": 1624, "depthwise_3x3_s1.c": 576,
    "depthwise_5x5_s1.c": 884, "depthwise_5x5_s2.c": 868, "depthwise_7x7_s1.c": 1232,
    "depthwise_7x7_s2.c": 1192, "depthwise_direct.c": 784, "depthwise_direct_3x3.c": 632,
    "depthwise_direct_5x5.c": 544, "depthwise_direct_7x7.c": 612, "planes.c": 652, "pointwise.c": 576,
    "pointwise_direct_dsp.c": 1968, "pointwise_dsp.c": 2016, "pointwise_quads_dsp.c": 1392,
    "add.c": 352, "add_dsp.c": 536, "mean.c": 220, "mean_dsp.c": 352, "mul.c": 204, "mul_dsp.c": 204,
    "pixel_sum.c": 312, "pixel_sum_dsp.c": 252, "pool.c": 472, "pool_dsp.c": 656, "softmax.c": 1092,
    "sub_dsp.c": 972, "lookup.c": 144, "sigmoid.c": 1276,
  ]

  /// Bytes of the loop over tiles, and what narrow tiles take besides.
  static let loopBytes = 4490
  static let bytesOfNarrowTiles = 2200
  /// Bytes in the tables of an operator with its function and its tensor, an operand, a unit, a window of columns, a stage.
  static let bytesOfOperator = 12 + 16 + 24
  static let bytesOfOperand = 4
  static let bytesOfUnit = 6
  static let bytesOfWindow = 12
  static let bytesOfStage = 8
  /// Bytes of the constants of an operator, but for its tables.
  static let bytesOfParameters: [CostClass: Int] = [
    .convolution: 52, .pointwise: 24, .depthwise: 48, .pooling: 32, .elementwise: 44, .copy: 28,
  ]
  /// Bytes of the functions of a model and of the windows of its operators.
  static let bytesOfModel = 350
}
