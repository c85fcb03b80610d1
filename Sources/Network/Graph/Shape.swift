/// The extents of a tensor, outermost first; elements lie in memory in this order (NHWC for images).
///
/// A graph as read keeps the rank of its file. After normalisation every activation has rank 3: rows, columns,
/// channels. ``rows``, ``columns`` and ``channels`` read any rank so: they are the last three extents, and
/// extents that are missing on the left count as 1.
package struct Shape: Sendable, Hashable {
  package var extents: [Int]

  package init(_ extents: [Int]) { self.extents = extents }

  package init(rows: Int, columns: Int, channels: Int) { extents = [rows, columns, channels] }

  /// The greatest rank, extent and element count of a graph: beyond them a model is refused.
  package static let maximumRank = 8
  package static let maximumExtent = 1 << 24
  package static let maximumElements = 1 << 28

  package var rank: Int { extents.count }
  package var rows: Int { extents.dropLast(2).last ?? 1 }
  package var columns: Int { extents.dropLast(1).last ?? 1 }
  package var channels: Int { extents.last ?? 1 }

  /// How many images the tensor holds: the product of all extents left of the rows.
  package var batch: Int { extents.dropLast(3).reduce(1, *) }

  /// The number of elements; valid shapes stay below ``maximumElements``.
  package var count: Int { extents.reduce(1, *) }

  /// Why no graph may hold a tensor of this shape, or nil where one may.
  package var fault: String? {
    if rank > Shape.maximumRank { return "a rank of \(rank), above \(Shape.maximumRank)" }
    var count = 1
    for extent in extents {
      if extent < 1 { return "an extent of \(extent)" }
      if extent > Shape.maximumExtent { return "an extent of \(extent), above \(Shape.maximumExtent)" }
      count *= extent
      if count > Shape.maximumElements { return "more than \(Shape.maximumElements) elements" }
    }
    return nil
  }

  /// The same tensor seen as rows, columns and channels.
  package var canonical: Shape { Shape(rows: rows, columns: columns, channels: channels) }

  /// The shape with its last three extents replaced; a shape of lower rank becomes rank 3.
  package func replacingImage(rows: Int, columns: Int, channels: Int) -> Shape {
    Shape(extents.dropLast(3) + [rows, columns, channels])
  }

  /// The extent of an axis of the canonical form: 0 rows, 1 columns, 2 channels.
  package func canonicalExtent(_ axis: Int) -> Int { axis == 0 ? rows : axis == 1 ? columns : channels }
}

extension Shape: CustomStringConvertible {
  /// `48x48x16`; a scalar is `scalar`.
  package var description: String {
    extents.isEmpty ? "scalar" : extents.map(String.init).joined(separator: "x")
  }
}
