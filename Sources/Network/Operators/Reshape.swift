/// RESHAPE: the same elements in the same order, in another shape.
package struct Reshape: Reinterpretation, Hashable {
  package static let name = "RESHAPE"
  package static let summary = "any shape of the same element count; one extent may be -1"

  package var shape: [Int]

  package init(shape: [Int]) { self.shape = shape }

  package init(_ attributes: inout AttributeReader) {
    shape = attributes.integers("shape", default: nil)
  }

  package var attributes: [Attribute] { [Attribute("shape", .integers(shape))] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let input = inputs[0]!.shape
    let known = shape.filter { $0 != -1 }
    if let fault = Shape(known).fault { throw Problem("the shape \(shape) has \(fault)") }
    let count = Shape(known).count
    let resolved = shape.map { $0 == -1 ? input.count / count : $0 }
    guard shape.count - known.count <= 1, Shape(resolved).fault == nil, Shape(resolved).count == input.count
    else { throw Problem("the shape \(shape)", expected: "\(input.count) elements as in \(input)") }
    return [Shape(resolved)]
  }
}
