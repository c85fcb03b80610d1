extension Synthetic {
  /// An interval that holds the results of an operator whatever the integers of its operands are.
  ///
  /// Source: interval arithmetic (Moore, 1966).
  static func possibleRange(_ node: Operator, _ graph: Graph, _ values: [[UInt8]]) -> ValueRange {
    let ranges = node.inputs.compactMap { $0 }.map { range(of: graph.tensors[$0], values[$0]) }
    guard let first = ranges.first else { return ValueRange(-1, 1) }
    let second = ranges.dropFirst().first ?? first
    switch node.kind {
    case let kind as Add:
      return ValueRange(first.least + second.least, first.greatest + second.greatest).clamped(kind.activation)
    case let kind as Subtract:
      return ValueRange(first.least - second.greatest, first.greatest - second.least).clamped(kind.activation)
    case let kind as Multiply:
      return ValueRange(
        min(first.least * second.greatest, first.greatest * second.least),
        max(first.least * second.least, first.greatest * second.greatest)
      ).clamped(kind.activation)
    case is Relu: return first.clamped(.relu)
    case is HardSwish: return ValueRange(first.least < 0 ? -0.375 : 0, first.greatest)
    case let kind as LeakyRelu:
      let slope = kind.alpha * first.least
      return ValueRange(slope, max(first.greatest, slope))
    default: return first
    }
  }

  /// What a tensor may hold; of float32, which has no scale, what it does hold.
  private static func range(of tensor: Tensor, _ bytes: [UInt8]) -> ValueRange {
    if let quantization = tensor.quantization { return ValueRange(quantization, tensor.type) }
    var range = ValueRange(0, 0)
    bytes.withUnsafeBytes { raw in
      for index in 0..<raw.count / 4 {
        let bits = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        let value = Double(Float(bitPattern: bits))
        range = ValueRange(min(range.least, value), max(range.greatest, value))
      }
    }
    return range
  }
}
