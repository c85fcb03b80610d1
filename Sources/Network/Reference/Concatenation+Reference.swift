extension Concatenation {
  /// Copies: all operands have the result's scale and zero point.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let axis = try resolveAxis(axis, rank: operands.output.shape.rank)
    return [try Reference.interleave(inputs, operands) { $0.extents[axis...].reduce(1, *) }]
  }
}

extension Pack {
  /// Copies, one behind the other along the new axis.
  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    let axis = try resolveAxis(axis, rank: operands.output.shape.rank)
    return [try Reference.interleave(inputs, operands) { $0.extents[axis...].reduce(1, *) }]
  }
}

extension Reference {
  /// A run of every operand in turn, again and again; `run` is its length in elements for an operand's shape.
  fileprivate static func interleave(
    _ inputs: [[UInt8]?], _ operands: Operands, run: (Shape) -> Int
  ) throws(Problem) -> [UInt8] {
    var parts: [(bytes: [UInt8], run: Int)] = []
    for index in inputs.indices {
      let tensor = operands.input(index)
      parts.append((try bytes(inputs, index, operands), run(tensor.shape) * tensor.type.byteCount))
    }
    var result: [UInt8] = []
    result.reserveCapacity(operands.output.byteCount)
    for turn in 0..<parts[0].bytes.count / parts[0].run {
      for part in parts { result += part.bytes[turn * part.run..<(turn + 1) * part.run] }
    }
    return result
  }
}
