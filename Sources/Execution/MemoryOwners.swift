import Network
import Planning
import Support

/// Which row of which tensor every byte of memory belongs to: what the guard checks reads against.
struct MemoryOwners {
  private let program: Program
  private let placement: Placement
  /// Byte by byte the owner's number; 0 is nobody.
  private var owners: [String: [UInt32]] = [:]
  /// The number of row 0 of each tensor.
  private var firstRow: [UInt32] = []

  init(_ program: Program, _ placement: Placement, _ arena: Arena) {
    self.program = program
    self.placement = placement
    for (region, bytes) in arena.sizes { owners[region] = Array(repeating: 0, count: bytes) }
    var next: UInt32 = 1
    for tensor in program.graph.tensors {
      firstRow.append(next)
      next += tensor.isConstant ? 0 : UInt32(tensor.shape.rows)
    }
  }

  /// Makes the bytes of a written rectangle belong to their rows.
  mutating func write(_ access: Access) {
    for row in access.rows {
      let (region, bytes) = self.bytes(of: row, access)
      let owner = firstRow[access.tensor] + UInt32(row)
      owners[region]!.withUnsafeMutableBufferPointer { owners in
        for index in bytes { owners[index] = owner }
      }
    }
  }

  /// The first byte of a rectangle that does not belong to the row it should hold, worded as a finding.
  func problem(with access: Access) -> Problem? {
    for row in access.rows {
      let (region, bytes) = self.bytes(of: row, access)
      let expected = firstRow[access.tensor] + UInt32(row)
      let fault = owners[region]!.withUnsafeBufferPointer { owners in
        bytes.first { owners[$0] != expected }
      }
      guard let fault else { continue }
      let name = program.graph.tensors[access.tensor].name
      return Problem(
        "it reads row \(row) of \(name) at \(region)+\(fault), which holds \(owner(of: region, fault, access.tensor))"
      )
    }
    return nil
  }

  private func owner(of region: String, _ byte: Int, _ tensor: TensorIndex) -> String {
    let owner = owners[region]![byte]
    if owner == 0 { return "nothing yet (an uninitialised byte)" }
    let index = firstRow.lastIndex { $0 <= owner }!
    let row = Int(owner - firstRow[index])
    return index == tensor
      ? "row \(row) of it (a stale byte)"
      : "row \(row) of \(program.graph.tensors[index].name) (a foreign byte)"
  }

  private func bytes(of row: Int, _ access: Access) -> (region: String, bytes: Range<Int>) {
    let placed = placement.buffer(of: access.tensor)
    let (offset, count) = placed.span(of: access, row: row, in: program.graph)
    return (placed.region, offset..<offset + count)
  }
}
