extension Schedule: CustomStringConvertible {
  /// One line a stage: what `--dump schedule` prints.
  package var description: String {
    var lines = ["schedule for graph \(graphHash.map { String($0.prefix(12)) } ?? "any")"]
    for (name, channels) in variant.groups.sorted(by: { $0.key < $1.key }) {
      lines.append("groups of \(name): \(channels.map(String.init).joined(separator: " ")) channels")
    }
    for name in variant.copies.sorted() { lines.append("copy of \(name)") }
    for stage in stages {
      var line =
        "stage to \(stage.last) tile \(stage.tile) order \(stage.order.rawValue) work \(stage.work.rawValue)"
      if stage.scan != .down { line += " scan \(stage.scan.rawValue)" }
      if stage.burst != 1 { line += " burst \(stage.burst)" }
      for inner in stage.inner { line += " inner \(inner.first)...\(inner.last) tile \(inner.tile)" }
      for name in stage.keep.keys.sorted() { line += " keep \(name)=\(stage.keep[name]!.rawValue)" }
      for name in stage.region.keys.sorted() { line += " region \(name)=\(stage.region[name]!)" }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }
}

extension Tile: CustomStringConvertible {
  package var description: String {
    "\(rows.map(String.init) ?? "all")x\(columns.map(String.init) ?? "all")"
  }
}
