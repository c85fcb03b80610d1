import Network
import Planning
import Support
import TestSupport
import Testing

/// Every kernel for cores with DSP instructions or Helium, on their model, computes what the reference computes, in what it
/// declares to read, write and need.
@Suite struct QuickKernelTests {
  private let again = RunSeed.reproduction("QuickKernelTests")

  static let quick = KernelRegistry.mve.kernels + KernelRegistry.dsp.kernels

  @Test(arguments: quick.map(\.name))
  func equalsReference(name: String) throws {
    let kernel = try #require(Self.quick.first { $0.name == name })
    let registry = KernelRegistry([kernel] + KernelRegistry.portable.kernels)
    var compared = 0
    for number in 0..<400 where compared < 12 {
      var random = RunSeed.generator(name, number)
      let graph = try QuickGraph.make(for: kernel, &random)
      let normalised = try graph.normalised().graph
      guard
        normalised.operators.contains(where: {
          registry.kernel(for: $0, normalised.operands(of: $0))?.name == name
        })
      else { continue }
      compared += 1
      do throws(Diagnostics) {
        let exactness = try BitExactness(graph, inputs: graph.randomInputs(&random), kernels: registry)
        let differences = try exactness.allDifferences(&random)
        #expect(differences.isEmpty, "\(again), \(name) \(number): \(differences)\n\(graph)")
      } catch {
        Issue.record("\(again), \(name) \(number): \(error)\n\(graph)")
      }
    }
    #expect(compared >= 6, "\(again), \(name): \(compared) graphs it computes")
  }

  @Test func promiseWhatPortableKernelsDo() throws {
    for kernel in Self.quick {
      let portable = KernelRegistry.portable.kernels.filter { $0.operatorName == kernel.operatorName }
      #expect(
        portable.contains {
          $0.call == kernel.call && $0.alias == kernel.alias && $0.costClass == kernel.costClass
        }, "\(kernel.name)")
      #expect(kernel.requires.count == 1 && kernel.sources[0].hasSuffix(".c"))
    }
    #expect(KernelRegistry.shipped(for: []).kernels.count == KernelRegistry.portable.kernels.count)
  }
}

/// Graphs of one operator of the kind that a kernel computes.
private enum QuickGraph {
  static func make(for kernel: KernelDescriptor, _ random: inout SplitMix64) throws -> Graph {
    switch kernel.operatorName {
    case Convolution2D.name, DepthwiseConvolution2D.name:
      return try convolution(kernel, &random)
    case PixelSum.name:
      return RandomGraph.make(only: Mean.name, seed: random.next())
    default:
      return RandomGraph.make(only: kernel.operatorName, seed: random.next())
    }
  }

  private static func convolution(_ kernel: KernelDescriptor, _ random: inout SplitMix64) throws -> Graph {
    let isDepthwise = kernel.operatorName == DepthwiseConvolution2D.name
    let channels = random.choice(
      isDepthwise ? [4, 5, 6, 8, 11, 16, 21, 35] : [3, 3, 4, 5, 8, 12, 16, 19, 40])
    let side = kernel.call == .run ? 1 : random.choice([1, 2, 3, 3, 5, 7])
    let stride = kernel.call == .run ? 1 : random.choice([1, 1, 2, 3])
    let dilation = kernel.call == .run || random.oneIn(2) ? 1 : random.int(in: 1...2)
    let size = (rows: random.int(in: 1...9), columns: random.int(in: 1...17))
    let extent = (side - 1) * dilation + 1
    let isPadded = extent > min(size.rows, size.columns) || random.oneIn(2)
    let padding = isPadded ? Padding.same : .valid
    var graph = Graph(name: kernel.name)
    let image = graph.addInput("image", size.rows, size.columns, channels)
    let results = isDepthwise ? channels : random.choice([1, 2, 3, 4, 7, 8])
    let shape = isDepthwise ? [1, side, side, channels] : [results, side, side, channels]
    let scales = (0..<results).map { _ in random.scale(-9, -4) * (random.oneIn(12) ? -0.05 : 0.05) }
    let weights = graph.addWeights(
      "weights", shape,
      (0..<shape.reduce(1, *)).map { _ in UInt8(bitPattern: Int8(random.int(in: -127...127))) })
    graph.tensors[weights].quantization = Quantization(
      scales: scales, zeroPoints: [0], axis: isDepthwise ? 3 : 0)
    let kind: any OperatorKind =
      isDepthwise
      ? DepthwiseConvolution2D(
        stride: Extent(stride), dilation: Extent(dilation), padding: padding,
        activation: random.choice([.none, .relu6]))
      : Convolution2D(
        stride: Extent(stride), dilation: Extent(dilation), padding: padding,
        activation: random.choice([.none, .relu6]))
    graph.outputs = [try graph.add("result", kind, [image, weights, nil])]
    return graph
  }
}
