/// An operator on two int8 tensors, element by element; an extent of 1 meets any extent (NumPy's rule).
package protocol Broadcasting: OperatorKind {
  var activation: Activation { get set }
  init(activation: Activation)
}

extension Broadcasting {
  package static var summary: String {
    "broadcasting over rows, columns and channels; constant operands; fused activation"
  }
  package static var operandNames: [String] { ["left", "right"] }

  package init(_ attributes: inout AttributeReader) {
    self.init(activation: attributes.choice("activation", default: .none))
  }

  package var attributes: [Attribute] { [Attribute("activation", activation.value)] }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let shapes = [inputs[0]!.shape, inputs[1]!.shape]
    let rank = max(shapes[0].rank, shapes[1].rank)
    var result: [Int] = []
    for axis in 0..<rank {
      let pair = shapes.map { axis < rank - $0.rank ? 1 : $0.extents[axis - rank + $0.rank] }
      guard pair[0] == pair[1] || pair.contains(1) else {
        throw Problem(
          "operands of shapes \(shapes[0]) and \(shapes[1])", expected: "extents that are equal or 1")
      }
      result.append(max(pair[0], pair[1]))
    }
    return [Shape(result)]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    operands.requireInt8(inputs: [0, 1]) + operands.requireOneImage(inputs: [0, 1])
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    let (shape, result) = (operands.input(input).shape, operands.output.shape)
    func axis(_ own: Int, _ other: Int) -> AxisWindow { own == other ? .identity : .whole(own) }
    return Window(
      rows: axis(shape.rows, result.rows), columns: axis(shape.columns, result.columns),
      channels: axis(shape.channels, result.channels))
  }
}
