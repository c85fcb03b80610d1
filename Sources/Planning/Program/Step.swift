import Network

/// One piece of work of a program: a rectangle of one tensor.
package struct Step: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    /// A kernel computes the rectangle of an operator's result.
    case compute
    /// A row of a graph input arrives.
    case fetch
    /// The memory of an operator's result is about to hold columns from `origin` on; the rectangle is what it
    /// keeps of those it holds, and may be empty.
    case move
  }

  package var kind: Kind
  /// The operator computed or whose result is moved, or the tensor fetched.
  package var index: Int
  package var rows: Range<Int>
  package var columns: Range<Int>
  package var channels: Range<Int>
  /// Of a move the column that the memory holds first afterwards.
  package var origin: Int

  package init(
    _ kind: Kind, _ index: Int, rows: Range<Int>, columns: Range<Int>, channels: Range<Int>, origin: Int = 0
  ) {
    self.kind = kind
    self.index = index
    self.rows = rows
    self.columns = columns
    self.channels = channels
    self.origin = origin
  }
}
