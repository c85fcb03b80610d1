import Network
import Planning

/// Puts tensors together from the rectangles that steps write, so that each can be seen whole even where
/// memory never holds it whole.
struct TensorCollector {
  private let graph: Graph
  private var parts: [TensorIndex: Part] = [:]

  private struct Part {
    var bytes: [UInt8]
    /// Pixel by pixel whether it was written; some are more than once.
    var isWritten: [Bool]
    var missing: Int
  }

  init(_ program: Program) { graph = program.graph }

  /// Copies what a step has just computed; returns an operator's result the first time all of it is there.
  mutating func take(
    _ step: Step, _ write: Access, from arena: Arena
  ) -> (tensor: TensorIndex, bytes: [UInt8])? {
    // Of a sum there is no saying when it is whole; what is made of it is compared.
    guard step.kind == .compute, !graph.operators[step.index].kind.addsUp else { return nil }
    let shape = graph.tensors[write.tensor].shape
    var part =
      parts.removeValue(forKey: write.tensor)
      ?? Part(
        bytes: [UInt8](repeating: 0, count: graph.tensors[write.tensor].byteCount),
        isWritten: Array(repeating: false, count: shape.rows * shape.columns),
        missing: shape.rows * shape.columns)
    defer { parts[write.tensor] = part }
    guard part.missing > 0 else { return nil }
    for row in write.rows {
      let source = arena.bytes(of: write.tensor, row: row, columns: write.columns)
      let start = (row * shape.columns + write.columns.lowerBound) * (source.count / write.columns.count)
      part.bytes.withUnsafeMutableBytes {
        $0.baseAddress!.advanced(by: start).copyMemory(from: source.baseAddress!, byteCount: source.count)
      }
      for column in write.columns where !part.isWritten[row * shape.columns + column] {
        part.isWritten[row * shape.columns + column] = true
        part.missing -= 1
      }
    }
    return part.missing == 0 ? (write.tensor, part.bytes) : nil
  }
}
