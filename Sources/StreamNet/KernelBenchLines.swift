/// The lines of the table of kernels: each is a convolution, or another operator, of one shape.
struct KernelBenchLine {
  /// Kernel and stride, channels, and input height and width behind the @; padding keeps the size.
  var title: String
  /// The case of `bench/kernels` that runs the kernel which a plan would choose.
  var name: String
  /// The same for cores with Helium.
  var nameOfVectors: String
  /// Instructions of peers for a nominal multiply-accumulate, or an element of ADD, as they were recorded in the
  /// same emulator: CMSIS-NN where the wheel lacks it, TinyEngine with exact and with float requantisation.
  var recordedCMSIS: Double?
  var tinyEngine: Double
  var tinyEngineFloat: Double
  /// The most that ours is to take on a Cortex-M7.
  var target: Double

  init(
    _ title: String, _ name: String, _ nameOfVectors: String, recordedCMSIS: Double? = nil,
    _ tinyEngine: Double, _ tinyEngineFloat: Double, target: Double
  ) {
    self.title = title
    self.name = name
    self.nameOfVectors = nameOfVectors
    self.recordedCMSIS = recordedCMSIS
    self.tinyEngine = tinyEngine
    self.tinyEngineFloat = tinyEngineFloat
    self.target = target
  }

  static let all = [
    KernelBenchLine("3x3 s2 3->16 @160", "conv3x3_s2_3_16", "mve_conv3x3_s2_3_16", 2.79, 1.98, target: 1.9),
    KernelBenchLine("1x1 16->96 @72", "quads_16_96", "mve_16_96", 4.02, 2.72, target: 2.2),
    KernelBenchLine("1x1 24->144 @36", "quads_24_144", "mve_24_144", 3.10, 2.15, target: 1.9),
    KernelBenchLine("1x1 48->48 @40", "quads_48_48", "mve_48_48", 2.23, 1.75, target: 1.5),
    KernelBenchLine("1x1 96->24 @36", "quads_96_24", "mve_96_24", 2.13, 1.91, target: 1.4),
    KernelBenchLine("1x1 240->40 @20", "quads_240_40", "mve_240_40", 1.81, 1.72, target: 1.2),
    KernelBenchLine(
      "depthwise 3x3 s1 48 @40", "planar3x3_s1_48_at40", "mve3x3_s1_48_at40", 8.08, 6.20, target: 3.8),
    KernelBenchLine(
      "depthwise 3x3 s2 96 @40", "direct3x3_s2_96_at40", "mve3x3_s2_96_at40", 9.85, 7.78, target: 5.0),
    KernelBenchLine(
      "depthwise 5x5 s1 96 @20", "planar5x5_s1_96_at20", "mve5x5_s1_96_at20", 4.71, 4.24, target: 2.6),
    KernelBenchLine(
      "depthwise 7x7 s1 48 @20", "planar7x7_s1_48_at20", "mve7x7_s1_48_at20", 3.67, 3.41, target: 2.0),
    KernelBenchLine(
      "depthwise 7x7 s2 96 @20", "planar7x7_s2_96_at20", "mve7x7_s2_96_at20", 4.11, 4.22, target: 3.0),
    KernelBenchLine(
      "fully connected 320->1000", "fully_connected_320_1000", "mve_fully_connected_320_1000", 2.88, 2.83,
      target: 1.4),
    KernelBenchLine("add, an element", "add", "add", recordedCMSIS: 80.9, 25.0, 25.0, target: 15),
  ]
}
