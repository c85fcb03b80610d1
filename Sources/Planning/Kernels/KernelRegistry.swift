import Network

/// The kernels that ship with StreamNet, in the order in which they are tried.
package struct KernelRegistry: Sendable {
  package var kernels: [KernelDescriptor]

  package init(_ kernels: [KernelDescriptor]) { self.kernels = kernels }

  /// The portable kernels.
  package static let portable = KernelRegistry([
    .pointwise, .convolution, .depthwise, .add, .addBroadcast, .subtract, .subtractBroadcast, .multiply,
    .multiplyBroadcast, .averagePool, .maxPool, .mean, .pixelSum, .meanOfSum, .averageOfSum, .relu, .relu6,
    .hardSwish, .leakyRelu, .logistic,
    .tanh, .softmax, .quantize, .requantize, .requantizeWider, .dequantize, .pad, .slice, .reshape,
    .concatenation, .transpose, .resize,
  ])

  /// The kernel for an operator of a normalised graph, nil where none computes it.
  package func kernel(for node: Operator, _ operands: Operands) -> KernelDescriptor? {
    kernels.first { $0.operatorName == node.kindName && $0.matches(node, operands) }
  }
}
