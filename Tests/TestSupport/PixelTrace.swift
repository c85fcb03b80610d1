import Network
import Planning

/// The work of one stage counted pixel by pixel, tile by tile, from sets of pixels: slow, and nothing of how
/// programs are made.
///
/// What a tile needs of a tensor is the smallest rectangle around what its readers need for the pixels they
/// compute in this tile; a reader needs what lies inside the image of the smallest rectangle around its windows. Kept of it is what the tile before it needed too (x), and
/// what the row of tiles above needed too (y); the rest is computed. With uniform work the rectangle is as large
/// as that of a tile far from all edges, or as the image, and moved inwards where it would reach over an edge.
package struct PixelTrace {
  /// For each operator of the stage.
  package private(set) var macs: [MACs]

  package init(_ graph: Graph, _ operators: ClosedRange<OperatorIndex>, _ stage: Stage) {
    macs = Array(repeating: MACs(), count: operators.count)
    let nodes = operators.map { Node($0, graph, in: operators) }
    let output = nodes[nodes.count - 1]
    let (tileRows, tileColumns) = (stage.tile.rows ?? output.rows, stage.tile.columns ?? output.columns)
    let nothing = nodes.map { Pixels($0.rows, $0.columns) }
    let uniform = Boundless(
      nodes, rows: min(tileRows, output.rows), columns: min(tileColumns, output.columns))
    var above = nothing
    for top in stride(from: 0, to: output.rows, by: tileRows) {
      var (left, row) = (nothing, nothing)
      for start in stride(from: 0, to: output.columns, by: tileColumns) {
        var needed = nothing
        for y in top..<min(top + tileRows, output.rows) {
          for x in start..<min(start + tileColumns, output.columns) { needed[nodes.count - 1].insert(y, x) }
        }
        for position in nodes.indices.reversed() {
          needed[position].fillRectangle()
          if stage.work == .uniform, position < nodes.count - 1 {
            needed[position].enlarge(
              rows: uniform.rows[position]?.count ?? 0, columns: uniform.columns[position]?.count ?? 0)
          }
          let keep = position == nodes.count - 1 ? .none : stage.keep[nodes[position].name] ?? .none
          var covered = nodes[position].reads.map { _ in Covered() }
          for y in 0..<nodes[position].rows {
            for x in 0..<nodes[position].columns where needed[position].contains(y, x) {
              if keep == .x || keep == .xy, left[position].contains(y, x) { continue }
              if keep == .y || keep == .xy, above[position].contains(y, x) { continue }
              macs[position] += nodes[position].macs(y, x)
              for (index, read) in nodes[position].reads.enumerated() {
                covered[index].insert(read.window, y, x)
              }
            }
          }
          for (read, covered) in zip(nodes[position].reads, covered) {
            covered.add(to: &needed[read.producer])
          }
        }
        for position in nodes.indices where !needed[position].isEmpty {
          left[position] = needed[position]
          row[position].formUnion(needed[position])
        }
      }
      above = row
    }
  }
}

/// What a tile needs of every result where images have no edges, as rows and columns.
private struct Boundless {
  var rows: [ClosedRange<Int>?]
  var columns: [ClosedRange<Int>?]

  init(_ nodes: [Node], rows: Int, columns: Int) {
    self.rows = Boundless.needed(nodes, rows) { $0.rows }
    self.columns = Boundless.needed(nodes, columns) { $0.columns }
  }

  private static func needed(
    _ nodes: [Node], _ tile: Int, _ axis: (Window) -> AxisWindow
  ) -> [ClosedRange<Int>?] {
    var needed = [ClosedRange<Int>?](repeating: nil, count: nodes.count)
    needed[nodes.count - 1] = 0...tile - 1
    for position in nodes.indices.reversed() {
      guard let positions = needed[position] else { continue }
      for read in nodes[position].reads {
        let window = axis(read.window)
        for y in positions {
          let part = window.first(y)...window.first(y) + window.extent - 1
          let known = needed[read.producer] ?? part
          needed[read.producer] =
            min(known.lowerBound, part.lowerBound)...max(known.upperBound, part.upperBound)
        }
      }
    }
    return needed
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

  mutating func formUnion(_ other: Pixels) {
    for index in members.indices where other.members[index] { members[index] = true }
  }

  /// Adds pixels to a rectangle until it has at least this size or is the whole image: below and to the right
  /// first.
  mutating func enlarge(rows: Int, columns: Int) {
    let pixels = members.indices.filter { members[$0] }.map { (y: $0 / self.columns, x: $0 % self.columns) }
    guard let top = pixels.first?.y, let left = pixels.map(\.x).min() else { return }
    let (height, width) = (min(rows, self.rows), min(columns, self.columns))
    for y in min(top, self.rows - height)..<min(top, self.rows - height) + height {
      for x in min(left, self.columns - width)..<min(left, self.columns - width) + width { insert(y, x) }
    }
    fillRectangle()
  }

  /// Adds what is missing from the smallest rectangle around all members.
  mutating func fillRectangle() {
    let pixels = members.indices.filter { members[$0] }.map { (y: $0 / columns, x: $0 % columns) }
    guard let top = pixels.first?.y, let bottom = pixels.last?.y, let left = pixels.map(\.x).min(),
      let right = pixels.map(\.x).max()
    else { return }
    for y in top...bottom { for x in left...right { insert(y, x) } }
  }
}

/// An operator of the stage, its result and what it reads of other results of the stage.
private struct Node {
  let name: String
  let rows: Int
  let columns: Int
  var reads: [Read] = []
  private let perTap: Int
  private let first: Read?

  struct Read {
    var producer: Int
    var window: Window
    var rows: Int
    var columns: Int
  }

  init(_ index: OperatorIndex, _ graph: Graph, in operators: ClosedRange<OperatorIndex>) {
    let node = graph.operators[index]
    let operands = graph.operands(of: node)
    name = operands.output.name
    (rows, columns) = (operands.output.shape.rows, operands.output.shape.columns)
    perTap = node.kind.macsPerTap(operands)
    func read(_ operand: Int, _ producer: Int) -> Read {
      let shape = operands.input(operand).shape
      return Read(
        producer: producer, window: node.kind.window(of: operand, operands), rows: shape.rows,
        columns: shape.columns)
    }
    first = perTap > 0 ? read(0, -1) : nil
    for (operand, tensor) in graph.activations(of: node) {
      guard let producer = operators.first(where: { graph.operators[$0].outputs[0] == tensor }) else {
        continue
      }
      reads.append(read(operand, producer - operators.lowerBound))
    }
  }

  /// The multiply-accumulates of one pixel, tap by tap.
  func macs(_ y: Int, _ x: Int) -> MACs {
    guard let first else { return MACs() }
    var macs = MACs()
    for i in 0..<first.window.rows.taps {
      let row = first.window.rows.first(y) + i * first.window.rows.dilation
      for j in 0..<first.window.columns.taps {
        let column = first.window.columns.first(x) + j * first.window.columns.dilation
        let isInside = row >= 0 && row < first.rows && column >= 0 && column < first.columns
        macs += MACs(nominal: perTap, valid: isInside ? perTap : 0)
      }
    }
    return macs
  }
}
