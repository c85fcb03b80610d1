/// DEQUANTIZE: integers to the real numbers they stand for.
package struct Dequantize: OperatorKind, Hashable {
  package static let name = "DEQUANTIZE"
  package static let summary = "int8, uint8 or int16 to float32 at a model's border"
  package static let operandNames = ["input"]

  package init() {}
  package init(_ attributes: inout AttributeReader) {}
  package var attributes: [Attribute] { [] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] { [inputs[0]!.shape] }

  package func problems(_ operands: Operands) -> [Problem] {
    let (input, output) = (operands.input(0), operands.output)
    guard [.int8, .uint8, .int16].contains(input.type), output.type == .float32 else {
      return [
        Problem(
          "\(input.type.rawValue) to \(output.type.rawValue)", expected: "int8, uint8 or int16 to float32")
      ]
    }
    return Operands(inputs: operands.inputs, outputs: []).requirePerTensor()
  }

  package func window(of input: Int, _ operands: Operands) -> Window { .identity }
}
