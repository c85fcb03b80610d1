import Network
import Planning

/// The work of one stage counted pixel by pixel, tile by tile, from sets of pixels: slow, and nothing of how
/// programs are made.
///
/// What a tile needs of a tensor is the smallest rectangle around what its readers need for the pixels they
/// compute in this tile; a reader needs what lies inside the image of the smallest rectangle around its
/// windows, and a sum the pixels that it adds up. Kept of it is what the tile before it needed too (x), and what
/// rows of tiles before needed too (y), with all that they computed ahead; the rest is computed. With uniform work
/// the rectangle is as large as a tile far from all edges needs it for one reader, or as the image, and moved
/// inwards where it would reach over an edge.
///
/// Where rows are pulled, a row of tiles says what is made of the last result of each inner stage. That is made
/// in tiles of the inner stage's own, at full width and from where the scan begins, and these need of the
/// tensors inside what tiles need.
///
/// ``AxisTrace`` counts the same along rows and columns apart.
package struct PixelTrace {
  /// For each operator of the stage.
  package private(set) var macs: [MACs]

  package init(_ graph: Graph, _ operators: ClosedRange<OperatorIndex>, _ stage: Stage) {
    let nodes = operators.map { Node($0, graph, in: operators) }
    let output = nodes[nodes.count - 1]
    let tile = Extent(
      rows: stage.tile.rows ?? output.rows, columns: stage.tile.columns ?? output.columns)
    let inner = stage.inner.map { Inner($0, nodes) }
    var walk = Walk(nodes, stage, uniform: Boundless(nodes, tile))
    for strip in (0..<output.columns).pieces(of: stage.scan == .columns ? tile.columns : output.columns) {
      walk.beginStrip()
      for rows in walk.inOrder((0..<output.rows).pieces(of: tile.rows, fromTheEnd: stage.scan == .up)) {
        if stage.order == .operator {
          walk.run(0...nodes.count - 1, rows, strip, width: tile.columns)
        } else {
          walk.pull(rows, strip, inner)
        }
      }
    }
    macs = walk.macs
  }
}

/// Tiles one after the other, and what those before have left.
private struct Walk {
  let nodes: [Node]
  let stage: Stage
  let uniform: Boundless
  /// What rows of tiles before needed of every result in this strip.
  var above: [Pixels] = []
  var macs: [MACs]

  init(_ nodes: [Node], _ stage: Stage, uniform: Boundless) {
    self.nodes = nodes
    self.stage = stage
    self.uniform = uniform
    macs = Array(repeating: MACs(), count: nodes.count)
  }

  private var nothing: [Pixels] { nodes.map { Pixels($0.rows, $0.columns) } }

  mutating func beginStrip() { above = nothing }

  func inOrder(_ rows: [Range<Int>]) -> [Range<Int>] { stage.scan == .up ? rows.reversed() : rows }

  /// Some rows of the last of these operators, in tiles that lie side by side.
  mutating func run(_ positions: ClosedRange<Int>, _ rows: Range<Int>, _ columns: Range<Int>, width: Int) {
    var (left, row) = (nothing, nothing)
    for columns in columns.pieces(of: width) {
      let tile = needs(positions, rows, columns, left)
      for position in positions {
        for (y, x) in tile[position].made.pixels { macs[position] += nodes[position].macs(y, x) }
        left[position] = tile[position].needed.joined(by: left[position])
        row[position].formUnion(tile[position].needed)
      }
    }
    for position in positions.dropLast() {
      row[position].fillRectangle()
      above[position].formUnion(row[position])
    }
  }

  /// Some rows of the last result, and before them what they need of those of inner stages and operators.
  mutating func pull(_ rows: Range<Int>, _ columns: Range<Int>, _ inner: [Inner]) {
    let tile = needs(0...nodes.count - 1, rows, columns, nothing)
    var first = 0
    while first < nodes.count {
      let unit =
        inner.first { $0.positions.lowerBound == first } ?? Inner(positions: first...first, tile: .everything)
      let last = unit.positions.upperBound
      first = last + 1
      guard let (rows, columns) = tile[last].made.rectangle else { continue }
      let height = unit.tile.rows ?? rows.count
      for rows in inOrder(rows.pieces(of: height, fromTheEnd: stage.scan == .up)) {
        run(unit.positions, rows, columns, width: unit.tile.columns ?? columns.count)
      }
      above[last].formUnion(tile[last].needed)
    }
  }

