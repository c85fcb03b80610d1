/// The sums of a convolution or matrix before bias and scaling: wrapping int32, pixel by pixel, channels
/// innermost.
///
/// Written with pointers and `while`, because the network runs whenever a description is loaded, in builds
/// without optimisation too.
struct ChannelSums: Sendable {
  var values: [Int32]
  var channels: Int

  /// Nil for kinds without weights. O(multiply-accumulates).
  init?(_ kind: any OperatorKind, _ operands: Operands, input bytes: [UInt8]) {
    guard Description.hasWeights(type(of: kind)) else { return nil }
    let input = operands.input(0).shape
    let output = operands.output.shape
    let image = ChannelSums.widened(bytes, less: operands.input(0).quantization?.zeroPoint ?? 0)
    let weights = ChannelSums.widened(operands.input(1).data ?? [], less: 0)
    channels = output.channels
    values = [Int32](repeating: 0, count: output.count)
    switch kind {
    case let kind as Convolution2D:
      let taps = WindowTaps(kind.geometry(weights: operands.input(1).shape), input, output)
      convolve(image, weights, taps)
    case let kind as DepthwiseConvolution2D:
      let taps = WindowTaps(kind.geometry(weights: operands.input(1).shape), input, output)
      convolveByChannel(image, weights, taps)
    default: multiply(image, weights, depth: operands.input(1).shape.extents[1])
    }
  }

  private static func widened(_ bytes: [UInt8], less zero: Int) -> [Int16] {
    let zero = Int16(clamping: zero)
    return [Int16](unsafeUninitializedCapacity: bytes.count) { wide, count in
      count = bytes.count
      bytes.withUnsafeBufferPointer { bytes in
        guard let source = bytes.baseAddress, let target = wide.baseAddress else { return }
        var index = 0
        while index < bytes.count {
          target[index] = Int16(Int8(truncatingIfNeeded: source[index])) &- zero
          index &+= 1
        }
      }
    }
  }

  /// Every pixel's patch, gathered where it is larger than a pixel, times the matrix of weights.
  private mutating func convolve(_ image: [Int16], _ weights: [Int16], _ taps: WindowTaps) {
    let depth = taps.rows.count * taps.columns.count * taps.channels
    guard depth > taps.channels || taps.needsGathering else {
      return multiply(image, weights, depth: depth)
    }
    var patch = [Int16](repeating: 0, count: depth)
    let channels = channels
    values.withUnsafeMutableBufferPointer { values in
      image.withUnsafeBufferPointer { image in
        weights.withUnsafeBufferPointer { weights in
          patch.withUnsafeMutableBufferPointer { patch in
            guard let image = image.baseAddress, let weights = weights.baseAddress,
              let patch = patch.baseAddress, var target = values.baseAddress
            else { return }
            var y = 0
            while y < taps.outputRows {
              var x = 0
              while x < taps.outputColumns {
                taps.gather(image, y, x, into: patch)
                multiplyRow(patch, weights, depth, into: target, channels)
                target += channels
                x &+= 1
              }
              y &+= 1
            }
          }
        }
      }
    }
  }

  /// Rows of `depth` elements times the matrix of weights.
  private mutating func multiply(_ rows: [Int16], _ weights: [Int16], depth: Int) {
    let channels = channels
    values.withUnsafeMutableBufferPointer { values in
      rows.withUnsafeBufferPointer { rows in
        weights.withUnsafeBufferPointer { weights in
          guard let weights = weights.baseAddress, var source = rows.baseAddress,
            var target = values.baseAddress
          else { return }
          var left = values.count / channels
          while left > 0 {
            multiplyRow(source, weights, depth, into: target, channels)
            source += depth
            target += channels
            left &-= 1
          }
        }
      }
    }
  }

  private mutating func convolveByChannel(_ image: [Int16], _ weights: [Int16], _ taps: WindowTaps) {
    let channels = channels
    let multiplier = channels / taps.channels
    values.withUnsafeMutableBufferPointer { values in
      image.withUnsafeBufferPointer { image in
        weights.withUnsafeBufferPointer { weights in
          guard let image = image.baseAddress, let weights = weights.baseAddress,
            var target = values.baseAddress
          else { return }
          var y = 0
          while y < taps.outputRows {
            var x = 0
            while x < taps.outputColumns {
              taps.forEachTap(y, x) { tap, pixel in
                accumulate(image + pixel, weights + tap &* channels, taps.channels, multiplier, into: target)
              }
              target += channels
              x &+= 1
            }
            y &+= 1
          }
        }
      }
    }
  }
}

/// One row times a matrix of weights, one result a row of the matrix.
private func multiplyRow(
  _ row: UnsafePointer<Int16>, _ weights: UnsafePointer<Int16>, _ depth: Int,
  into target: UnsafeMutablePointer<Int32>, _ channels: Int
) {
  var weights = weights
  var channel = 0
  while channel < channels {
    var sum: Int32 = 0
    var index = 0
    while index < depth {
      sum &+= Int32(truncatingIfNeeded: row[index]) &* Int32(truncatingIfNeeded: weights[index])
      index &+= 1
    }
    target[channel] = sum
    weights += depth
    channel &+= 1
  }
}

/// Adds one tap of every channel: each input channel times its `multiplier` weights.
private func accumulate(
  _ pixel: UnsafePointer<Int16>, _ weights: UnsafePointer<Int16>, _ channels: Int, _ multiplier: Int,
  into target: UnsafeMutablePointer<Int32>
) {
  var channel = 0
  if multiplier == 1 {
    while channel < channels {
      let product = Int32(truncatingIfNeeded: pixel[channel]) &* Int32(truncatingIfNeeded: weights[channel])
      target[channel] = target[channel] &+ product
      channel &+= 1
    }
    return
  }
  while channel < channels {
    let value = Int32(truncatingIfNeeded: pixel[channel])
    var output = channel &* multiplier
    let end = output &+ multiplier
    while output < end {
      target[output] = target[output] &+ value &* Int32(truncatingIfNeeded: weights[output])
      output &+= 1
    }
    channel &+= 1
  }
}
