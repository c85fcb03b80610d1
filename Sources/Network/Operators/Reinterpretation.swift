/// An operator that gives the same bytes another shape: normalisation aliases its result to its input where
/// both have the same rows, columns and channels.
package protocol Reinterpretation: OperatorKind {}

extension Reinterpretation {
  package static var operandNames: [String] { ["input"] }

  package func problems(_ operands: Operands) -> [Problem] {
    let (input, output) = (operands.input(0), operands.output)
    guard input.type == output.type else {
      return [Problem("the result is \(output.type.rawValue)", expected: input.type.rawValue)]
    }
    return []
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    .whole(operands.input(0).shape)
  }

  package func canonical(_ operands: Operands) throws(Problem) -> any OperatorKind {
    Reshape(shape: operands.output.shape.canonical.extents)
  }
}
