/// An operator that a plug-in defines: what files call CUSTOM. Shapes and windows are those of one place in one
/// graph.
package struct CustomOperator: OperatorKind {
  package static let name = "CUSTOM"
  package static let summary = "whatever a plug-in of kind operator defines"
  package static let operandNames = ["input"]
  package static let isVariadic = true

  /// What it computes, as ``evaluate(_:_:)``; it may ask a plug-in.
  package typealias Arithmetic = @Sendable ([[UInt8]?], Operands) throws(Problem) -> [[UInt8]]

  /// The name that files give it.
  package let kindName: String
  /// Attributes in a form of its own, as bytes.
  package let options: [UInt8]
  /// The shapes of its operands and its result, as images.
  private let inputShapes: [Shape]
  private let resultShape: Shape
  private let windows: [Window]
  private let arithmetic: Arithmetic

  package init(
    _ name: String, options: [UInt8], inputs: [Shape], result: Shape, windows: [Window],
    arithmetic: @escaping Arithmetic
  ) {
    kindName = name
    self.options = options
    inputShapes = inputs
    resultShape = result
    self.windows = windows
    self.arithmetic = arithmetic
  }

  /// Descriptions name no operators of plug-ins.
  package init(_ attributes: inout AttributeReader) {
    self.init(
      Self.name, options: [], inputs: [], result: Shape(rows: 1, columns: 1, channels: 1), windows: []
    ) { _, _ throws(Problem) in throw Problem("an operator without a definition") }
    attributes.refuse(Problem("an operator of a plug-in", expected: "a TensorFlow Lite model"))
  }

  package var attributes: [Attribute] {
    options.isEmpty ? [] : [Attribute("options", .integers(options.map { Int($0) }))]
  }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let shapes = inputs.map { $0!.shape }
    guard shapes.map(\.canonical) == inputShapes else {
      throw Problem("operands of shape \(shapes)", expected: "\(inputShapes)")
    }
    return [
      shapes[0].replacingImage(
        rows: resultShape.rows, columns: resultShape.columns, channels: resultShape.channels)
    ]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    operands.requireInt8(inputs: Array(operands.inputs.indices))
  }

  package func window(of input: Int, _ operands: Operands) -> Window { windows[input] }

  package func evaluate(_ inputs: [[UInt8]?], _ operands: Operands) throws(Problem) -> [[UInt8]] {
    try arithmetic(inputs, operands)
  }
}

/// Finds the operator that a file calls by a name of its own; nil where nothing defines it.
///
/// It is given the name, the shapes of the operands as images with whether each is a constant, and the file's
/// bytes of attributes.
package typealias CustomOperators = (String, [(shape: Shape, isConstant: Bool)], [UInt8]) throws(Problem) ->
  CustomOperator?
