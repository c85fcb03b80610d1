/// The constants of convolutions as kernels with Helium read them: `sn_mve_products.h` and `depthwise_mve.c` say how.
struct MVETable: Sendable, Hashable {
  private(set) var words: [Int32] = []

  /// A convolution's constants as portable kernels take them.
  struct Source {
    var weights: [UInt8]
    /// With the input's zero point, modulo 2^32.
    var biases: [Int32]
    var multipliers: [Int32]
    var shifts: [Int]

    /// Whether every factor is between -1/2 and 1/2.
    var areFactorsSmall: Bool {
      zip(multipliers, shifts).allSatisfy { $0 == 0 || $0 > .min && (-31 ... -1).contains($1) }
    }
  }

  /// A convolution of one pixel, nil where the kernel would not be exact. O(weights).
  static func pointwise(_ source: Source, inputs: Int) -> MVETable? {
    guard source.areFactorsSmall else { return nil }
    var table = MVETable()
    for first in stride(from: 0, to: source.biases.count, by: 4) {
      var bytes: [UInt8] = []
      for input in stride(from: 0, to: inputs, by: 16) {
        let count = min(16, inputs - input)
        for channel in first..<first + 4 {
          let start = channel * inputs + input
          bytes += channel < source.biases.count ? source.weights[start..<start + count] : zeros[..<count]
        }
      }
      table.append(bytes)
      table.appendFactors(of: (0..<4).map { first + $0 }, source)
    }
    return table
  }

  /// A convolution of any window, as ``pointwise(_:inputs:)`` of all its inputs, nil where the kernel would not be
  /// exact. O(weights).
  static func window(_ source: Source, inputs: Int, inputZero: Int) -> MVETable? {
    var folded = source
    for (index, weight) in source.weights.enumerated() {
      folded.biases[index / inputs] &-= Int32(Int(Int8(bitPattern: weight)) * inputZero)
    }
    return pointwise(folded, inputs: inputs)
  }

  /// A depthwise convolution, nil where the kernel would not be exact; its weights are those of all channels, tap
  /// by tap. O(weights).
  static func depthwise(_ source: Source, inputZero: Int) -> MVETable? {
    guard source.areFactorsSmall, !source.weights.contains(0x80) else { return nil }
    let channels = source.biases.count
    var folded = source
    for (index, weight) in source.weights.enumerated() {
      folded.biases[index % channels] &-= Int32(Int(Int8(bitPattern: weight)) * inputZero)
    }
    var table = MVETable()
    for next in stride(from: 0, to: channels, by: 16) {
      let (first, count) = (max(0, min(next, channels - 16)), min(16, channels))
      var bytes: [UInt8] = []
      for tap in stride(from: first, to: source.weights.count, by: channels) {
        bytes += source.weights[tap..<tap + count] + zeros[count...]
      }
      table.append(bytes)
      for lane in [0, 2, 1, 3] { table.appendFactors(of: (0..<4).map { first + lane + 4 * $0 }, folded) }
    }
    return table
  }

  private static let zeros = ArraySlice(repeating: UInt8(0), count: 16)

  /// Bytes, four a word, the first in the low bits.
  private mutating func append(_ bytes: [UInt8]) {
    for start in stride(from: 0, to: bytes.count, by: 4) {
      words.append(
        (0..<4).reduce(0) { $0 | Int32(bitPattern: UInt32(bytes[start + $1]) << UInt32(8 * $1)) })
    }
  }

  /// Biases, multipliers and shifts; zeros of channels that are not there.
  private mutating func appendFactors(of channels: [Int], _ source: Source) {
    let there = channels.map { $0 < source.biases.count ? $0 : nil }
    words += there.map { $0.map { source.biases[$0] } ?? 0 }
    words += there.map { $0.map { source.multipliers[$0] } ?? 0 }
    words += there.map { $0.map { source.multipliers[$0] == 0 ? 0 : Int32(source.shifts[$0]) } ?? 0 }
  }
}
