import Support

extension Graph: CustomStringConvertible {
  /// The graph as text, one line an operator: what `--dump graph` prints and golden tests compare.
  package var description: String {
    var lines = ["graph \(name)"]
    lines += inputs.map { "input \(tensors[$0].summary)" }
    for node in operators {
      let operands = node.inputs.map { $0.map { tensors[$0].name } ?? "-" }.joined(separator: ", ")
      let attributes = node.kind.attributes.map { " \($0)" }.joined()
      let results = node.outputs.map { tensors[$0].summary }.joined(separator: ", ")
      lines.append("\(node.name) = \(node.kindName)(\(operands))\(attributes) -> \(results)")
    }
    lines += outputs.map { "output \(tensors[$0].name)" }
    return lines.joined(separator: "\n")
  }

  /// SHA-256 of the structure: operators, attributes, shapes, types and quantisation of activations and the
  /// shapes of constants, without their values. A schedule names the graph it is for by this hash.
  package var structuralHash: String {
    let constants = tensors.filter(\.isConstant).map(\.summary).joined(separator: "\n")
    return SHA256.hash(Array("\(description)\n\(constants)".utf8)).hex
  }
}

extension Tensor {
  /// `block1:int8 48x48x16 (scale 0.02, zero point -128)`.
  package var summary: String {
    var text = "\(name):\(type.rawValue) \(shape)"
    if let quantization, quantization.isPerTensor {
      text += " (scale \(quantization.scale), zero point \(quantization.zeroPoint))"
    }
    return text
  }
}
