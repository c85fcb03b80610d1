import Network
import Planning

/// Puts tensors together from the rectangles that steps write, so that each can be seen whole even where
/// memory never holds it whole.
struct TensorCollector {
  private let graph: Graph
  private var parts: [TensorIndex: (bytes: [UInt8], missing: Int)] = [:]

  init(_ program: Program) { graph = program.graph }

  /// Copies what a step has just written; returns an operator's result once all of it is there.
  mutating func take(
    _ write: Access, from arena: Arena, _ placement: Placement
  ) -> (tensor: TensorIndex, bytes: [UInt8])? {
    guard !graph.inputs.contains(write.tensor) else { return nil }
    let tensor = graph.tensors[write.tensor]
    let placed = placement.buffer(of: write.tensor)
    let pixelBytes = tensor.shape.channels * tensor.type.byteCount
    var part =
      parts.removeValue(forKey: write.tensor)
      ?? ([UInt8](repeating: 0, count: tensor.byteCount), tensor.shape.rows * tensor.shape.columns)
    let width = write.columns.count * pixelBytes
    for row in write.rows {
      let skipped = write.columns.lowerBound * pixelBytes
      let source = arena.bytes(placed.region, placed.address(ofRow: row) + skipped, width)
      part.bytes.withUnsafeMutableBytes { bytes in
        bytes.baseAddress!.advanced(by: row * placed.buffer.rowBytes + skipped)
          .copyMemory(from: source.baseAddress!, byteCount: width)
      }
    }
    part.missing -= write.rows.count * write.columns.count
    if part.missing == 0 { return (write.tensor, part.bytes) }
    parts[write.tensor] = part
    return nil
  }
}
