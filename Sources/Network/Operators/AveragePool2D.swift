/// AVERAGE_POOL_2D: the mean of a window, channel by channel; positions outside the tensor do not count.
package struct AveragePool2D: OperatorKind, Pooling, Hashable {
  package static let name = "AVERAGE_POOL_2D"
  package static let summary = "any window, stride and padding; fused activation"
  package static let operandNames = ["input"]

  package var kernel: Extent
  package var stride: Extent
  package var padding: Padding
  package var activation: Activation

  package init(kernel: Extent, stride: Extent, padding: Padding = .valid, activation: Activation = .none) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.activation = activation
  }

  package init(_ attributes: inout AttributeReader) {
    kernel = attributes.extent("kernel", default: nil, in: 1...4096)
    stride = attributes.extent("stride", default: Extent(1), in: 1...4096)
    padding = attributes.padding()
    activation = attributes.choice("activation", default: .none)
  }
}
