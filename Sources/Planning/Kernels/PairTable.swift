/// The constants of a convolution as kernels with DSP instructions read them: `sn_dsp_products.h` says how.
///
/// Pairs of output channels follow each other. A pair has two words for every four inputs (each half is the
/// weight of the first channel plus 256 times that of the second, for inputs 0 and 2, then 1 and 3), the two
/// biases doubled, the two multipliers, and a word with the right shifts less 1 in bytes 0 and 1.
struct PairTable: Sendable, Hashable {
  private(set) var words: [Int32] = []
  /// Whether sums of second channels fit into 24 bits, which all kernels but those of windows in place need.
  private(set) var hasSmallSums = true

  /// A convolution's constants as portable kernels take them. All inputs of a window count as one row.
  struct Source {
    var weights: [UInt8]
    var inputs: Int
    /// Without the input's zero point.
    var biases: [Int32]
    var multipliers: [Int32]
    var shifts: [Int]
    var inputZero: Int
    var outputZero: Int
    var bounds: ClosedRange<Int>

    func weight(_ channel: Int, _ input: Int) -> Int {
      Int(Int8(bitPattern: weights[channel * inputs + input]))
    }
  }

  /// Nil where the quick requantisation would not be exact: a factor of 1/2 or more, sums of 2^30 or more, a
  /// weight of -128 above a negative one, or below a factor that is negative. Otherwise channels of negative
  /// factors are had by weights and biases of the other sign.
  ///
  /// - Complexity: O(weights).
  init?(_ source: Source) {
    let channels = source.biases.count
    words.reserveCapacity((channels + 1) / 2 * (5 + (source.inputs + 3) / 4 * 2))
    for first in stride(from: 0, to: channels, by: 2) {
      guard let low = Channel(first, source) else { return nil }
      var high = Channel.absent
      if first + 1 < channels {
        guard let channel = Channel(first + 1, source) else { return nil }
        high = channel
      }
      guard append(low, high, source) else { return nil }
      words += [low.bias &* 2, high.bias &* 2, low.multiplier, high.multiplier]
      words.append(low.places | high.places << 8)
    }
  }

  private mutating func append(_ low: Channel, _ high: Channel, _ source: Source) -> Bool {
    var magnitude = 0
    for four in stride(from: 0, to: source.inputs, by: 4) {
      for odd in 0...1 {
        var word: UInt32 = 0
        for half in 0...1 {
          let input = four + odd + 2 * half
          guard input < source.inputs else { continue }
          let (first, second) = (low.weight(input, source), high.weight(input, source))
          guard first <= 127, let both = Int16(exactly: 256 * second + first) else { return false }
          magnitude += abs(second)
          word |= UInt32(UInt16(bitPattern: both)) << UInt32(16 * half)
        }
        words.append(Int32(bitPattern: word))
      }
    }
    if magnitude >= 1 << 16 { hasSmallSums = false }
    return true
  }

  /// An output channel as the table has it. Without an index its weights are 0.
  private struct Channel {
    var index: Int?
    var sign = 1
    var bias: Int32
    var multiplier: Int32
    /// The right shift less 1.
    var places: Int32

    static let absent = Channel(index: nil, bias: 0, multiplier: 0, places: 0)

    private init(index: Int?, sign: Int = 1, bias: Int32, multiplier: Int32, places: Int32) {
      (self.index, self.sign, self.bias) = (index, sign, bias)
      (self.multiplier, self.places) = (multiplier, places)
    }

    init?(_ index: Int, _ source: Source) {
      let sign = source.multipliers[index] < 0 ? -1 : 1
      var (bias, least, greatest) = (Int(source.biases[index]) * sign, 0, 0)
      for input in 0..<source.inputs {
        let weight = source.weight(index, input) * sign
        bias -= weight * source.inputZero
        least += min(weight * -128, weight * 127)
        greatest += max(weight * -128, weight * 127)
      }
      let sums = (bias + least)...(bias + greatest)
      let (multiplier, shift) = (Int(source.multipliers[index]) * sign, source.shifts[index])
      if let result = Channel.constantResult(sums, multiplier, shift, source) {
        // Four times the difference, by a factor of 1/4.
        self.init(
          index: nil, bias: Int32(4 * (result - source.outputZero)), multiplier: 1 << 30, places: 0)
      } else if multiplier > 0, multiplier <= Int32.max, (-23 ... -1).contains(shift),
        sums.lowerBound > -(1 << 30), sums.upperBound < 1 << 30
      {
        self.init(
          index: index, sign: sign, bias: Int32(truncatingIfNeeded: bias), multiplier: Int32(multiplier),
          places: Int32(-shift - 1))
      } else {
        return nil
      }
    }

    func weight(_ input: Int, _ source: Source) -> Int { index.map { source.weight($0, input) * sign } ?? 0 }

    /// What the channel is for all inputs, if that is one value: requantisation never falls while sums rise.
    private static func constantResult(
      _ sums: ClosedRange<Int>, _ multiplier: Int, _ shift: Int, _ source: Source
    ) -> Int? {
      func output(_ sum: Int) -> Int {
        let scaled = (sum * multiplier + 1 << 30) >> 31
        let divisor = 1 << -shift
        let (quotient, rest) = (scaled >> -shift, scaled & (divisor - 1))
        let rounded = quotient + (rest > (divisor - 1) / 2 + (scaled < 0 ? 1 : 0) ? 1 : 0)
        return min(max(rounded + source.outputZero, source.bounds.lowerBound), source.bounds.upperBound)
      }
      if multiplier == 0 {
        return min(max(source.outputZero, source.bounds.lowerBound), source.bounds.upperBound)
      }
      guard multiplier > 0, shift <= 0, sums.lowerBound >= Int(Int32.min), sums.upperBound <= Int(Int32.max)
      else { return nil }
      let result = output(sums.lowerBound)
      return output(sums.upperBound) == result ? result : nil
    }
  }
}
