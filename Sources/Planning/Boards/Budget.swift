import Network
import Support

/// How many bytes of a board's memories a plan may use, by memory name, and of stack; what is not named is the
/// board's own size.
package struct Budget: Sendable, Hashable {
  package var bytes: [String: Int]

  /// The name under which the stack of a run is limited; it is no memory of its own.
  package static let stack = "stack"

  package init(_ bytes: [String: Int] = [:]) { self.bytes = bytes }

  /// The bytes of a memory that may be used.
  package func limit(of region: MemoryRegion) -> Int { min(region.bytes, bytes[region.name] ?? region.bytes) }

  /// Findings for names that are not memories of the board, in alphabetical order.
  package func findings(for board: Board) -> [Problem] {
    let names = board.memories.map(\.name) + [Budget.stack]
    return bytes.keys.sorted().filter { !names.contains($0) }.map { name in
      Problem(
        "the budget names a memory \(name) that \(board.name) does not have",
        expected: names.joined(separator: " or "),
        hint: suggestion(for: name, among: names).map { "did you mean \"\($0)\"?" })
    }
  }
}
