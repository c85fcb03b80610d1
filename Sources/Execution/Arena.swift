import Network
import Planning

/// The memories of a simulated board: one byte array a region, as large as the placement says and no larger.
final class Arena {
  private var regions: [String: UnsafeMutableRawBufferPointer] = [:]
  private let graph: Graph
  private let placement: Placement
  /// For each tensor the column that its memory holds first; other than 0 only where it is a window.
  private(set) var origins: [Int]

  /// - Parameter fill: what every byte holds at first.
  init(_ program: Program, _ placement: Placement, fill: UInt8) {
    graph = program.graph
    self.placement = placement
    origins = Array(repeating: 0, count: program.graph.tensors.count)
    for placed in placement.buffers {
      let end = placed.offset + placed.buffer.bytes
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
    let placed = placement.buffer(of: tensor)
    let skipped = (columns.lowerBound - origins[tensor]) * pixelBytes
    return (placed.region, placed.address(ofRow: row) + skipped, columns.count * pixelBytes)
  }

  /// Some columns of a row of a tensor.
  func bytes(of tensor: TensorIndex, row: Int, columns: Range<Int>) -> UnsafeMutableRawBufferPointer {
    let (region, offset, count) = span(tensor, row: row, columns: columns)
    return bytes(region, offset, count)
  }

  /// Lets the memory of a tensor hold columns from `origin` on, and takes along what a step keeps.
  func move(_ kept: Access, to origin: Int) {
    let sources =
      kept.columns.isEmpty ? [] : kept.rows.map { bytes(of: kept.tensor, row: $0, columns: kept.columns) }
    origins[kept.tensor] = origin
    for (row, source) in zip(kept.rows, sources) {
      let target = bytes(of: kept.tensor, row: row, columns: kept.columns)
      target.baseAddress!.copyMemory(from: source.baseAddress!, byteCount: source.count)
    }
  }

  /// As ``move(_:to:)`` where nothing is taken along.
  func setOrigin(of tensor: TensorIndex, to origin: Int) { origins[tensor] = origin }

  /// Names and sizes, in alphabetical order.
  var sizes: [(region: String, bytes: Int)] {
    regions.keys.sorted().map { ($0, regions[$0]!.count) }
  }
}
