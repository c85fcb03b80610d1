/// The sum of all pixels, channel by channel: the first half of a mean over the whole image, which can be taken
/// while the image is made. Only normalisation makes it.
package struct PixelSum: OperatorKind, Hashable {
  package static let name = "PIXEL_SUM"
  package static let summary = "the sum of all pixels, as int32"
  package static let operandNames = ["input"]

  package init() {}

  package init(_ attributes: inout AttributeReader) {}

  package var attributes: [Attribute] { [] }

  package var addsUp: Bool { true }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    [Shape(rows: 1, columns: 1, channels: inputs[0]!.shape.channels)]
  }

  package func problems(_ operands: Operands) -> [Problem] { [] }

  package func window(of input: Int, _ operands: Operands) -> Window { .whole(operands.input(0).shape) }
}

/// What a global MEAN or AVERAGE_POOL_2D makes of the sums of its ``PixelSum``.
package struct MeanOfSum: OperatorKind, Hashable {
  package static let name = "MEAN_OF_SUM"
  package static let summary = "the mean whose sums were added up before"
  package static let operandNames = ["sum"]

  /// The pixels that were added up.
  package var count: Int
  /// How the pixels are quantised.
  package var scale: Float
  package var zeroPoint: Int
  /// Of an average pool, its activation: it rounds once and does not rescale.
  package var pool: Activation?

  package init(count: Int, of pixels: Quantization, pool: Activation?) {
    self.count = count
    scale = pixels.scale
    zeroPoint = pixels.zeroPoint
    self.pool = pool
  }

  package init(_ attributes: inout AttributeReader) {
    count = attributes.integer("count", default: 1, in: 1...1 << 28)
    scale = Float(attributes.real("scale", default: 1))
    zeroPoint = attributes.integer("zero_point", default: 0, in: -128...127)
  }

  package var attributes: [Attribute] {
    [
      Attribute("count", .integer(count)), Attribute("scale", .real(Double(scale))),
      Attribute("zero_point", .integer(zeroPoint)),
    ] + (pool.map { [Attribute("activation", $0.value)] } ?? [])
  }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] { [inputs[0]!.shape] }

  package func problems(_ operands: Operands) -> [Problem] { [] }

  package func window(of input: Int, _ operands: Operands) -> Window { .identity }
}
