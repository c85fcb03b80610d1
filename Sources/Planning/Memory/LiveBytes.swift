/// The bytes that must lie apart before the first moment (at 0) and at each moment; no placement needs less
/// than the greatest of them.
///
/// - Complexity: O(rows + moments).
package func liveBytes(_ buffers: [Buffer], inPlace: Set<InPlacePair> = []) -> [Int] {
  liveBytes(ofLivesApart: livesApart(buffers, inPlace: inPlace))
}

/// The moment at which most bytes live; the first of several.
package func busiestMoment(_ buffers: [Buffer]) -> Int {
  let live = liveBytes(buffers)
  return (live.firstIndex(of: live.max() ?? 0) ?? 0) - 1
}

func liveBytes(ofLivesApart buffers: [Buffer]) -> [Int] {
  let moments = (buffers.compactMap { $0.life?.end }.max() ?? -1) + 2
  var changes = [Int](repeating: 0, count: moments + 1)
  for buffer in buffers {
    for part in buffer.parts {
      changes[part.life.start + 1] += part.bytes
      changes[part.life.end + 2] -= part.bytes
    }
  }
  var live = 0
  return changes.map { change in
    live += change
    return live
  }
}

/// The buffers with only those lives of rows that no two at one moment may share bytes.
///
/// A row that is written over others as they are last read has no life at that moment: it may lie in them. Of
/// buffers that live in the cycles of one loop, those that live together at the fullest point of a cycle keep
/// their lives.
func livesApart(_ buffers: [Buffer], inPlace: Set<InPlacePair>) -> [Buffer] {
  let together = Set(
    Dictionary(grouping: buffers.indices.filter { buffers[$0].cycle != nil }) {
      buffers[$0].cycle!.loop
    }.values.flatMap { fullestPoint(of: $0, in: buffers) })
  return buffers.enumerated().map { index, buffer in
    var buffer = buffer
    if buffer.cycle != nil, !together.contains(index) { buffer.pieces = [] }
    let lastReads = Set(
      inPlace.filter { $0.written == index }.flatMap { buffers[$0.read].lives.compactMap { $0?.end } })
    guard !lastReads.isEmpty else { return buffer }
    buffer.lives = buffer.lives.map { life in
      guard let life, lastReads.contains(life.start) else { return life }
      return life.start < life.end ? RowLife(start: life.start + 1, end: life.end) : nil
    }
    return buffer
  }
}

/// Of buffers that live in cycles of one loop those that live at the point of a cycle where most bytes do.
private func fullestPoint(of indices: [Int], in buffers: [Buffer]) -> [Int] {
  func living(at moment: Int) -> [Int] {
    indices.filter { buffers[$0].cycle!.life.start <= moment && moment <= buffers[$0].cycle!.life.end }
  }
  let points = indices.map { living(at: buffers[$0].cycle!.life.start) }
  func bytes(_ point: [Int]) -> Int { point.reduce(0) { $0 + buffers[$1].bytes } }
  return points.max { bytes($0) < bytes($1) } ?? []
}
