/// How much of what a tile does the firmware's loop has room to note, as in `sn_walk.h`.
package enum TileNotes {
  package static let copies = 8
  package static let calls = 6
  package static let rows = 24
}

/// Which tiles the firmware's loop repeats instead of working them out, as in `sn_repeat.h`.
extension UnitRun {
  /// Whether the loop has room to note what a tile of the run does. O(reads).
  func fitsNotes(of loop: StageLoop) -> Bool {
    guard loop.work == .clipped, tiles.count > 2 else { return false }
    var (copies, calls, pointers) = (0, 0, 0)
    for position in positions {
      let (needed, fresh) = rows[position]
      calls += fresh.count
      for read in loop.reads[position] { pointers += fresh.count * read.rows.taps }
      guard position < positions.upperBound, loop.storage[position].window != nil else { continue }
      copies += loop.storage[position].savedRows(needed).count
      let columns = tiles[tiles.count / 2][position]
      if columns.needed.lowerBound < columns.fresh.lowerBound {
        copies += needed.upperBound - loop.storage[position].firstWindowRow(needed)
      }
    }
    return copies <= TileNotes.copies && calls <= TileNotes.calls && pointers <= TileNotes.rows
  }

  /// How many tiles are done from notes where there is room for them: of those that do the same as the tile before
  /// them all but the first, which is noted. O(tiles * reads).
  func repeatedTiles(of loop: StageLoop) -> Int {
    max(0, zip(tiles, tiles.dropFirst()).count { loop.isAlike($0, $1) } - 1)
  }
}

extension StageLoop {
  /// Whether a tile does the same as the one before it, some columns further, and neither reads beyond an edge.
  fileprivate func isAlike(_ first: AxisPlan, _ second: AxisPlan) -> Bool {
    first.positions.allSatisfy { position in
      let (one, two) = (first[position], second[position])
      let shift = two.fresh.lowerBound - one.fresh.lowerBound
      return shift > 0 && one.fresh.count == two.fresh.count && one.needed.count == two.needed.count
        && two.needed.lowerBound - one.needed.lowerBound == shift
        && reads[position].allSatisfy { read in
          read.columns.denominator == 1 && read.columns.numerator > 0
            && read.columns.first(one.fresh.lowerBound) >= 0
            && read.columns.needed(two.fresh).upperBound <= read.size.columns
        }
    }
  }
}
