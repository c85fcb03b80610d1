/// MEAN: the mean over rows, columns or both, channel by channel.
package struct Mean: OperatorKind, Hashable {
  package static let name = "MEAN"
  package static let summary = "over rows, columns or both; any scales"
  package static let operandNames = ["input"]

  package var axes: [Int]
  package var keepDimensions: Bool

  package init(axes: [Int], keepDimensions: Bool) {
    self.axes = axes
    self.keepDimensions = keepDimensions
  }

  package init(_ attributes: inout AttributeReader) {
    axes = attributes.integers("axes", default: nil)
    keepDimensions = attributes.boolean("keep_dimensions", default: false)
  }

  package var attributes: [Attribute] {
    [Attribute("axes", .integers(axes)), Attribute("keep_dimensions", .boolean(keepDimensions))]
  }

  package func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape] {
    let shape = inputs[0]!.shape
    var reduced = Set<Int>()
    for axis in axes { reduced.insert(try resolveAxis(axis, rank: shape.rank)) }
    return [
      Shape(
        shape.extents.indices.compactMap { axis in
          reduced.contains(axis) ? (keepDimensions ? 1 : nil) : shape.extents[axis]
        })
    ]
  }

  package func problems(_ operands: Operands) -> [Problem] {
    let rank = operands.input(0).shape.rank
    let spatial = axes.allSatisfy { axis in
      guard let canonical = try? canonicalAxis(axis, rank: rank) else { return false }
      return canonical < 2
    }
    let axes = spatial ? [] : [Problem("a mean over the axes \(axes)", expected: "rows and columns only")]
    return operands.requireInt8() + operands.requireOneImage() + axes
  }

  package func window(of input: Int, _ operands: Operands) -> Window {
    let shape = operands.input(0).shape
    return Window(
      rows: axes.contains(0) ? .whole(shape.rows) : .identity,
      columns: axes.contains(1) ? .whole(shape.columns) : .identity, channels: .identity)
  }

  package func canonical(_ operands: Operands) throws(Problem) -> any OperatorKind {
    var canonical = Set<Int>()
    for axis in axes { canonical.insert(try canonicalAxis(axis, rank: operands.input(0).shape.rank)) }
    return Mean(axes: canonical.sorted(), keepDimensions: true)
  }
}
