import Network
import Support
import Testing

@Suite struct DescriptionZooTests {
  static let macs = [
    ("mbv2-w0.35", 23_499_152), ("mcunet-in0", 6_364_224), ("mcunet-in1", 12_790_096),
    ("mcunet-in2", 67_287_200), ("mcunet-in3", 81_785_520), ("mcunet-in4", 125_874_400),
    ("mcunet-vww0", 5_958_400), ("mcunet-vww1", 11_578_816), ("mcunet-vww2", 55_771_280),
    ("proxyless-w0.3", 38_282_216),
  ]

  /// Multiply-accumulates as published; activations that use their range on an image that was not the one
  /// they were calibrated on; results that depend on the image.
  @Test(arguments: macs) func network(_ name: String, _ macs: Int) throws {
    let graph = try Described.zooGraph(name)
    #expect(graph.name == name)
    #expect(graph.validate().isEmpty)
    #expect(Described.nominalMACs(graph) == macs)
    var outputs: [[UInt8]] = []
    // One run of the largest takes seconds in builds without optimisation.
    for seed in (macs < 20_000_000 ? [1, 2] : [1]) as [UInt32] {
      outputs += try Reference.run(graph, inputs: Described.noise(seed, graph)) { tensor, bytes in
        guard seed == 1, bytes.count >= 100 else { return }
        let usage = Usage(bytes, graph.tensors[tensor])
        #expect(usage.distinct >= 20, "\(name) \(graph.tensors[tensor].name): \(usage)")
        #expect(usage.clamped < 0.1, "\(name) \(graph.tensors[tensor].name): \(usage)")
        #expect(usage.zeros < 0.8, "\(name) \(graph.tensors[tensor].name): \(usage)")
      }
    }
    #expect(Set(outputs).count == outputs.count)
    #expect(Set(outputs[0]).count > 1)
  }

  @Test func everyFileOfTheZooIsTested() throws {
    let root = Files.folder(of: Files.folder(of: Files.folder(of: #filePath)))
    let files = try Files.list(Files.join(root, "recipes/zoo"), suffix: ".yaml")
    #expect(files.map { Files.name(of: $0) }.sorted() == Described.zoo.map { "\($0).yaml" })
  }

  @Test(arguments: Described.zoo) func startsWithTheModelineOfTheSchema(_ name: String) throws {
    let text = String(decoding: try Described.file("recipes/zoo/\(name).yaml"), as: UTF8.self)
    #expect(text.hasPrefix("# yaml-language-server: $schema=../schema/network.schema.json\n"))
  }
}

/// How an int8 tensor's values are spread.
struct Usage {
  var distinct: Int
  /// The parts of elements at an end of the range that is not the zero point, and at the zero point.
  var clamped: Double
  var zeros: Double

  init(_ bytes: [UInt8], _ tensor: Tensor) {
    var counts = [Int](repeating: 0, count: 256)
    for byte in bytes { counts[Int(byte)] += 1 }
    distinct = counts.count { $0 > 0 }
    let zero = UInt8(truncatingIfNeeded: tensor.quantization?.zeroPoint ?? 0)
    let ends = [0x7F, 0x80].filter { $0 != Int(zero) }.reduce(0) { $0 + counts[$1] }
    clamped = Double(ends) / Double(bytes.count)
    zeros = Double(counts[Int(zero)]) / Double(bytes.count)
  }
}
