import Network

/// One piece of work of a program: a rectangle of one tensor.
package struct Step: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    /// A kernel computes the rectangle of an operator's outputs.
    case compute
    /// A row of a graph input arrives.
    case fetch
  }

  package var kind: Kind
  /// The operator computed, or the tensor fetched.
  package var index: Int
  package var rows: Range<Int>
  package var columns: Range<Int>
  package var channels: Range<Int>

  package init(
    _ kind: Kind, _ index: Int, rows: Range<Int>, columns: Range<Int>, channels: Range<Int>
  ) {
    self.kind = kind
    self.index = index
    self.rows = rows
    self.columns = columns
    self.channels = channels
  }
}
