extension DepthwiseConvolution2D {
  /// Output channel i * multiplier + j of a pixel: the sum of weight * (input channel i - zero point) over
  /// taps.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let image = try Reference.centred(inputs, 0, operands).values
    let weights = try Reference.integers(inputs, 1, operands)
    let requantization = try Reference.Requantization(inputs, operands, activation, single: false)
    let (shape, kernel, output) = (operands.input(0).shape, operands.input(1).shape, operands.output.shape)
    let size = Extent(rows: kernel.extents[1], columns: kernel.extents[2])
    let window = Reference.ImageWindow(
      WindowGeometry(kernel: size, stride: stride, dilation: dilation, padding: padding), input: shape,
      output: output)
    var result: [UInt8] = []
    result.reserveCapacity(output.count)
    let sums = UnsafeMutablePointer<Int32>.allocate(capacity: output.channels)
    defer { sums.deallocate() }
    image.withUnsafeBufferPointer { image in
      weights.withUnsafeBufferPointer { weights in
        guard let image = image.baseAddress, let weights = weights.baseAddress else { return }
        window.forEachPixel { index, rows, columns in
          sums.initialize(repeating: 0, count: output.channels)
          for row in rows {
            let start = (index * shape.rows + row.position) * shape.columns
            for column in columns {
              DepthwiseConvolution2D.accumulate(
                image + (start + column.position) * shape.channels, channels: shape.channels,
                weights: weights + (row.index * size.columns + column.index) * output.channels,
                multiplier: output.channels / shape.channels, sums)
            }
          }
          for channel in 0..<output.channels {
            result.append(requantization.byte(sums[channel], channel: channel))
          }
        }
      }
    }
    return [result]
  }

  /// Adds one tap of one pixel to the sums of all output channels.
  private static func accumulate(
    _ pixel: UnsafePointer<Int32>, channels: Int, weights: UnsafePointer<Int32>, multiplier: Int,
    _ sums: UnsafeMutablePointer<Int32>
  ) {
    for copy in 0..<multiplier {
      var output = copy
      var input = 0
      while input < channels {
        sums[output] = sums[output] &+ weights[output] &* pixel[input]
        input = input &+ 1
        output = output &+ multiplier
      }
    }
  }
}
