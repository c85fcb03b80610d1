/// The bytes of live rows at each moment; no placement needs less than the greatest of them. Buffers that live
/// in cycles are left out: which of them meet no moment tells.
///
/// - Complexity: O(rows + moments).
package func liveBytes(_ buffers: [Buffer]) -> [Int] {
  let moments = (buffers.compactMap { $0.life?.end }.max() ?? -1) + 2
  var changes = [Int](repeating: 0, count: moments + 1)
  for buffer in buffers where buffer.cycle == nil {
    for case let life? in buffer.lives {
      changes[life.start + 1] += buffer.rowBytes
      changes[life.end + 2] -= buffer.rowBytes
    }
  }
  var live = 0
  return changes.map { change in
    live += change
    return live
  }
}

/// The moment at which most bytes live; the first of several.
package func busiestMoment(_ buffers: [Buffer]) -> Int {
  let live = liveBytes(buffers)
  return (live.firstIndex(of: live.max() ?? 0) ?? 0) - 1
}
