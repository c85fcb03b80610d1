import Network

/// Along one axis, what a tile needs of each result of some operators, and what of it is computed anew.
package struct AxisPlan: Sendable, Hashable {
  /// The first of the operators, counted from the first of the stage.
  package var first: Int
  private var ranges: [(needed: Range<Int>, fresh: Range<Int>)]

  init(_ positions: ClosedRange<Int>) {
    first = positions.lowerBound
    ranges = Array(repeating: (0..<0, 0..<0), count: positions.count)
  }

  package internal(set) subscript(position: Int) -> (needed: Range<Int>, fresh: Range<Int>) {
    get { ranges[position - first] }
    set { ranges[position - first] = newValue }
  }

  package var positions: Range<Int> { first..<first + ranges.count }

  package static func == (one: AxisPlan, other: AxisPlan) -> Bool {
    one.first == other.first && one.ranges.elementsEqual(other.ranges, by: ==)
  }

  package func hash(into hasher: inout Hasher) {
    for range in ranges {
      hasher.combine(range.needed)
      hasher.combine(range.fresh)
    }
  }
}

extension StageLoop {
  package enum Axis: Sendable { case rows, columns }

  /// What a tile needs and computes along one axis, from its part of the output backwards: a result is needed
  /// where its readers compute anew, and computed where it is needed and not kept from the tile before.
  ///
  /// - Parameters:
  ///   - positions: the operators of the tile, all of a stage or those of a unit.
  ///   - output: the tile's part of the last result.
  ///   - done: for each result of the stage how far tiles before went along this axis; nil where nothing is kept.
  /// - Complexity: O(reads).
  package func plan(
    _ axis: Axis, _ positions: ClosedRange<Int>, output: Range<Int>, done: [Int]?
  ) -> AxisPlan {
    var plan = AxisPlan(positions)
    var extents = work == .uniform ? uniformExtents(axis) : []
    let end = positions.upperBound
    plan[end].needed = output
    for position in positions.reversed() {
      var needed = plan[position].needed
      guard !needed.isEmpty else { continue }
      if work == .uniform, position < end {
        let size = axis == .rows ? sizes[position].rows : sizes[position].columns
        extents[position] = min(extents[position], size)
        let start = min(needed.lowerBound, size - extents[position])
        needed = start..<max(start + extents[position], needed.upperBound)
      }
      var fresh = needed
      if position < end, let done, axis == .rows ? keep[position].rows : keep[position].columns {
        // What was computed ahead stays: later tiles may need more of it than this one.
        needed = needed.lowerBound..<max(needed.upperBound, done[position])
        fresh = max(needed.lowerBound, done[position])..<needed.upperBound
      }
      plan[position] = (needed, fresh)
      for read in reads[position] {
        guard let producer = read.producer, producer >= positions.lowerBound else { continue }
        plan[producer].needed = plan[producer].needed.joined(read.needed(axis, fresh))
      }
    }
    return plan
  }

  /// The extent of every result that a tile in the middle needs.
  private func uniformExtents(_ axis: Axis) -> [Int] {
    var extents = [Int](repeating: 0, count: count)
    extents[last] = axis == .rows ? grid.tileRows : grid.tileColumns
    for position in stride(from: last, through: 0, by: -1) where extents[position] > 0 {
      for read in reads[position] {
        guard let producer = read.producer else { continue }
        let window = axis == .rows ? read.rows : read.columns
        let last = (extents[position] - 1) * window.numerator / window.denominator
        extents[producer] = max(extents[producer], last + window.extent)
      }
    }
    return extents
  }

  /// Tiles of a unit along the columns, from its part of the output on.
  package func columnTiles(_ unit: Unit, output: Range<Int>) -> [AxisPlan] {
    var done = [Int](repeating: 0, count: count)
    return stride(from: output.lowerBound, to: output.upperBound, by: unit.columns).map { start in
      let tile = start..<min(start + unit.columns, output.upperBound)
      let plan = plan(.columns, unit.positions, output: tile, done: done)
      for position in unit.positions {
        done[position] = max(done[position], plan[position].needed.upperBound)
      }
      return plan
    }
  }
}

extension StageLoop.Read {
  /// What a part of the reader's result needs of this tensor along one axis.
  func needed(_ axis: StageLoop.Axis, _ output: Range<Int>) -> Range<Int> {
    axis == .rows ? rows.needed(output, of: size.rows) : columns.needed(output, of: size.columns)
  }
}
