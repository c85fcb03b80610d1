/// A window over rows and columns, channel by channel, without weights.
package protocol Pooling: OperatorKind {
  var kernel: Extent { get }
  var stride: Extent { get }
  var padding: Padding { get }
  var activation: Activation { get set }
  init(kernel: Extent, stride: Extent, padding: Padding, activation: Activation)
}

extension Pooling {
  package static var summary: String { "any window, stride and padding; fused activation" }
  package static var operandNames: [String] { ["input"] }

  package init(_ attributes: inout AttributeReader) {
    self.init(
      kernel: attributes.extent("kernel", default: nil, in: 1...4096),
      stride: attributes.extent("stride", default: Extent(1), in: 1...4096), padding: attributes.padding(),
      activation: attributes.choice("activation", default: .none))
  }

  package var geometry: WindowGeometry { WindowGeometry(kernel: kernel, stride: stride, padding: padding) }

  package var attributes: [Attribute] {
    [
      Attribute("kernel", kernel.value), Attribute("stride", stride.value),
      Attribute("padding", padding.value), Attribute("activation", activation.value),
    ]
  }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let shape = inputs[0]!.shape
    let size = try geometry.output(rows: shape.rows, columns: shape.columns)
    let sides = geometry.sides(rows: shape.rows, columns: shape.columns)
    guard sides.top < kernel.rows, sides.bottom < kernel.rows, sides.left < kernel.columns,
      sides.right < kernel.columns
    else { throw Problem("padding as wide as the window", expected: "windows that meet the tensor") }
    return [shape.replacingImage(rows: size.rows, columns: size.columns, channels: shape.channels)]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    var problems = operands.requireInt8() + operands.requireOneImage()
    if problems.isEmpty, let input = operands.input(0).quantization,
      let output = operands.output.quantization,
      abs(input.scale - output.scale) > 1e-6 || input.zeroPoint != output.zeroPoint
    {
      problems.append(
        Problem("the result has another scale or zero point than the input", expected: "the same"))
    }
    return problems
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    let shape = operands.input(0).shape
    let axes = geometry.axes(rows: shape.rows, columns: shape.columns)
    return Window(rows: axes.rows, columns: axes.columns, channels: .identity)
  }
}
