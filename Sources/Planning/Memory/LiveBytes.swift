/// The bytes in use at each moment, beginning with the one before the first; no placement needs less than the
/// greatest of them.
///
/// Of buffers that live in cycles of one loop those count that meet in a round: the most bytes of any part of it.
///
/// - Complexity: O(rows + moments).
package func liveBytes(_ buffers: [Buffer]) -> [Int] {
  let moments = (buffers.compactMap { $0.life?.end }.max() ?? -1) + 2
  var changes = [Int](repeating: 0, count: moments + 1)
  func add(_ bytes: Int, _ life: RowLife) {
    changes[life.start + 1] += bytes
    changes[life.end + 2] -= bytes
  }
  for buffer in buffers where buffer.cycle == nil {
    for part in buffer.parts { add(part.bytes, part.life) }
  }
  for (loop, bytes) in busiestRounds(buffers) {
    // At edges some windows of a loop are not in use: rounds in which all are bound the rest.
    let windows = buffers.filter { $0.cycle?.loop == loop }.map { Set($0.pieces ?? []) }
    for life in windows.dropFirst().reduce(windows[0], { $0.intersection($1) }) { add(bytes, life) }
  }
  var live = 0
  return changes.map { change in
    live += change
    return live
  }
}

/// For each loop with cycles the most bytes that are in use together in a round, by loop.
private func busiestRounds(_ buffers: [Buffer]) -> [(loop: Int, bytes: Int)] {
  let windows = buffers.filter { $0.cycle != nil && $0.pieces != nil }
  return Set(windows.map { $0.cycle!.loop }).sorted().map { loop in
    let lives = windows.filter { $0.cycle!.loop == loop }
    let bytes = lives.map { one in
      lives.reduce(0) { sum, other in
        let (moment, life) = (one.cycle!.life.start, other.cycle!.life)
        return sum + (life.start <= moment && moment <= life.end ? other.bytes : 0)
      }
    }
    return (loop, bytes.max() ?? 0)
  }
}

/// The moment at which most bytes live; the first of several.
package func busiestMoment(_ buffers: [Buffer]) -> Int {
  let live = liveBytes(buffers)
  return (live.firstIndex(of: live.max() ?? 0) ?? 0) - 1
}
