/// Mean and spread of a convolution's sums, channel by channel.
struct ChannelStatistics: Sendable {
  var means: [Double]
  /// The spread that scales are made for.
  var deviations: [Double]

  /// So many pixels of an average channel count beside each channel's own: where a map has few pixels, their
  /// mean and spread say little about other images.
  private static let prior = 16.0

  init(_ sums: ChannelSums) {
    let channels = sums.channels
    let pixels = sums.values.count / channels
    means = Array(repeating: 0, count: channels)
    var squares = [Double](repeating: 0, count: channels)
    means.withUnsafeMutableBufferPointer { means in
      squares.withUnsafeMutableBufferPointer { squares in
        sums.values.withUnsafeBufferPointer { values in
          guard let means = means.baseAddress, let squares = squares.baseAddress,
            var source = values.baseAddress
          else { return }
          var left = pixels
          while left > 0 {
            var channel = 0
            while channel < channels {
              let value = Double(source[channel])
              means[channel] += value
              squares[channel] += value * value
              channel &+= 1
            }
            source += channels
            left &-= 1
          }
        }
      }
    }
    let count = Double(pixels)
    let average = squares.reduce(0, +) / (count * Double(channels))
    deviations = squares
    for channel in 0..<channels {
      let mean = means[channel] / count
      let variance = max(0, squares[channel] / count - mean * mean)
      let shrunk = (count * variance + ChannelStatistics.prior * average) / (count + ChannelStatistics.prior)
      means[channel] = mean * count / (count + ChannelStatistics.prior)
      deviations[channel] = max(1, shrunk).squareRoot()
    }
  }

  /// One spread for all channels.
  var overallDeviation: Double {
    (deviations.reduce(0) { $0 + $1 * $1 } / Double(deviations.count)).squareRoot()
  }
}
