import Support

extension Synthetic {
  /// Scales and bias of an operator with weights, then the scale of its result and the result itself.
  ///
  /// A channel's bias moves the mean of its sums near 0, its weights' scale gives them the wanted spread; both
  /// with some chance, so that channels differ. Where the result's scale is chosen already, all weights'
  /// scales are reduced until the result fits.
  static func calibrateSums(
    _ sums: ChannelSums, _ node: Operator, in graph: inout Graph, _ scales: inout SharedScales, seed: Int
  ) -> [UInt8] {
    var random = random(seed, graph.name, node.name)
    let (weights, output) = (node.inputs[1]!, node.outputs[0])
    let activation = activation(of: node.kind)
    let statistics = ChannelStatistics(sums)
    let bias = node.inputs.count > 2 ? node.inputs[2] : nil
    let biases = bias == nil ? nil : biases(statistics, activation, &random)
    let input = Double(graph.tensors[node.inputs[0]!].quantization?.scale ?? 1)
    let isPerTensor = graph.tensors[weights].quantization?.isPerTensor ?? true
    let isPerChannel = !isPerTensor || sums.channels == 1
    let deviations = isPerChannel ? statistics.deviations : [statistics.overallDeviation]
    let spread = spread(activation)
    var scale = deviations.map { deviation in
      spread * (isPerChannel ? Double(128 + random.next(below: 257)) / 256 : 1) / (deviation * input)
    }
    let raw = range(sums, biases, scale.map { $0 * input })
    let quantization: Quantization
    if let chosen = scales.quantization(of: output) {
      quantization = chosen
      let factor = reduction(of: raw, to: ValueRange(chosen, .int8))
      scale = scale.map { $0 * factor }
    } else {
      quantization = widened(raw, activation, count: sums.values.count).quantization(.int8)
      scales.choose(quantization, for: output)
    }
    let singles = scale.map { Float($0) }
    graph.tensors[weights].quantization?.scales = singles
    graph.tensors[output].quantization = quantization
    if let bias, let biases {
      graph.tensors[bias].data = biases.flatMap { value in
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> ($0 as Int32)) }
      }
      graph.tensors[bias].quantization?.scales = singles.map { $0 * Float(input) }
    }
    return quantized(sums, biases, singles.map { Double($0) * input }, quantization, activation)
  }

  /// The wanted standard deviation of a result before its activation: for RELU6 one that reaches 6.
  private static func spread(_ activation: Activation) -> Double {
    switch activation {
    case .relu6: 2
    case .none, .relu: 1
    case .reluN1To1: 0.5
    }
  }

  private static func activation(of kind: any OperatorKind) -> Activation {
    switch kind {
    case let kind as Convolution2D: kind.activation
    case let kind as DepthwiseConvolution2D: kind.activation
    case let kind as FullyConnected: kind.activation
    default: .none
    }
  }

  /// Biases that move the mean of a rectified channel to 0 to 3/4 standard deviations, of another to at most
  /// 1/4 on either side.
  private static func biases(
    _ statistics: ChannelStatistics, _ activation: Activation, _ random: inout SplitMix64
  ) -> [Int32] {
    let isRectified = activation == .relu || activation == .relu6
    return statistics.means.indices.map { channel in
      let shift = Double(random.int(in: isRectified ? 0...192 : -64...64)) / 256
      let bias = shift * statistics.deviations[channel] - statistics.means[channel]
      return Int32(min(max(bias, -0x1p30), 0x1p30).rounded(.toNearestOrAwayFromZero))
    }
  }

  /// The range with room on both sides: much where few values were seen.
  private static func widened(_ range: ValueRange, _ activation: Activation, count: Int) -> ValueRange {
    let room = max(-range.least, range.greatest) * min(2, 2 / Double(count).squareRoot())
    return ValueRange(range.least - room, range.greatest + room).clamped(activation)
  }

  /// The factor that makes a range fit another; a side on which the other has no room does not count.
  private static func reduction(of range: ValueRange, to limits: ValueRange) -> Double {
    var factor = Double.infinity
    if range.least < 0, limits.least < 0 { factor = min(factor, limits.least / range.least) }
    if range.greatest > 0, limits.greatest > 0 { factor = min(factor, limits.greatest / range.greatest) }
    return factor.isFinite && factor > 0 ? factor : 1
  }

  /// The range of the sums with bias in real numbers; `steps` is the value of 1, by channel or for all.
  private static func range(_ sums: ChannelSums, _ biases: [Int32]?, _ steps: [Double]) -> ValueRange {
    var least = [Int32](repeating: .max, count: sums.channels)
    var greatest = [Int32](repeating: .min, count: sums.channels)
    least.withUnsafeMutableBufferPointer { least in
      greatest.withUnsafeMutableBufferPointer { greatest in
        sums.values.withUnsafeBufferPointer { values in
          guard let least = least.baseAddress, let greatest = greatest.baseAddress,
            var source = values.baseAddress
          else { return }
          var left = values.count / sums.channels
          while left > 0 {
            var channel = 0
            while channel < sums.channels {
              let value = source[channel]
              if value < least[channel] { least[channel] = value }
              if value > greatest[channel] { greatest[channel] = value }
              channel &+= 1
            }
            source += sums.channels
            left &-= 1
          }
        }
      }
    }
    var range = ValueRange(0, 0)
    for channel in 0..<sums.channels {
      let bias = Double(biases?[channel] ?? 0)
      let step = steps[steps.count == 1 ? 0 : channel]
      range = ValueRange(
        min(range.least, (Double(least[channel]) + bias) * step),
        max(range.greatest, (Double(greatest[channel]) + bias) * step))
    }
    return range
  }

  /// The sums with bias as int8 of the result's scale: within a step of the reference arithmetic.
  private static func quantized(
    _ sums: ChannelSums, _ biases: [Int32]?, _ steps: [Double], _ quantization: Quantization,
    _ activation: Activation
  ) -> [UInt8] {
    let limits = ValueRange(quantization, .int8).clamped(activation)
    let scale = Double(quantization.scale)
    let zero = Double(quantization.zeroPoint)
    let (low, high) = (limits.least / scale + zero, limits.greatest / scale + zero)
    let factors = (0..<sums.channels).map { steps[steps.count == 1 ? 0 : $0] / scale }
    let offsets = (0..<sums.channels).map { Double(biases?[$0] ?? 0) * factors[$0] + zero }
    return [UInt8](unsafeUninitializedCapacity: sums.values.count) { bytes, count in
      count = sums.values.count
      sums.values.withUnsafeBufferPointer { values in
        factors.withUnsafeBufferPointer { factors in
          offsets.withUnsafeBufferPointer { offsets in
            guard let source = values.baseAddress, let target = bytes.baseAddress,
              let factors = factors.baseAddress, let offsets = offsets.baseAddress
            else { return }
            var index = 0
            var channel = 0
            while index < values.count {
              let value = Double(source[index]) * factors[channel] + offsets[channel]
              let inside = value < low ? low : value > high ? high : value
              // Conversion truncates; 128.5 makes the number positive and rounds.
              target[index] = UInt8(truncatingIfNeeded: Int32(inside + 128.5) &- 128)
              channel = channel &+ 1 == sums.channels ? 0 : channel &+ 1
              index &+= 1
            }
          }
        }
      }
    }
  }
}