  /// What a tile of the last of these operators' result needs of each of their results, and computes of it.
  private func needs(
    _ positions: ClosedRange<Int>, _ rows: Range<Int>, _ columns: Range<Int>, _ left: [Pixels]
  ) -> [(needed: Pixels, made: Pixels)] {
    var tile = nothing.map { (needed: $0, made: $0) }
    let last = positions.upperBound
    for y in rows { for x in columns { tile[last].needed.insert(y, x) } }
    for position in positions.reversed() {
      tile[position].needed.fillRectangle()
      if stage.work == .uniform, position < last {
        tile[position].needed.enlarge(
          rows: uniform.rows[position], columns: uniform.columns[position], upwards: stage.scan == .up)
      }
      let keep = position == last ? .none : stage.keep[nodes[position].name] ?? .none
      var covered = nodes[position].reads.map { _ in Covered() }
      for (y, x) in tile[position].needed.pixels {
        if keep == .x || keep == .xy, left[position].contains(y, x) { continue }
        if keep == .y || keep == .xy, above[position].contains(y, x) { continue }
        tile[position].made.insert(y, x)
        for (index, read) in nodes[position].reads.enumerated() { covered[index].insert(read.window, y, x) }
      }
      for (read, covered) in zip(nodes[position].reads, covered) where read.producer >= positions.lowerBound {
        covered.add(to: &tile[read.producer].needed)
      }
    }
    return tile
  }
}

/// The rows and columns that the windows of some pixels reach over, those in the padding among them.
private struct Covered {
  private var rows = Set<Int>()
  private var columns = Set<Int>()

  mutating func insert(_ window: Window, _ y: Int, _ x: Int) {
    for i in 0..<window.rows.extent { rows.insert(window.rows.first(y) + i) }
    for i in 0..<window.columns.extent { columns.insert(window.columns.first(x) + i) }
  }

  func add(to pixels: inout Pixels) {
    guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(), let right = columns.max()
    else { return }
    for y in top...bottom where y >= 0 && y < pixels.rows {
      for x in left...right where x >= 0 && x < pixels.columns { pixels.insert(y, x) }
    }
  }
}

/// Some pixels of an image.
private struct Pixels {
  let rows: Int
  let columns: Int
  private var members: [Bool]

  init(_ rows: Int, _ columns: Int) {
    self.rows = rows
    self.columns = columns
    members = Array(repeating: false, count: rows * columns)
  }

  var isEmpty: Bool { !members.contains(true) }

  func contains(_ y: Int, _ x: Int) -> Bool { members[y * columns + x] }

  mutating func insert(_ y: Int, _ x: Int) { members[y * columns + x] = true }

  /// These pixels, and of those of the tile before the ones that lie ahead: later tiles may need them.
  func joined(by before: Pixels) -> Pixels {
    guard let rectangle else { return before }
    var kept = self
    for (y, x) in before.pixels where x >= rectangle.columns.lowerBound { kept.insert(y, x) }
    return kept
  }

  mutating func formUnion(_ other: Pixels) {
    for index in members.indices where other.members[index] { members[index] = true }
  }

  var pixels: [(y: Int, x: Int)] {
    members.indices.filter { members[$0] }.map { (y: $0 / columns, x: $0 % columns) }
  }

  /// The smallest rectangle around all members.
  var rectangle: (rows: Range<Int>, columns: Range<Int>)? {
    let pixels = pixels
    guard let top = pixels.first?.y, let bottom = pixels.last?.y, let left = pixels.map(\.x).min(),
      let right = pixels.map(\.x).max()
    else { return nil }
    return (top..<bottom + 1, left..<right + 1)
  }

  /// Adds pixels to a rectangle until it has at least this size or is the whole image: to the right first, and
  /// below first or, upwards, above.
  mutating func enlarge(rows: Int, columns: Int, upwards: Bool) {
    guard let rectangle else { return }
    let (height, width) = (min(rows, self.rows), min(columns, self.columns))
    let top =
      upwards
      ? max(rectangle.rows.upperBound - height, 0) : min(rectangle.rows.lowerBound, self.rows - height)
    let left = min(rectangle.columns.lowerBound, self.columns - width)
    for y in top..<top + height { for x in left..<left + width { insert(y, x) } }
    fillRectangle()
  }

  /// Adds what is missing from the smallest rectangle around all members.
  mutating func fillRectangle() {
    guard let rectangle else { return }
    for y in rectangle.rows { for x in rectangle.columns { insert(y, x) } }
  }
}
