extension Placement: CustomStringConvertible {
  /// One line a buffer, by memory and offset: what `--dump placement` prints.
  package var description: String {
    let sorted = regions.flatMap { region in
      buffers.filter { $0.region == region.name }.sorted {
        ($0.offset, $0.firstStep, $0.buffer.name) < ($1.offset, $1.firstStep, $1.buffer.name)
      }
    }
    let lines = sorted.map { placed in
      let buffer = placed.buffer
      return "\(placed.region)+\(placed.offset) \(buffer.bytes) bytes \(buffer.kind.rawValue) \(buffer.name)"
        + " (\(buffer.slots) rows of \(buffer.rowBytes)) steps \(placed.firstStep)...\(placed.lastStep)"
    }
    let parts = regions.map { " \($0.name) \($0.peak)" }.joined()
    let head = "placement peak \(peak) bound \(lowerBound)" + (regions.count > 1 ? ":\(parts)" : "")
    return ([head] + lines).joined(separator: "\n")
  }
}
