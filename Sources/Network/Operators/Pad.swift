/// PAD: a border of zero points around a tensor.
package struct Pad: OperatorKind, Hashable {
  package static let name = "PAD"
  package static let summary =
    "constant borders of rows, columns and channels; folded into a convolution where it can be"
  package static let operandNames = ["input"]

  /// Before and after, axis by axis, outermost first: `[b0, a0, b1, a1, ...]`.
  package var paddings: [Int]

  package init(paddings: [Int]) { self.paddings = paddings }

  package init(_ attributes: inout AttributeReader) {
    paddings = attributes.integers("paddings", default: nil)
  }

  package var attributes: [Attribute] { [Attribute("paddings", .integers(paddings))] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let shape = inputs[0]!.shape
    guard paddings.count == 2 * shape.rank, paddings.allSatisfy((0...Padding.maximum).contains) else {
      throw Problem(
        "paddings \(paddings)",
        expected: "two numbers from 0 to \(Padding.maximum) for each of \(shape.rank) axes")
    }
    return [Shape(shape.extents.indices.map { paddings[2 * $0] + shape.extents[$0] + paddings[2 * $0 + 1] })]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    var problems = operands.requireInt8()
    let outer = max(0, operands.input(0).shape.rank - 3)
    if paddings.prefix(2 * outer).contains(where: { $0 != 0 }) {
      problems.append(Problem("padding of the batch axis", expected: "rows, columns or channels only"))
    }
    return problems
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    Window(
      rows: AxisWindow(offset: -paddings[0]), columns: AxisWindow(offset: -paddings[2]),
      channels: AxisWindow(offset: -paddings[4]))
  }

  package func canonical(_ operands: Operands) throws(Problem) -> any OperatorKind {
    let inner = paddings.suffix(6)
    return Pad(paddings: Array(repeating: 0, count: 6 - inner.count) + inner)
  }
}
