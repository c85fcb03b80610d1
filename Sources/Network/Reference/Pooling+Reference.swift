extension Pooling {
  /// The bytes of `reduce` for the elements inside every window, channel by channel.
  fileprivate func evaluate(
    _ inputs: [[UInt8]?], _ operands: Operands, _ reduce: ([Int32]) -> Int32
  ) throws(Problem) -> [[UInt8]] {
    let values = try Reference.integers(inputs, 0, operands)
    let limits = Reference.Limits(activation, try Reference.Affine(operands.output))
    let shape = operands.input(0).shape
    let window = Reference.ImageWindow(
      WindowGeometry(kernel: kernel, stride: stride, padding: padding), input: shape,
      output: operands.output.shape)
    var result: [UInt8] = []
    window.forEachPixel { image, rows, columns in
      for channel in 0..<shape.channels {
        let elements = rows.flatMap { row in
          columns.map { column in
            let pixel = (image * shape.rows + row.position) * shape.columns + column.position
            return values[pixel * shape.channels + channel]
          }
        }
        result.append(limits.byte(reduce(elements)))
      }
    }
    return [result]
  }
}

extension AveragePool2D {
  /// The mean of the elements inside, ties away from zero; the zero point plays no part.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    try evaluate(inputs, operands) { elements in
      let (sum, count) = (elements.reduce(0, &+), Int32(elements.count))
      return (sum > 0 ? sum &+ count / 2 : sum &- count / 2) / max(1, count)
    }
  }
}

extension MaxPool2D {
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    try evaluate(inputs, operands) { $0.reduce(-128, max) }
  }
}
