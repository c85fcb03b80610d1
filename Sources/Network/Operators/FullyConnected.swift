/// FULLY_CONNECTED: a matrix over the innermost elements; normalisation turns it into CONV_2D.
package struct FullyConnected: OperatorKind, Hashable {
  package static let name = "FULLY_CONNECTED"
  package static let summary = "any number of rows; per-tensor or per-channel weights; fused activation"
  package static let operandNames = ["input", "weights", "bias"]
  package static let requiredOperands = 2
  package static let imageOperands = 1

  package var activation: Activation
  package var keepDimensions: Bool

  package init(activation: Activation = .none, keepDimensions: Bool = false) {
    self.activation = activation
    self.keepDimensions = keepDimensions
  }

  package init(_ attributes: inout AttributeReader) {
    activation = attributes.choice("activation", default: .none)
    keepDimensions = attributes.boolean("keep_dimensions", default: false)
  }

  package var attributes: [Attribute] {
    [Attribute("activation", activation.value), Attribute("keep_dimensions", .boolean(keepDimensions))]
  }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let (input, weights) = (inputs[0]!.shape, inputs[1]!.shape)
    guard weights.rank == 2 else {
      throw Problem("weights of shape \(weights)", expected: "output channels x input channels")
    }
    let depth = weights.extents[1]
    guard input.count % depth == 0 else {
      throw Problem("weights for \(depth) inputs", expected: "a divisor of \(input.count)")
    }
    if keepDimensions {
      guard input.channels == depth else {
        throw Problem("weights for \(depth) inputs", expected: "\(input.channels)")
      }
      return [Shape(input.extents.dropLast() + [weights.extents[0]])]
    }
    return [Shape([input.count / depth, weights.extents[0]])]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    operands.requireInt8()
      + operands.requireWeights(axis: 0, channels: operands.output.shape.channels)
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    .whole(operands.input(0).shape)
  }

  package func macsPerTap(_ operands: Operands) -> Int {
    operands.input(0).shape.channels * operands.output.shape.channels
  }
}
