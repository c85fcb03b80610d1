/// CONCATENATION: several tensors one behind the other along an axis; elements are copied as they are.
package struct Concatenation: OperatorKind, Hashable {
  package static let name = "CONCATENATION"
  package static let summary = "along rows, columns or channels; elements are copied"
  package static let operandNames = ["input"]
  package static let isVariadic = true

  package var axis: Int

  package init(axis: Int) { self.axis = axis }

  package init(_ attributes: inout AttributeReader) {
    axis = attributes.integer("axis", default: nil, in: -Shape.maximumRank...Shape.maximumRank)
    attributes.refuseActivation()
  }

  package var attributes: [Attribute] { [Attribute("axis", .integer(axis))] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    var result = inputs[0]!.shape
    let axis = try resolveAxis(axis, rank: result.rank)
    for input in inputs.dropFirst() {
      var shape = input!.shape
      guard shape.rank == result.rank else {
        throw Problem("operands of shapes \(result) and \(shape)", expected: "one rank")
      }
      let extent = shape.extents[axis]
      shape.extents[axis] = result.extents[axis]
      guard shape == result else {
        throw Problem("operand of shape \(input!.shape)", expected: "\(result) but for axis \(axis)")
      }
      result.extents[axis] += extent
    }
    return [result]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    let axis = (try? canonicalAxis(axis, rank: operands.input(0).shape.rank)) == nil
    let scales = operands.inputs.compactMap { $0 }.filter { $0.quantization != operands.output.quantization }
      .map {
        Problem("operand \($0.name) has another scale or zero point than the result", expected: "the same")
      }
    return operands.requireInt8(inputs: Array(operands.inputs.indices)) + scales
      + (axis ? [Problem("concatenation along the batch axis", expected: "rows, columns or channels")] : [])
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    let start = (0..<input).reduce(0) { $0 + operands.input($1).shape.canonicalExtent(axis) }
    return .shifted(by: -start, axis: axis)
  }

  package func canonical(_ operands: Operands) throws(Problem) -> any OperatorKind {
    Concatenation(axis: try canonicalAxis(axis, rank: operands.output.shape.rank))
  }
}

extension AttributeReader {
  /// Refuses a fused activation where the kind has none.
  mutating func refuseActivation() {
    let activation: Activation = choice("activation", default: .none)
    if activation != .none { refuse(Problem("a fused activation \(activation.rawValue)", expected: "none")) }
  }
}

extension Window {
  /// Element by element, but `offset` positions further along one canonical axis.
  static func shifted(by offset: Int, axis: Int) -> Window {
    var window = Window.identity
    switch axis {
    case 0: window.rows.offset = offset
    case 1: window.columns.offset = offset
    default: window.channels.offset = offset
    }
    return window
  }
}
