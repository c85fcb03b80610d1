import Network

/// A rectangle of a tensor.
package struct Region: Sendable, Hashable {
  package var rows: Range<Int>
  package var columns: Range<Int>

  package init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// The least rectangle that holds both.
  func hull(_ other: Region) -> Region {
    Region(
      rows: min(rows.lowerBound, other.rows.lowerBound)..<max(rows.upperBound, other.rows.upperBound),
      columns: min(
        columns.lowerBound, other.columns.lowerBound)..<max(
          columns.upperBound, other.columns.upperBound))
  }
}

extension Graph {
  /// For each tensor the rectangle that a rectangle of an operator's result is computed from; nil where nothing
  /// of it is.
  ///
  /// Where several operators read a tensor it is the hull of what they need. The source is receptive field
  /// arithmetic (Araujo, Norris and Sim, Distill, 2019), extended to fractions by ``AxisWindow``.
  ///
  /// - Parameter isClipped: whether the rectangles end at the borders of the tensors; else they include the
  ///   padding, and that of one pixel is its receptive field.
  /// - Complexity: O(operators).
  package func regions(of index: OperatorIndex, _ region: Region, isClipped: Bool) -> [Region?] {
    var regions = [Region?](repeating: nil, count: tensors.count)
    for output in operators[index].outputs { regions[output] = region }
    for node in operators[...index].reversed() {
      guard let wanted = node.outputs.lazy.compactMap({ regions[$0] }).first else { continue }
      let operands = operands(of: node)
      for (operand, tensor) in activations(of: node) {
        let window = node.kind.window(of: operand, operands)
        let shape = tensors[tensor].shape
        let needed =
          isClipped
          ? Region(
            rows: window.rows.needed(wanted.rows, of: shape.rows),
            columns: window.columns.needed(wanted.columns, of: shape.columns))
          : Region(rows: window.rows.needed(wanted.rows), columns: window.columns.needed(wanted.columns))
        regions[tensor] = regions[tensor]?.hull(needed) ?? needed
      }
    }
    return regions
  }
}
