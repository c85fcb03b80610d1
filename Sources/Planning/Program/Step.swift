import Network

/// One piece of work of a program: a rectangle of one tensor, in rows as they are counted in memory.
package struct Step: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    /// A kernel computes the rectangle of an operator's result; of one that adds up, it adds the rectangle of
    /// what it reads.
    case compute
    /// A row of a graph input arrives.
    case fetch
    /// The result of an operator that adds up becomes zero.
    case clear
    /// The ring of an operator's result is about to hold columns from `origin` on, and nothing yet.
    case turn
    /// The window of an operator's result is about to hold columns from `origin` and rows from `base` on; the
    /// rectangle is what it keeps of those it holds, and may be empty.
    case move
    /// The rectangle is copied from the window of an operator's result into its ring.
    case save
  }

  package var kind: Kind
  /// The operator computed or whose result is moved, or the tensor fetched.
  package var index: Int
  package var rows: Range<Int>
  package var columns: Range<Int>
  package var channels: Range<Int>
  /// Of a move or turn the column that the memory holds first afterwards.
  package var origin: Int
  /// Of a move the first row that lies in the window, counted in the direction of the scan.
  package var base: Int

  package init(
    _ kind: Kind, _ index: Int, rows: Range<Int>, columns: Range<Int>, channels: Range<Int>, origin: Int = 0,
    base: Int = 0
  ) {
    self.kind = kind
    self.index = index
    self.rows = rows
    self.columns = columns
    self.channels = channels
    self.origin = origin
    self.base = base
  }
}
