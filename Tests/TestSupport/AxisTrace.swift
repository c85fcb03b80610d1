import Network
import Planning

/// The work of one stage as ``PixelTrace`` has it, but with rows and columns apart, as programs plan tiles: a
/// reader that has new rows and no new columns, or the other way round, counts along the axis where it has some.
///
/// What this adds to the work is little: it takes two readers, one of which keeps both axes, and the last rows of
/// an image.
package struct AxisTrace {
  /// For each operator of the stage.
  package private(set) var macs: [MACs]
  private let nodes: [Node]
  private let stage: Stage
  private let uniform: Boundless
  /// Of every result the rows that rows of tiles before needed in this strip.
  private var above: [Set<Int>] = []

  private struct Part {
    var rows = Set<Int>()
    var columns = Set<Int>()
    var newRows = Set<Int>()
    var newColumns = Set<Int>()
  }

  package init(_ graph: Graph, _ operators: ClosedRange<OperatorIndex>, _ stage: Stage) {
    nodes = operators.map { Node($0, graph, in: operators) }
    self.stage = stage
    let output = nodes[nodes.count - 1]
    let tile = Extent(
      rows: stage.tile.rows ?? output.rows, columns: stage.tile.columns ?? output.columns)
    uniform = Boundless(nodes, tile)
    macs = Array(repeating: MACs(), count: nodes.count)
    let inner = stage.inner.map { Inner($0, nodes) }
    for strip in (0..<output.columns).pieces(of: stage.scan == .columns ? tile.columns : output.columns) {
      above = Array(repeating: [], count: nodes.count)
      for rows in pieces(0..<output.rows, of: tile.rows) {
        if stage.order == .operator {
          run(0...nodes.count - 1, rows, strip, width: tile.columns)
        } else {
          pull(rows, strip, inner)
        }
      }
    }
  }

  /// In the order of the scan.
  private func pieces(_ rows: Range<Int>, of height: Int) -> [Range<Int>] {
    let isUp = stage.scan == .up
    let pieces = rows.pieces(of: height, fromTheEnd: isUp)
    return isUp ? pieces.reversed() : pieces
  }

  private mutating func run(
    _ positions: ClosedRange<Int>, _ rows: Range<Int>, _ columns: Range<Int>, width: Int
  ) {
    var left = [Set<Int>](repeating: [], count: nodes.count)
    var needed = left
    for columns in columns.pieces(of: width) {
      let parts = parts(positions, rows, columns, left)
      for position in positions {
        let part = parts[position]
        for y in part.newRows { for x in part.newColumns { macs[position] += nodes[position].macs(y, x) } }
        left[position].formUnion(part.columns)
        needed[position].formUnion(part.rows)
      }
    }
    for position in positions.dropLast() { above[position].formUnion(needed[position]) }
  }

  private mutating func pull(_ rows: Range<Int>, _ columns: Range<Int>, _ inner: [Inner]) {
    let parts = parts(0...nodes.count - 1, rows, columns, Array(repeating: [], count: nodes.count))
    var first = 0
    while first < nodes.count {
      let unit =
        inner.first { $0.positions.lowerBound == first } ?? Inner(positions: first...first, tile: .everything)
      let last = unit.positions.upperBound
      first = last + 1
      if let rows = parts[last].newRows.hull, let columns = parts[last].newColumns.hull {
        for rows in pieces(rows, of: unit.tile.rows ?? rows.count) {
          run(unit.positions, rows, columns, width: unit.tile.columns ?? columns.count)
        }
      }
      above[last].formUnion(parts[last].rows)
    }
  }

  private func parts(
    _ positions: ClosedRange<Int>, _ rows: Range<Int>, _ columns: Range<Int>, _ left: [Set<Int>]
  ) -> [Part] {
    var parts = [Part](repeating: Part(), count: nodes.count)
    let last = positions.upperBound
    parts[last].rows = Set(rows)
    parts[last].columns = Set(columns)
    for position in positions.reversed() {
      let node = nodes[position]
      var part = parts[position]
      if stage.work == .uniform, position < last {
        part.rows = part.rows.enlarged(
          to: uniform.rows[position], of: node.rows, fromTheEnd: stage.scan == .up)
        part.columns = part.columns.enlarged(
          to: uniform.columns[position], of: node.columns, fromTheEnd: false)
      }
      let keep = position == last ? .none : stage.keep[node.name] ?? .none
      part.rows = Set(part.rows.hull ?? 0..<0)
      part.columns = Set(part.columns.hull ?? 0..<0)
      part.newRows = keep == .y || keep == .xy ? part.rows.subtracting(above[position]) : part.rows
      part.newColumns = keep == .x || keep == .xy ? part.columns.subtracting(left[position]) : part.columns
      parts[position] = part
      for read in node.reads where read.producer >= positions.lowerBound {
        parts[read.producer].rows.formUnion(covered(part.newRows, read.window.rows, read.rows))
        parts[read.producer].columns.formUnion(covered(part.newColumns, read.window.columns, read.columns))
      }
    }
    return parts
  }

  /// What lies inside the image of the smallest interval around the windows of some positions.
  private func covered(_ positions: Set<Int>, _ window: AxisWindow, _ size: Int) -> [Int] {
    let reads = positions.flatMap { [window.first($0), window.first($0) + window.extent - 1] }
    guard let first = reads.min(), let last = reads.max() else { return [] }
    return (first...last).filter { (0..<size).contains($0) }
  }
}

extension Set<Int> {
  fileprivate var hull: Range<Int>? { self.min().map { $0..<self.max()! + 1 } }

  /// At least this many positions, or all of an image, moved inwards where they would reach over an edge.
  fileprivate func enlarged(to count: Int, of size: Int, fromTheEnd: Bool) -> Set<Int> {
    guard let hull else { return self }
    let extent = Swift.min(count, size)
    let start =
      fromTheEnd ? Swift.max(hull.upperBound - extent, 0) : Swift.min(hull.lowerBound, size - extent)
    return union(start..<start + extent)
  }
}
