import CKernels
import Execution
import Network
import Planning
import Support
import TestSupport
import Testing

/// What planning writes into a kernel's parameters is what its C structure holds, field by field.
@Suite struct KernelLayoutTests {
  /// Every kernel's parameters for one random operator.
  private func examples() throws -> [String: (kernel: KernelDescriptor, parameters: KernelParameters)] {
    var examples: [String: (kernel: KernelDescriptor, parameters: KernelParameters)] = [:]
    var whole = Graph(name: "pool of a whole image")
    let image = whole.addInput("image", 4, 4, 4)
    whole.outputs = [try whole.add("pool", AveragePool2D(kernel: Extent(4), stride: Extent(1)), [image])]
    for kind in [nil] + RandomGraph.kinds {
      for seed in 0..<(kind == nil ? 1 : 60) as Range<UInt64> {
        let graph = try (kind.map { RandomGraph.make(only: $0, seed: seed) } ?? whole).normalised().graph
        for node in graph.operators {
          let operands = graph.operands(of: node)
          var kernels = KernelRegistry.dsp.kernels.filter {
            examples[$0.name] == nil && $0.operatorName == node.kindName && $0.matches(node, operands)
          }
          if let kernel = KernelRegistry.portable.kernel(for: node, operands) { kernels.append(kernel) }
          for kernel in kernels { examples[kernel.name] = (kernel, kernel.parameters(node, operands)) }
        }
      }
    }
    return examples
  }

  @Test func structuresAgreeWithTheHeader() throws {
    let fields = try CStructures.ofKernels()
    let examples = try examples()
    // Random graphs have few windows of 5 x 5 and 7 x 7; all depthwise kernels take one structure.
    #expect(Set(examples.keys).isSuperset(of: KernelRegistry.portable.kernels.map(\.name)))
    #expect(
      Set(examples.values.map(\.kernel.structure))
        == Set(KernelRegistry.shipped(for: ["dsp"]).kernels.map(\.structure)))
    for (name, example) in examples.sorted(by: { $0.key < $1.key }) {
      let written =
        example.parameters.tables.map { "\($0.isBytes ? "int8_t" : "int32_t") *\($0.field)" }
        + example.parameters.scalars.map { "\($0.isReal ? "float" : "int32_t") \($0.field)" }
      #expect(fields[example.kernel.structure] == written, "\(name)")
    }
  }

  @Test func sizesAgreeWithTheCompiler() throws {
    for (name, example) in try examples().sorted(by: { $0.key < $1.key }) {
      let written = example.parameters.tables.count * 8 + example.parameters.scalars.count * 4
      let alignment = example.parameters.tables.isEmpty ? 4 : 8
      let size = try #require(CStructures.sizes[example.kernel.structure], "\(name)")
      #expect((written + alignment - 1) / alignment * alignment == size, "\(name)")
    }
  }

  @Test func everyKernelHasItsFunction() {
    let kernels = KernelRegistry.shipped(for: ["dsp"]).kernels
    for kernel in kernels {
      #expect(KernelLibrary.shipped[kernel.function] != nil, "\(kernel.name)")
    }
    let names = kernels.map(\.name)
    #expect(Set(names).count == names.count)
  }
}

extension KernelParameters.Table {
  fileprivate var isBytes: Bool {
    if case .int8 = values { return true }
    return false
  }
}

extension KernelParameters.Scalar {
  fileprivate var isReal: Bool {
    if case .float32 = value { return true }
    return false
  }
}
