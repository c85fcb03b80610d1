/// QUANTIZE: real numbers, or integers of another scale, to integers of the output's scale.
package struct Quantize: OperatorKind, Hashable {
  package static let name = "QUANTIZE"
  package static let summary =
    "float32, uint8, int16 or int8 to int8; int8 to uint8 or int16 at a model's border"
  package static let operandNames = ["input"]

  package init() {}
  package init(_ attributes: inout AttributeReader) {}
  package var attributes: [Attribute] { [] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] { [inputs[0]!.shape] }

  package func problems(_ operands: Operands) -> [Problem] {
    let (input, output) = (operands.input(0), operands.output)
    let isKnown =
      output.type == .int8
      ? [.float32, .uint8, .int16, .int8].contains(input.type)
      : input.type == .int8 && [.uint8, .int16].contains(output.type)
    guard isKnown else {
      return [
        Problem(
          "\(input.type.rawValue) to \(output.type.rawValue)",
          expected: "float32, uint8, int16 or int8 to int8, or int8 to uint8 or int16")
      ]
    }
    return operands.requirePerTensor(inputs: input.type == .float32 ? [] : [0])
  }

  package func window(of input: Int, _ operands: Operands) -> Window { .identity }
}
