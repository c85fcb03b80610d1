/// RESIZE_NEAREST_NEIGHBOR: rows and columns repeated or left out.
package struct ResizeNearestNeighbor: OperatorKind, Hashable {
  package static let name = "RESIZE_NEAREST_NEIGHBOR"
  package static let summary = "any size up or down; aligned corners; half-pixel centres"
  package static let operandNames = ["input"]

  package var size: Extent
  package var alignCorners: Bool
  package var halfPixelCenters: Bool

  package init(size: Extent, alignCorners: Bool = false, halfPixelCenters: Bool = false) {
    self.size = size
    self.alignCorners = alignCorners
    self.halfPixelCenters = halfPixelCenters
  }

  package init(_ attributes: inout AttributeReader) {
    size = attributes.extent("size", default: nil, in: 1...Shape.maximumExtent)
    alignCorners = attributes.boolean("align_corners", default: false)
    halfPixelCenters = attributes.boolean("half_pixel_centers", default: false)
  }

  package var attributes: [Attribute] {
    [
      Attribute("size", size.value), Attribute("align_corners", .boolean(alignCorners)),
      Attribute("half_pixel_centers", .boolean(halfPixelCenters)),
    ]
  }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let shape = inputs[0]!.shape
    return [shape.replacingImage(rows: size.rows, columns: size.columns, channels: shape.channels)]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    operands.requireInt8() + operands.requireOneImage()
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    let shape = operands.input(0).shape
    return Window(
      rows: axis(input: shape.rows, output: size.rows),
      columns: axis(input: shape.columns, output: size.columns), channels: .identity)
  }

  /// The input position that each output position of an axis copies, in the reference's float arithmetic.
  package func sources(input: Int, output: Int) -> [Int] {
    let scale =
      alignCorners && output > 1 ? Float(input - 1) / Float(output - 1) : Float(input) / Float(output)
    let offset: Float = halfPixelCenters ? 0.5 : 0
    return (0..<output).map { y in
      let position = (Float(y) + offset) * scale
      let nearest = alignCorners ? position.rounded(.toNearestOrAwayFromZero) : position.rounded(.down)
      return max(0, min(Int(nearest), input - 1))
    }
  }

  /// The affine window that covers ``sources(input:output:)``: the exact fraction where the float arithmetic
  /// agrees with it, widened by the greatest deviation elsewhere.
  private func axis(input: Int, output: Int) -> AxisWindow {
    let corners = alignCorners && output > 1
    var window = AxisWindow(
      numerator: 2 * (corners ? input - 1 : input), denominator: 2 * (corners ? output - 1 : output))
    if halfPixelCenters { window.phase += window.numerator / 2 }
    if alignCorners { window.phase += window.denominator / 2 }
    let deviations = sources(input: input, output: output).enumerated().map { $1 - window.first($0) }
    let (least, greatest) = (deviations.min() ?? 0, deviations.max() ?? 0)
    window.offset += least
    window.taps += greatest - least
    return window
  }
}
