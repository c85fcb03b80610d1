import Network
import Planning

/// The memories of a simulated board: one byte array a region, as large as the placement says, and behind it a
/// fence that nobody may touch.
final class Arena {
  private var regions: [String: UnsafeMutableRawBufferPointer] = [:]
  private let graph: Graph
  /// For each tensor how its memory lies at this point of the program.
  private(set) var layouts: [Layout]

  /// Where the rows and columns of a tensor lie: rows from `base` on in its window, the others in its rows.
  struct Layout {
    /// The rows of the tensor, whole or a ring: the first column they hold.
    var rows: PlacedBuffer?
    var origin = 0
    /// The window: the first column and row it holds.
    var window: PlacedBuffer?
    var windowOrigin = 0
    var base = Int.max
    /// The number of rows where they are counted from the bottom, else 0.
    var reversedRows = 0

    /// The memory that holds a row, and the first column of it.
    func place(ofRow row: Int) -> (placed: PlacedBuffer, origin: Int) {
      let walked = reversedRows > 0 ? reversedRows - 1 - row : row
      if let window, walked >= base { return (window, windowOrigin) }
      return (rows!, origin)
    }
  }

  /// Bytes behind the end of every region that tell whether something wrote there.
  private static let fence = 64

  /// - Parameter fill: what every byte holds at first.
  init(_ program: Program, _ placement: Placement, fill: UInt8) {
    graph = program.graph
    layouts = program.graph.tensors.indices.map { tensor in
      Layout(
        rows: placement.bufferOfTensor[tensor].map { placement.buffers[$0] },
        window: placement.windowOfTensor[tensor].map { placement.buffers[$0] })
    }
    for loop in program.stages where loop.scan == .up {
      for position in 0..<loop.last {
        layouts[program.graph.operators[loop.operators.lowerBound + position].outputs[0]].reversedRows =
          loop.sizes[position].rows
      }
    }
    for placed in placement.buffers {
      let end = placed.offset + placed.buffer.bytes + Arena.fence
      if end > regions[placed.region]?.count ?? 0 {
        regions[placed.region]?.deallocate()
        regions[placed.region] = .allocate(byteCount: end, alignment: 64)
      }
    }
    for memory in regions.values { memory.initializeMemory(as: UInt8.self, repeating: fill) }
  }

  deinit { regions.values.forEach { $0.deallocate() } }

  /// The bytes of a region from an offset on.
  func bytes(_ region: String, _ offset: Int, _ count: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: regions[region]![offset..<offset + count])
  }

  /// Where some columns of a row of a tensor lie.
  func span(_ tensor: TensorIndex, row: Int, columns: Range<Int>) -> (region: String, offset: Int, count: Int)
  {
    let value = graph.tensors[tensor]
    let pixelBytes = value.shape.channels * value.type.byteCount
    let (placed, origin) = layouts[tensor].place(ofRow: row)
    let skipped = (columns.lowerBound - origin) * pixelBytes
    return (placed.region, placed.address(ofRow: row) + skipped, columns.count * pixelBytes)
  }

  /// Some columns of a row of a tensor.
  func bytes(of tensor: TensorIndex, row: Int, columns: Range<Int>) -> UnsafeMutableRawBufferPointer {
    let (region, offset, count) = span(tensor, row: row, columns: columns)
    return bytes(region, offset, count)
  }

  /// Fills a rectangle with zeros.
  func clear(_ access: Access) {
    for row in access.rows {
      bytes(of: access.tensor, row: row, columns: access.columns).initializeMemory(
        as: UInt8.self, repeating: 0)
    }
  }

  /// Does what a step says to the layout of a result, and takes along what it moves or saves.
  func rearrange(_ step: Step, isTakingAlong: Bool = true) {
    let tensor = graph.operators[step.index].outputs[0]
    let isMoving = isTakingAlong && !step.columns.isEmpty
    let sources = isMoving ? step.rows.map { bytes(of: tensor, row: $0, columns: step.columns) } : []
    switch step.kind {
    case .turn: layouts[tensor].origin = step.origin
    case .move: (layouts[tensor].windowOrigin, layouts[tensor].base) = (step.origin, step.base)
    case .save: break
    case .compute, .fetch, .clear: return
    }
    for (row, source) in zip(step.rows, sources) {
      let target =
        step.kind == .save
        ? savedBytes(of: tensor, row: row, columns: step.columns)
        : bytes(of: tensor, row: row, columns: step.columns)
      target.baseAddress!.copyMemory(from: source.baseAddress!, byteCount: source.count)
    }
  }

  /// Where columns of a row lie in the ring, while the row is still in the window.
  func savedSpan(
    _ tensor: TensorIndex, row: Int, columns: Range<Int>
  ) -> (region: String, offset: Int, count: Int) {
    let value = graph.tensors[tensor]
    let pixelBytes = value.shape.channels * value.type.byteCount
    let placed = layouts[tensor].rows!
    let skipped = (columns.lowerBound - layouts[tensor].origin) * pixelBytes
    return (placed.region, placed.address(ofRow: row) + skipped, columns.count * pixelBytes)
  }

  private func savedBytes(
    of tensor: TensorIndex, row: Int, columns: Range<Int>
  ) -> UnsafeMutableRawBufferPointer {
    let (region, offset, count) = savedSpan(tensor, row: row, columns: columns)
    return bytes(region, offset, count)
  }

  /// Names and sizes with the fence, in alphabetical order.
  var sizes: [(region: String, bytes: Int)] {
    regions.keys.sorted().map { ($0, regions[$0]!.count) }
  }
}
