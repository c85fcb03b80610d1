/// The constants of a depthwise convolution as kernels with DSP instructions read them: `sn_depthwise_planar.h`
/// and `sn_depthwise_direct.h` say how.
///
/// Channels come in groups of four; where their number is no multiple of four, the last group is of the last
/// four channels, some of them for the second time.
struct DepthwiseRecords: Sendable, Hashable {
  enum Form: Sendable, Hashable {
    /// Channel by channel, weights in pairs along the rows of the window.
    case planar
    /// Group by group, weights tap by tap.
    case direct
  }

  private(set) var words: [Int32] = []

  /// A depthwise convolution's constants as portable kernels take them; at least four channels.
  struct Source {
    var weights: [UInt8]
    var rows: Int
    var columns: Int
    var biases: [Int32]
    var multipliers: [Int32]
    var shifts: [Int]
    var inputZero: Int
    var outputZero: Int

    var channels: Int { biases.count }

    func weight(_ channel: Int, _ tap: Int) -> Int {
      Int(Int8(bitPattern: weights[tap * channels + channel]))
    }
  }

  /// Nil where the quick requantisation would not be exact for some channel.
  ///
  /// - Complexity: O(weights); for a channel with a factor of 1/2 or more, O(sums it can have) beside.
  init?(_ source: Source, _ form: Form) {
    var factors: [QuickFactor] = []
    for channel in 0..<source.channels {
      guard let factor = QuickFactor(channel, source) else { return nil }
      factors.append(factor)
    }
    for first in stride(from: 0, to: source.channels, by: 4) {
      let group = min(first, source.channels - 4)..<min(first, source.channels - 4) + 4
      switch form {
      case .planar: for channel in group { appendPlanar(channel, factors[channel], source) }
      case .direct: appendDirect(group, factors, source)
      }
    }
  }

  private mutating func appendPlanar(_ channel: Int, _ factor: QuickFactor, _ source: Source) {
    words += [factor.bias, factor.multiplier, factor.places]
    for row in 0..<source.rows {
      for tap in stride(from: 0, to: source.columns, by: 2) {
        // The last tap has no partner and comes with the one before.
        let other = tap + 1 < source.columns ? tap + 1 : tap - 1
        appendHalves(
          source.weight(channel, row * source.columns + tap) * factor.scale,
          source.weight(channel, row * source.columns + other) * factor.scale)
      }
    }
  }

  private mutating func appendDirect(_ group: Range<Int>, _ factors: [QuickFactor], _ source: Source) {
    words += group.map { factors[$0].bias }
    for tap in 0..<source.rows * source.columns {
      for channel in group.lowerBound..<group.lowerBound + 2 {
        appendHalves(
          source.weight(channel, tap) * factors[channel].scale,
          source.weight(channel + 2, tap) * factors[channel + 2].scale)
      }
    }
    words += group.flatMap { [factors[$0].multiplier, factors[$0].places] }
  }

  private mutating func appendHalves(_ low: Int, _ high: Int) {
    words.append(Int32(truncatingIfNeeded: low & 0xFFFF | high << 16))
  }
}

/// A channel as the kernels compute it: weights and bias times `scale`, then a multiplier that is not negative,
/// and the right shift less 1.
private struct QuickFactor {
  var scale = 0
  var bias: Int32 = 0
  var multiplier: Int32 = 0
  var places: Int32 = 0

  init?(_ channel: Int, _ source: DepthwiseRecords.Source) {
    let multiplier = Int(source.multipliers[channel])
    let right = -source.shifts[channel]
    guard multiplier != 0 else { return }
    guard let sums = QuickFactor.sums(channel, source), multiplier > Int32.min else { return nil }
    let greatest = max(sums.upperBound, -sums.lowerBound)
    // The multiplier is below 2^31, so that the product is at most the sum.
    if right > 1, right < 63, greatest < 1 << (right - 1) { return }
    guard (-31...23).contains(right) else { return nil }
    let sign = multiplier < 0 ? -1 : 1
    self.multiplier = Int32(multiplier * sign)
    if right > 0 {
      (scale, places) = (2 * sign, Int32(right - 1))
    } else {
      guard let finer = QuickFactor.finer(channel, sums, greatest, source) else { return nil }
      (scale, places) = ((2 << (finer - right)) * sign, Int32(finer - 1))
    }
    bias = Int32(truncatingIfNeeded: Int(source.biases[channel]) * scale)
  }

  /// The sums that inputs can give; nil where one comes near the ends of 32 bits.
  private static func sums(_ channel: Int, _ source: DepthwiseRecords.Source) -> ClosedRange<Int>? {
    var (least, greatest) = (Int(source.biases[channel]), Int(source.biases[channel]))
    for tap in 0..<source.rows * source.columns {
      let weight = source.weight(channel, tap)
      let (low, high) = (weight * (-128 - source.inputZero), weight * (127 - source.inputZero))
      // Taps in the padding add nothing.
      least += min(low, high, 0)
      greatest += max(low, high, 0)
    }
    return least > -(1 << 30) && greatest < 1 << 30 ? least...greatest : nil
  }

  /// For a factor of 1/2 and above, by how many places sums are made finer so that one more rounding rounds all
  /// of them alike.
  private static func finer(
    _ channel: Int, _ sums: ClosedRange<Int>, _ greatest: Int, _ source: DepthwiseRecords.Source
  ) -> Int? {
    let (multiplier, shift) = (Int(source.multipliers[channel]), source.shifts[channel])
    guard greatest <= 1 << 16 else { return nil }
    let weight = (0..<source.rows * source.columns).map { abs(source.weight(channel, $0)) }.max() ?? 0
    for finer in 1..<14 {
      let scale = 2 << (finer + shift)
      guard weight * scale <= Int(Int16.max), greatest * scale <= Int(Int32.max) else { return nil }
      let isExact = sums.allSatisfy { sum in
        let quick = quickOutput(
          sum * scale * multiplier.signum(), abs(multiplier), finer - 1, source.outputZero)
        return quick == exactOutput(sum, multiplier, shift, source.outputZero)
      }
      if isExact { return finer }
    }
    return nil
  }

  /// As `sn_quick_output`.
  private static func quickOutput(_ twice: Int, _ multiplier: Int, _ places: Int, _ zero: Int) -> Int {
    let product = (twice * multiplier + 1 << 31) >> 32
    let scaled = product + (2 * zero + 1) << places + (twice < 0 ? -1 : 0)
    return min(max(scaled >> (places + 1), -128), 127)
  }

  /// As the portable kernels, for a shift to the left or none.
  private static func exactOutput(_ sum: Int, _ multiplier: Int, _ shift: Int, _ zero: Int) -> Int {
    let product = (sum << shift) * multiplier
    return min(max((product + 1 << 30) >> 31 + zero, -128), 127)
  }
}
