/// TRANSPOSE: the axes of a tensor in another order.
package struct Transpose: OperatorKind, Hashable {
  package static let name = "TRANSPOSE"
  package static let summary = "any order of rows, columns and channels"
  package static let operandNames = ["input"]

  /// Output axis i is input axis `permutation[i]`.
  package var permutation: [Int]

  package init(permutation: [Int]) { self.permutation = permutation }

  package init(_ attributes: inout AttributeReader) {
    permutation = attributes.integers("permutation", default: nil)
  }

  package var attributes: [Attribute] { [Attribute("permutation", .integers(permutation))] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let shape = inputs[0]!.shape
    guard permutation.sorted() == Array(0..<shape.rank) else {
      throw Problem("permutation \(permutation)", expected: "each of 0 to \(shape.rank - 1) once")
    }
    return [Shape(permutation.map { shape.extents[$0] })]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    let outer = max(0, operands.input(0).shape.rank - 3)
    let isInner =
      permutation.prefix(outer).allSatisfy { operands.input(0).shape.extents[$0] == 1 }
      && permutation.dropFirst(outer).filter { $0 < outer }.isEmpty
    return operands.requireInt8()
      + (isInner ? [] : [Problem("permutation \(permutation)", expected: "the batch axis in its place")])
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    func axis(_ index: Int) -> AxisWindow {
      permutation[index] == index ? .identity : .whole(operands.input(0).shape.canonicalExtent(index))
    }
    return Window(rows: axis(0), columns: axis(1), channels: axis(2))
  }

  package func canonical(_ operands: Operands) throws(Problem) -> any OperatorKind {
    let outer = permutation.count - 3
    let inner = permutation.suffix(3).map { $0 - outer }
    return Transpose(permutation: Array(0..<3 - inner.count) + inner)
  }
}
