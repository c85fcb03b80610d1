/// The real numbers a tensor holds, or may hold: an interval around 0.
struct ValueRange: Sendable, Hashable {
  var least: Double
  var greatest: Double

  init(_ least: Double, _ greatest: Double) {
    self.least = min(least, 0)
    self.greatest = max(greatest, 0)
  }

  /// What a tensor's scale and zero point can express.
  init(_ quantization: Quantization, _ type: ElementType) {
    let limits = ValueRange.integers(type)
    let scale = Double(quantization.scale)
    self.init(
      scale * Double(limits.lowerBound - quantization.zeroPoint),
      scale * Double(limits.upperBound - quantization.zeroPoint))
  }

  /// What a fused activation leaves of the interval.
  func clamped(_ activation: Activation) -> ValueRange {
    let limits = ValueRange.limits(activation)
    return ValueRange(max(least, limits.least), min(greatest, limits.greatest))
  }

  /// The scale and zero point that express the interval best; 0 is expressed exactly.
  func quantization(_ type: ElementType) -> Quantization {
    let limits = ValueRange.integers(type)
    // Symmetric where 16 bits are more than enough, as converters do.
    let span =
      type == .int16
      ? 2 * max(-least, greatest) * Double(limits.upperBound - limits.lowerBound) / 65534 : greatest - least
    let step = span / Double(limits.upperBound - limits.lowerBound)
    guard step.isFinite, step > 0 else { return Quantization(scale: 1, zeroPoint: 0) }
    let scale = Float(min(max(step, 1e-20), 1e20))
    guard type != .int16 else { return Quantization(scale: scale, zeroPoint: 0) }
    let zero = Double(limits.lowerBound) - least / Double(scale)
    let clamped = min(max(zero, Double(limits.lowerBound)), Double(limits.upperBound))
    return Quantization(scale: scale, zeroPoint: Int(clamped.rounded(.toNearestOrAwayFromZero)))
  }

  /// The real numbers an activation function lets through.
  static func limits(_ activation: Activation) -> (least: Double, greatest: Double) {
    switch activation {
    case .none: (-.infinity, .infinity)
    case .relu: (0, .infinity)
    case .relu6: (0, 6)
    case .reluN1To1: (-1, 1)
    }
  }

  static func integers(_ type: ElementType) -> ClosedRange<Int> {
    switch type {
    case .uint8: 0...255
    case .int16: -32768...32767
    default: -128...127
    }
  }
}
