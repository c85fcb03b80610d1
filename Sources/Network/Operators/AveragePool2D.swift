/// AVERAGE_POOL_2D: the mean of a window, channel by channel; positions outside the tensor do not count.
package struct AveragePool2D: Pooling, Hashable {
  package static let name = "AVERAGE_POOL_2D"

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
}
