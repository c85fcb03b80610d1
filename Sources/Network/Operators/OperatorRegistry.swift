/// Every kind of operator a graph may hold, by name in alphabetical order.
package enum OperatorRegistry {
  package static let kinds: [any OperatorKind.Type] = [
    Add.self, AveragePool2D.self, Concatenation.self, Convolution2D.self, DepthwiseConvolution2D.self,
    Dequantize.self, ExpandDimensions.self, FullyConnected.self, HardSwish.self, LeakyRelu.self,
    Logistic.self, MaxPool2D.self, Mean.self, Multiply.self, Pack.self, Pad.self, Quantize.self, Relu.self,
    Relu6.self, Reshape.self, ResizeNearestNeighbor.self, ShapeOf.self, Softmax.self, Split.self,
    Squeeze.self, StridedSlice.self, Subtract.self, Tanh.self, Transpose.self,
  ].sorted { $0.name < $1.name }

  package static func kind(named name: String) -> (any OperatorKind.Type)? {
    kinds.first { $0.name == name }
  }
}
