import Network
import Support

/// Convolutions, matrices and pools.
extension RandomGraph {
  static let windowAdditions = [
    Addition(kind: Convolution2D.name, weight: 5) { $0.addConvolution() },
    Addition(kind: DepthwiseConvolution2D.name, weight: 4) { $0.addDepthwise() },
    Addition(kind: nil, weight: 3) { maker in
      maker.addPad(rowsAndColumnsOnly: true)
      if maker.random.oneIn(2) { maker.addConvolution() } else { maker.addDepthwise() }
    },
    Addition(kind: FullyConnected.name, weight: 2) { $0.addMatrix() },
    Addition(kind: AveragePool2D.name, weight: 2) { $0.addPool(average: true) },
    Addition(kind: MaxPool2D.name, weight: 2) { $0.addPool(average: false) },
    Addition(kind: Mean.name, weight: 2) { $0.addMean() },
  ]

  mutating func addConvolution(pointwise: Bool = false) {
    let input = image()
    let shape = tensor(input).shape
    let geometry =
      pointwise ? WindowGeometry(kernel: Extent(1), stride: Extent(1), padding: .valid) : window(over: shape)
    let channels = random.choice([1, 2, 3, 5, 7, 8])
    let output = quantization()!
    let weights = addWeights(
      Shape([channels, geometry.kernel.rows, geometry.kernel.columns, shape.channels]), axis: 0, of: channels,
      from: input, to: output)
    add(
      Convolution2D(
        stride: geometry.stride, dilation: geometry.dilation, padding: geometry.padding,
        activation: activation()),
      [input] + weights, output)
  }

  mutating func addDepthwise() {
    let input = image()
    let shape = tensor(input).shape
    let geometry = window(over: shape)
    let channels = shape.channels * random.choice([1, 1, 1, 2, 3])
    let output = quantization()!
    let weights = addWeights(
      Shape([1, geometry.kernel.rows, geometry.kernel.columns, channels]), axis: 3, of: channels, from: input,
      to: output)
    add(
      DepthwiseConvolution2D(
        stride: geometry.stride, dilation: geometry.dilation, padding: geometry.padding,
        activation: activation()),
      [input] + weights, output)
  }

  mutating func addMatrix() {
    let input = operand { $0.shape.count < 600 }
    let shape = tensor(input).shape
    let depth = random.oneIn(2) ? shape.count : shape.channels
    let units = random.choice([1, 2, 3, 5, 10])
    let output = quantization()!
    let weights = addWeights(Shape([units, depth]), axis: 0, of: units, from: input, to: output)
    add(
      FullyConnected(activation: activation(), keepDimensions: depth == shape.channels && random.oneIn(2)),
      [input] + weights, output)
  }

  mutating func addPool(average: Bool) {
    let input = image()
    let shape = tensor(input).shape
    // Means over whole images are other operators.
    let isGlobal = average && random.oneIn(4)
    let geometry =
      isGlobal
      ? WindowGeometry(
        kernel: Extent(rows: shape.rows, columns: shape.columns), stride: Extent(1), padding: .valid)
      : window(over: shape, isPool: true)
    let quantization = tensor(input).quantization
    if average {
      add(
        AveragePool2D(
          kernel: geometry.kernel, stride: geometry.stride, padding: geometry.padding,
          activation: activation()),
        [input], quantization)
    } else {
      add(
        MaxPool2D(
          kernel: geometry.kernel, stride: geometry.stride, padding: geometry.padding,
          activation: activation()),
        [input], quantization)
    }
  }

  mutating func addMean(keepDimensions: Bool? = nil) {
    let input = image()
    let axes = random.choice([[1, 2], [1, 2], [2, 1], [1], [2], [-3, -2]])
    let keep = keepDimensions ?? random.oneIn(2)
    add(
      Mean(axes: axes, keepDimensions: keep), [input],
      random.oneIn(3) ? tensor(input).quantization : quantization())
  }

  mutating func activation() -> Activation {
    random.choice([.none, .none, .none, .relu, .relu6, .reluN1To1])
  }

  /// A window that fits: kernels up to 7x7 on any image, strides and dilations that differ between the axes.
  private mutating func window(over shape: Shape, isPool: Bool = false) -> WindowGeometry {
    let kernel = Extent(
      rows: random.choice([1, 1, 2, 3, 3, 5, 7]), columns: random.choice([1, 1, 2, 3, 3, 5, 7]))
    let stride = Extent(rows: random.choice([1, 1, 2, 3]), columns: random.choice([1, 1, 2, 3]))
    let isDilated = !isPool && random.oneIn(4)
    let dilation = isDilated ? Extent(rows: random.int(in: 1...3), columns: random.int(in: 1...3)) : Extent(1)
    // A pool's window must meet the image; a convolution's may lie in the padding altogether.
    func side(_ kernel: Int) -> Int { random.int(in: 0...(isPool ? kernel - 1 : 3)) }
    let sides = Padding.explicit(
      top: side(kernel.rows), bottom: side(kernel.rows), left: side(kernel.columns),
      right: side(kernel.columns))
    for padding in [random.choice([.same, .valid, sides, sides]), sides] {
      let geometry = WindowGeometry(kernel: kernel, stride: stride, dilation: dilation, padding: padding)
      if (try? geometry.output(rows: shape.rows, columns: shape.columns)) != nil { return geometry }
    }
    return WindowGeometry(kernel: kernel, stride: stride, dilation: dilation, padding: .same)
  }

  /// Weights and a bias for results of this quantisation: mostly factors that keep results in range, rarely
  /// factors above 1, scales of 0 and biases at the ends of their range.
  private mutating func addWeights(
    _ shape: Shape, axis: Int, of channels: Int, from input: TensorIndex, to output: Quantization
  ) -> [TensorIndex?] {
    let inputScale = tensor(input).quantization!.scale
    let isPerTensor = random.oneIn(4)
    let scales: [Float] = (0..<(isPerTensor ? 1 : channels)).map { _ in
      if random.oneIn(20) { return 0 }
      let factor = random.oneIn(20) ? random.scale(0, 8) : random.scale(-12, -5)
      return (random.oneIn(50) ? -factor : factor) * output.scale / inputScale
    }
    let weights = addConstant(
      shape, .int8, Quantization(scales: scales, zeroPoints: [0], axis: isPerTensor ? 0 : axis),
      random.bytes(shape.count))
    if random.oneIn(8) { return random.oneIn(2) ? [weights] : [weights, nil] }
    let isExtreme = random.oneIn(6)
    let biases = (0..<channels).flatMap { _ -> [UInt8] in
      let least = isExtreme ? Int(random.choice([Int32.min, Int32.max - 5000])) : -5000
      let bias = random.int(in: least...least + (isExtreme ? 5000 : 10000))
      return (0..<4).map { UInt8(truncatingIfNeeded: bias >> (8 * $0)) }
    }
    return [weights, addConstant(Shape([channels]), .int32, nil, biases)]
  }
}
