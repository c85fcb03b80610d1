/// HARD_SWISH: x * relu6(x + 3) / 6, element by element.
package struct HardSwish: PlainElementwise, Hashable {
  package static let name = "HARD_SWISH"
  package static let summary = "any scales"

  package init() {}

  package func problems(_ operands: Operands) -> [Problem] {
    let problems = operands.requireInt8()
    guard problems.isEmpty, let input = operands.input(0).quantization,
      let output = operands.output.quantization,
      input.scale / 128 >= output.scale
    else { return problems }
    return [
      Problem(
        "the result's scale is \(output.scale)", expected: "more than 1/128 of the input's \(input.scale)")
    ]
  }
}
