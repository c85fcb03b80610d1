extension FullyConnected {
  /// The input read flat as rows of `depth` elements, each row times the weights of every unit.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let input = try Reference.centred(inputs, 0, operands).values
    let weights = try Reference.integers(inputs, 1, operands)
    let requantization = try Reference.Requantization(inputs, operands, activation, single: true)
    let (units, depth) = (operands.input(1).shape.extents[0], operands.input(1).shape.extents[1])
    var result: [UInt8] = []
    result.reserveCapacity(operands.output.shape.count)
    input.withUnsafeBufferPointer { input in
      weights.withUnsafeBufferPointer { weights in
        guard let rows = input.baseAddress, let weights = weights.baseAddress else { return }
        for row in 0..<input.count / depth {
          for unit in 0..<units {
            let sum = Reference.dotProduct(weights + unit * depth, rows + row * depth, depth)
            result.append(requantization.byte(sum, channel: unit))
          }
        }
      }
    }
    return [result]
  }
}
