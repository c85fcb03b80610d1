import Network
import Support

/// The kernels that ship with StreamNet, in the order in which they are tried.
package struct KernelRegistry: Sendable {
  package var kernels: [KernelDescriptor]

  package init(_ kernels: [KernelDescriptor]) { self.kernels = kernels }

  /// The portable kernels, which every board can run. What they promise is what plans are made with.
  package static let portable = KernelRegistry([
    .pointwise, .convolution, .depthwise, .add, .addBroadcast, .subtract, .subtractBroadcast, .multiply,
    .multiplyBroadcast, .averagePool, .maxPool, .mean, .pixelSum, .meanOfSum, .averageOfSum, .relu, .relu6,
    .hardSwish, .leakyRelu, .logistic,
    .tanh, .softmax, .quantize, .requantize, .requantizeWider, .dequantize, .pad, .slice, .reshape,
    .concatenation, .transpose, .resize,
  ])

  /// Kernels for cores with DSP instructions, the quickest first.
  package static let dsp = KernelRegistry(
    KernelDescriptor.quickConvolutions + KernelDescriptor.depthwisePlanar + KernelDescriptor.depthwiseDirect
      + KernelDescriptor.quickElementwise + KernelDescriptor.lookups)

  /// What ships for a board with these features: the kernels that need some of them, then the portable ones.
  package static func shipped(for features: some Sequence<String>) -> KernelRegistry {
    let features = Set(features)
    return KernelRegistry(
      dsp.kernels.filter { $0.requires.isSubset(of: features) } + portable.kernels)
  }

  /// The kernels for operators of this kind, whether they compute this one or not.
  func candidates(for node: Operator) -> [KernelDescriptor] {
    kernels.filter { $0.operatorName == node.kindName }
  }

  /// The kernel for an operator of a normalised graph, nil where none computes it.
  package func kernel(for node: Operator, _ operands: Operands) -> KernelDescriptor? {
    kernels.first { $0.operatorName == node.kindName && $0.matches(node, operands) }
  }
}

extension KernelRegistry {
  /// The same with kernels of plug-ins before its own, the most important first, those alike by name.
  ///
  /// - Throws: operators that two kernels of plug-ins compute, neither before the other.
  package func preceded(by plugins: [KernelDescriptor], in graph: Graph) throws(Diagnostics) -> KernelRegistry
  {
    let sorted = plugins.sorted { ($1.priority, $0.name) < ($0.priority, $1.name) }
    var findings: [Diagnostic] = []
    for node in graph.operators {
      let operands = graph.operands(of: node)
      let found = sorted.filter { $0.operatorName == node.kindName && $0.matches(node, operands) }
      if found.count > 1, found[0].priority == found[1].priority {
        findings.append(
          Diagnostic(
            at: graph.location(of: node),
            "kernels \(found[0].name) and \(found[1].name) both compute this operator",
            expected: "one of them with a greater priority"))
      }
    }
    guard findings.isEmpty else { throw Diagnostics(findings) }
    return KernelRegistry(sorted + kernels)
  }
}
