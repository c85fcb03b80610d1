extension Convolution2D {
  /// Output channel c of a pixel: the sum of weight * (input - zero point) over taps and input channels.
  /// Taps outside the image contribute nothing.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let image = try Reference.centred(inputs, 0, operands).values
    let weights = try Reference.integers(inputs, 1, operands)
    let requantization = try Reference.Requantization(
      inputs, operands, activation, single: multipliesScalesInSingle)
    let (shape, kernel, output) = (operands.input(0).shape, operands.input(1).shape, operands.output.shape)
    let size = Extent(rows: kernel.extents[1], columns: kernel.extents[2])
    let window = Reference.ImageWindow(
      WindowGeometry(kernel: size, stride: stride, dilation: dilation, padding: padding), input: shape,
      output: output)
    let channels = shape.channels
    let depth = size.rows * size.columns * channels
    var result: [UInt8] = []
    result.reserveCapacity(output.count)
    let patch = UnsafeMutablePointer<Int32>.allocate(capacity: depth)
    defer { patch.deallocate() }
    image.withUnsafeBufferPointer { image in
      weights.withUnsafeBufferPointer { weights in
        guard let image = image.baseAddress, let weights = weights.baseAddress else { return }
        window.forEachPixel { index, rows, columns in
          patch.initialize(repeating: 0, count: depth)
          for row in rows {
            let start = (index * shape.rows + row.position) * shape.columns
            for column in columns {
              (patch + (row.index * size.columns + column.index) * channels).update(
                from: image + (start + column.position) * channels, count: channels)
            }
          }
          for channel in 0..<output.channels {
            let sum = Reference.dotProduct(weights + channel * depth, patch, depth)
            result.append(requantization.byte(sum, channel: channel))
          }
        }
      }
    }
    return [result]
  }
}
