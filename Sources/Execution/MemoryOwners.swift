import Network
import Planning
import Support

/// Which pixel of which tensor every byte of memory belongs to: what the guard checks reads against.
struct MemoryOwners {
  private let graph: Graph
  /// Byte by byte the owner's number; 0 is nobody.
  private var owners: [String: [UInt32]] = [:]
  /// The number of the first pixel of each tensor.
  private var firstPixel: [UInt32] = []

  init(_ program: Program, _ arena: Arena) {
    graph = program.graph
    for (region, bytes) in arena.sizes { owners[region] = Array(repeating: 0, count: bytes) }
    var next: UInt32 = 1
    for tensor in graph.tensors {
      firstPixel.append(next)
      next += tensor.isConstant ? 0 : UInt32(tensor.shape.rows * tensor.shape.columns)
    }
  }

  /// Makes the bytes of a written rectangle belong to their pixels.
  ///
  /// - Parameter isSaved: whether into the ring while the rows are still in the window.
  mutating func write(_ access: Access, in arena: Arena, isSaved: Bool = false) {
    for row in access.rows where !access.columns.isEmpty {
      let (region, offset, count) =
        isSaved
        ? arena.savedSpan(access.tensor, row: row, columns: access.columns)
        : arena.span(access.tensor, row: row, columns: access.columns)
      let pixelBytes = count / access.columns.count
      var owner = number(access.tensor, row, access.columns.lowerBound)
      owners[region]!.withUnsafeMutableBufferPointer { owners in
        for pixel in 0..<access.columns.count {
          for byte in 0..<pixelBytes { owners[offset + pixel * pixelBytes + byte] = owner }
          owner += 1
        }
      }
    }
  }

  /// Makes the bytes of a buffer belong to nobody.
  mutating func forget(_ placed: PlacedBuffer) {
    for byte in placed.offset..<placed.offset + placed.buffer.bytes { owners[placed.region]![byte] = 0 }
  }

  /// The first byte of a rectangle that does not belong to the pixel it should hold, worded as a finding.
  func problem(with access: Access, in arena: Arena) -> Problem? {
    for row in access.rows where !access.columns.isEmpty {
      let (region, offset, count) = arena.span(access.tensor, row: row, columns: access.columns)
      let pixelBytes = count / access.columns.count
      let first = number(access.tensor, row, access.columns.lowerBound)
      let fault = owners[region]!.withUnsafeBufferPointer { owners in
        (0..<count).first { owners[offset + $0] != first + UInt32($0 / pixelBytes) }
      }
      guard let fault else { continue }
      let name = graph.tensors[access.tensor].name
      return Problem(
        "it reads row \(row) of \(name) at \(region)+\(offset + fault), which holds \(owner(of: region, offset + fault, access.tensor))"
      )
    }
    return nil
  }

  private func number(_ tensor: TensorIndex, _ row: Int, _ column: Int) -> UInt32 {
    firstPixel[tensor] + UInt32(row * graph.tensors[tensor].shape.columns + column)
  }

  private func owner(of region: String, _ byte: Int, _ tensor: TensorIndex) -> String {
    let owner = owners[region]![byte]
    if owner == 0 { return "nothing yet (an uninitialised byte)" }
    let index = firstPixel.lastIndex { $0 <= owner }!
    let row = Int(owner - firstPixel[index]) / graph.tensors[index].shape.columns
    return index == tensor
      ? "row \(row) of it (a stale byte)" : "row \(row) of \(graph.tensors[index].name) (a foreign byte)"
  }
}
