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
    var part =
      parts.removeValue(forKey: write.tensor)
      ?? ([UInt8](repeating: 0, count: tensor.byteCount), tensor.shape.rows * tensor.shape.columns)
    for row in write.rows {
      let (offset, count) = placed.span(of: write, row: row, in: graph)
      let skipped = row * placed.buffer.rowBytes + offset - placed.address(ofRow: row)
      let source = arena.bytes(placed.region, offset, count)
      part.bytes.withUnsafeMutableBytes {
        $0.baseAddress!.advanced(by: skipped).copyMemory(from: source.baseAddress!, byteCount: count)
      }
    }
    part.missing -= write.rows.count * write.columns.count
    if part.missing == 0 { return (write.tensor, part.bytes) }
    parts[write.tensor] = part
    return nil
  }
}
