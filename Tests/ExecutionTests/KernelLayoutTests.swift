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
    for kind in RandomGraph.kinds {
      for seed in 0..<60 as Range<UInt64> {
        let graph = try RandomGraph.make(only: kind, seed: seed).normalised().graph
        for node in graph.operators {
          let operands = graph.operands(of: node)
          guard let kernel = KernelRegistry.portable.kernel(for: node, operands) else { continue }
          examples[kernel.name] = (kernel, kernel.parameters(node, operands))
        }
      }
    }
    return examples
  }

  @Test func structuresAgreeWithTheHeader() throws {
    let fields = try CStructures.ofKernels()
    let examples = try examples()
    #expect(Set(examples.keys) == Set(KernelRegistry.portable.kernels.map(\.name)))
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
    for kernel in KernelRegistry.portable.kernels {
      #expect(KernelLibrary.portable[kernel.function] != nil, "\(kernel.name)")
    }
    let names = KernelRegistry.portable.kernels.map(\.name)
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
