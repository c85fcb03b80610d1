import Network
import Support

/// QUANTIZE and DEQUANTIZE at the borders of a graph and inside it.
extension RandomGraph {
  static let borderAdditions = [
    Addition(kind: Quantize.name, weight: 1) { maker in
      let input = maker.operand()
      maker.add(Quantize(), [input], maker.quantization())
    },
    Addition(kind: Quantize.name, weight: 1) { $0.addBorderInput() },
    Addition(kind: Quantize.name, weight: 1) { maker in
      let type = maker.random.choice([ElementType.uint8, .int16])
      let wide = maker.add(Quantize(), [maker.operand()], results: [(type, maker.quantization(type))])
      if maker.graph.operators.count > 1 { maker.add(Quantize(), [wide[0]], maker.quantization()) }
    },
    Addition(kind: Dequantize.name, weight: 1) { maker in
      let real = maker.add(Dequantize(), [maker.operand()], results: [(.float32, nil)])
      if maker.graph.operators.count > 1 { maker.add(Quantize(), [real[0]], maker.quantization()) }
    },
    Addition(kind: Dequantize.name, weight: 0) { maker in
      let type = maker.random.choice([ElementType.uint8, .int16])
      let shape = maker.randomShape()
      maker.add(Dequantize(), [maker.addInput(shape, type)], results: [(.float32, nil)])
    },
  ]

  /// An input of any type, brought to int8.
  mutating func addBorderInput() {
    let type = random.choice([ElementType.int8, .int8, .uint8, .int16, .float32])
    let shape = randomShape()
    let input = addInput(shape, type)
    if type != .int8 { add(Quantize(), [input], quantization()) }
  }

  /// A tensor, or what QUANTIZE or DEQUANTIZE makes of it for the caller.
  mutating func addBorder(behind output: TensorIndex) -> TensorIndex {
    guard tensor(output).type == .int8, random.oneIn(3) else { return output }
    let type = random.choice([ElementType.uint8, .int16, .float32])
    let kind: any OperatorKind = type == .float32 ? Dequantize() : Quantize()
    return add(kind, [output], results: [(type, quantization(type))])[0]
  }
}
