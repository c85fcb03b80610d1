import Network

/// A positive real factor as kernels apply it: `multiplier / 2^31 * 2^shift`, the multiplier in 2^30..<2^31.
///
/// Source: gemmlowp's fixed-point multiplication as TensorFlow Lite Micro prepares it. Factors below 2^-32
/// become 0; those from 2^31 on saturate.
package struct QuantizedMultiplier: Sendable, Hashable {
  package var multiplier: Int
  package var shift: Int

  package init(_ factor: Double) {
    guard factor != 0, factor.isFinite else {
      (multiplier, shift) = (0, 0)
      return
    }
    shift = Int(factor.exponent) + 1
    let significand = factor.sign == .minus ? -factor.significand : factor.significand
    multiplier = Int((significand * 0x1p30).rounded(.toNearestOrAwayFromZero))
    if multiplier == 1 << 31 {
      multiplier /= 2
      shift += 1
    }
    if shift < -31 { (multiplier, shift) = (0, 0) }
    if shift > 31 { (multiplier, shift) = ((1 << 31) - 1, 31) }
  }
}

/// The tables by which a convolution brings its accumulators to the output's scale.
struct ChannelRequantization {
  var multipliers: [Int32] = []
  var shifts: [UInt8] = []

  /// - Parameter multipliesInSingle: whether input and weight scale are multiplied in float32 first.
  init(input: Tensor, weights: Tensor, output: Tensor, channels: Int, multipliesInSingle: Bool = false) {
    let (scale, filter) = (input.quantization!.scale, weights.quantization!)
    for channel in 0..<channels {
      let product =
        multipliesInSingle
        ? Double(scale * filter.scale(channel)) : Double(scale) * Double(filter.scale(channel))
      let factor = QuantizedMultiplier(product / Double(output.quantization!.scale))
      multipliers.append(Int32(factor.multiplier))
      shifts.append(UInt8(bitPattern: Int8(factor.shift)))
    }
  }
}

extension Activation {
  /// The least and greatest int8 that a result of this quantisation may have.
  func bounds(_ quantization: Quantization) -> (least: Int, greatest: Int) {
    func quantized(_ value: Float) -> Int {
      let steps = (value / quantization.scale).rounded(.toNearestOrAwayFromZero)
      return quantization.zeroPoint + Int(min(max(steps, -1e9), 1e9))
    }
    switch self {
    case .none: return (-128, 127)
    case .relu: return (max(-128, quantized(0)), 127)
    case .reluN1To1: return (max(-128, quantized(-1)), min(127, quantized(1)))
    case .relu6: return (max(-128, quantized(0)), min(127, quantized(6)))
    }
  }
}

extension Tensor {
  /// The zero point of a tensor with one.
  var zeroPoint: Int { quantization?.zeroPoint ?? 0 }

  var scale: Double { Double(quantization?.scale ?? 0) }
}
