/// LOGISTIC: 1 / (1 + exp(-x)), element by element.
package struct Logistic: PlainElementwise, Hashable {
  package static let name = "LOGISTIC"
  package static let summary = "any input scale; output scale 1/256 and zero point -128"

  package init() {}

  package func problems(_ operands: Operands) -> [Problem] {
    let problems = operands.requireInt8()
    guard problems.isEmpty, operands.output.quantization != Quantization(scale: 1 / 256, zeroPoint: -128)
    else {
      return problems
    }
    return [Problem("the result has another scale or zero point", expected: "1/256 and -128")]
  }
}
