/// TANH: the hyperbolic tangent, element by element.
package struct Tanh: PlainElementwise, Hashable {
  package static let name = "TANH"
  package static let summary = "any input scale; output scale 1/128 and zero point 0"

  package init() {}

  package func problems(_ operands: Operands) -> [Problem] {
    let problems = operands.requireInt8()
    guard problems.isEmpty, operands.output.quantization != Quantization(scale: 1 / 128, zeroPoint: 0) else {
      return problems
    }
    return [Problem("the result has another scale or zero point", expected: "1/128 and 0")]
  }
}
