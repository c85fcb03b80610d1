import YAML

/// A constant operand of an element-wise operator on two tensors.
struct ConstantOperand {
  var shape: Shape
  /// Whether it is the first operand.
  var isFirst: Bool
}

extension DescriptionReader {
  /// The value of the key `constant`, nil where there is none or it is refused.
  mutating func readConstant(_ layer: Layer) -> ConstantOperand? {
    guard let reader = layer.reader.mapping("constant", .optional) else { return nil }
    let side = reader.string("side", default: "right", among: ["left", "right"])
    guard let shape = readShape(reader) else { return nil }
    return ConstantOperand(shape: shape, isFirst: side == "left")
  }

  mutating func addConstant(_ constant: ConstantOperand, name: String, at node: YAML.Node) -> TensorIndex? {
    guard claimConstant(constant.shape, .int8, "\(name): the values of the constant", at: node) else {
      return nil
    }
    return addZeros(
      "\(name).constant", constant.shape, .int8, Quantization(scale: 1, zeroPoint: 0))
  }
}
