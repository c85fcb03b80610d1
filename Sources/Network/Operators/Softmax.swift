/// SOFTMAX: exponentials over the channels of each pixel, scaled to a sum of 1.
package struct Softmax: OperatorKind, Hashable {
  package static let name = "SOFTMAX"
  package static let summary = "over the innermost axis; int8 to int8"
  package static let operandNames = ["input"]

  package var beta: Double

  package init(beta: Double = 1) { self.beta = beta }

  package init(_ attributes: inout AttributeReader) { beta = attributes.real("beta", default: 1) }

  package var attributes: [Attribute] { [Attribute("beta", .real(beta))] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] { [inputs[0]!.shape] }

  package func problems(_ operands: Operands) -> [Problem] {
    var problems = operands.requireInt8()
    guard problems.isEmpty, let output = operands.output.quantization else { return problems }
    if output != Quantization(scale: 1 / 256, zeroPoint: -128) {
      problems.append(
        Problem(
          "the result has the scale \(output.scale) and zero point \(output.zeroPoint)",
          expected: "1/256 and -128"))
    }
    if beta <= 0 { problems.append(Problem("beta is \(beta)", expected: "a positive number")) }
    return problems
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    Window(rows: .identity, columns: .identity, channels: .whole(operands.input(0).shape.channels))
  }
}
