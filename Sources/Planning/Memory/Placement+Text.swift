extension Placement: CustomStringConvertible {
  /// One line a buffer, by offset: what `--dump placement` prints.
  package var description: String {
    let sorted = buffers.sorted {
      ($0.offset, $0.firstStep, $0.buffer.name) < ($1.offset, $1.firstStep, $1.buffer.name)
    }
    let lines = sorted.map { placed in
      let buffer = placed.buffer
      return "\(placed.region)+\(placed.offset) \(buffer.bytes) bytes \(buffer.kind.rawValue) \(buffer.name)"
        + " (\(buffer.slots) rows of \(buffer.rowBytes)) steps \(placed.firstStep)...\(placed.lastStep)"
    }
    return (["placement peak \(peak) bound \(lowerBound)"] + lines).joined(separator: "\n")
  }
}
