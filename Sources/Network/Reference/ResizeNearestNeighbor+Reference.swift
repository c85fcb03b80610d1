extension ResizeNearestNeighbor {
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let bytes = try Reference.bytes(inputs, 0, operands)
    let (input, output) = (operands.input(0).shape, operands.output.shape)
    let rows = (0..<output.rows).map { nearest($0, input: input.rows, output: output.rows) }
    let columns = (0..<output.columns).map { nearest($0, input: input.columns, output: output.columns) }
    var result: [UInt8] = []
    result.reserveCapacity(output.count)
    for image in 0..<input.batch {
      for row in rows {
        for column in columns {
          let pixel = ((image * input.rows + row) * input.columns + column) * input.channels
          result += bytes[pixel..<pixel + input.channels]
        }
      }
    }
    return [result]
  }

  /// The input position copied to an output position, in float32 throughout.
  private func nearest(_ position: Int, input: Int, output: Int) -> Int {
    let isAligned = alignCorners && output > 1
    let ratio: Float = isAligned ? Float(input - 1) / Float(output - 1) : Float(input) / Float(output)
    let centre: Float = halfPixelCenters ? Float(position) + 0.5 : Float(position)
    let product = centre * ratio
    let rounded = Int(alignCorners ? product.rounded(.toNearestOrAwayFromZero) : product.rounded(.down))
    return min(max(rounded, 0), input - 1)
  }
}
