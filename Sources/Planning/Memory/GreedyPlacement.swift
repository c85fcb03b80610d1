/// An offset for every buffer such that no byte holds two live rows.
///
/// Buffers are placed one after the other at the lowest offset their conflicts with those already placed
/// allow. Several orders are tried (largest first, earliest first, and each of them with the buffers of the
/// busiest moment in front); the best is then changed for some rounds by moving the buffer that reaches highest
/// to the front. The lowest peak is kept; the first wins ties. The technique is that of TensorFlow Lite Micro's
/// greedy planner, over row lifetimes; the rounds are those of Joslin and Clements, "Squeaky wheel
/// optimization" (1999).
///
/// - Parameter bound: no peak is lower; where it is reached, nothing more is tried.
/// - Returns: the offsets and the end of the highest buffer.
/// - Complexity: O((orders + rounds) * conflicts).
package func placeGreedily(
  _ buffers: [Buffer], _ conflicts: Conflicts, bound: Int = 0
) -> (offsets: [Int], peak: Int) {
  var best: (offsets: [Int], peak: Int)?
  var bestOrder: [Int] = []
  for order in placementOrders(buffers) where best?.peak ?? .max > bound {
    let offsets = place(buffers, conflicts, in: order)
    let peak = zip(offsets, buffers).map { $0 + $1.bytes }.max() ?? 0
    if peak < best?.peak ?? .max {
      best = (offsets, peak)
      bestOrder = order
    }
  }
  guard var (offsets, peak) = best else { return ([], 0) }
  var order = bestOrder
  for _ in 0..<placementRounds where best?.peak ?? 0 > bound {
    guard let highest = order.firstIndex(where: { offsets[$0] + buffers[$0].bytes == peak }) else { break }
    order.insert(order.remove(at: highest), at: 0)
    offsets = place(buffers, conflicts, in: order)
    peak = zip(offsets, buffers).map { $0 + $1.bytes }.max() ?? 0
    if peak < best?.peak ?? .max { best = (offsets, peak) }
  }
  return best ?? ([], 0)
}

/// Small against the time that finding the conflicts takes.
private let placementRounds = 32

private func placementOrders(_ buffers: [Buffer]) -> [[Int]] {
  let bySize = buffers.indices.sorted { (-buffers[$0].bytes, $0) < (-buffers[$1].bytes, $1) }
  let byStart = buffers.indices.sorted {
    (buffers[$0].life?.start ?? 0, -buffers[$0].bytes, $0) < (
      buffers[$1].life?.start ?? 0, -buffers[$1].bytes, $1
    )
  }
  let busiest = busiestMoment(buffers)
  func busyFirst(_ order: [Int]) -> [Int] {
    let isBusy = { (index: Int) in
      buffers[index].life.map { $0.start <= busiest && busiest <= $0.end } ?? false
    }
    return order.filter(isBusy) + order.filter { !isBusy($0) }
  }
  return [bySize, byStart, busyFirst(bySize), busyFirst(byStart), byStart.reversed()]
}

private func place(_ buffers: [Buffer], _ conflicts: Conflicts, in order: [Int]) -> [Int] {
  var offsets = [Int?](repeating: nil, count: buffers.count)
  for index in order { offsets[index] = lowestOffset(of: index, beside: offsets, buffers, conflicts) }
  return offsets.map { $0! }
}

/// The lowest offset that a buffer may have beside those that have one.
func lowestOffset(
  of index: Int, beside offsets: [Int?], _ buffers: [Buffer], _ conflicts: Conflicts
) -> Int {
  var forbidden: [ForbiddenOffsets] = []
  for (other, relative) in conflicts.of[index] {
    guard let placed = offsets[other] else { continue }
    // `relative` is other - this, so this = other - relative.
    forbidden += relative.map { ForbiddenOffsets(lower: placed - $0.upper, upper: placed - $0.lower) }
  }
  return lowestOffset(outside: forbidden, alignment: buffers[index].alignment)
}

/// The lowest aligned offset in none of some intervals.
func lowestOffset(outside forbidden: [ForbiddenOffsets], alignment: Int) -> Int {
  var offset = 0
  for interval in ForbiddenOffsets.merged(forbidden) where interval.upper > offset {
    if offset <= interval.lower { break }
    offset = interval.upper.roundedUp(to: alignment)
  }
  return offset
}

extension Int {
  /// The least multiple of `alignment` that is not below this number.
  func roundedUp(to alignment: Int) -> Int { (self + alignment - 1) / alignment * alignment }
}
