/// RELU6: min(max(x, 0), 6), element by element; fused into its producer.
package struct Relu6: PlainElementwise, Hashable {
  package static let name = "RELU6"
  package static let summary = "the same scale and zero point in and out"

  package init() {}

  package func problems(_ operands: Operands) -> [Problem] {
    let problems = operands.requireInt8()
    guard problems.isEmpty, operands.input(0).quantization != operands.output.quantization else {
      return problems
    }
    return [
      Problem("the result has another scale or zero point than the input", expected: "the same")
    ]
  }
}
