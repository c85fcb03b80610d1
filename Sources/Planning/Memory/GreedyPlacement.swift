/// An offset for every buffer such that no byte holds two live rows.
///
/// Buffers are placed one after the other at the lowest offset their conflicts with those already placed
/// allow. Several orders are tried (largest first, earliest first, and each of them with the buffers of the
/// busiest moment in front), and the lowest peak is kept; the first order wins ties. The technique is that of
/// TensorFlow Lite Micro's greedy planner, over row lifetimes.
///
/// - Returns: the offsets and the end of the highest buffer.
/// - Complexity: O(orders * buffers * conflicts).
package func placeGreedily(_ buffers: [Buffer], _ conflicts: Conflicts) -> (offsets: [Int], peak: Int) {
  var best: (offsets: [Int], peak: Int)?
  for order in placementOrders(buffers) {
    let offsets = place(buffers, conflicts, in: order)
    let peak = zip(offsets, buffers).map { $0 + $1.bytes }.max() ?? 0
    if peak < best?.peak ?? .max { best = (offsets, peak) }
  }
  return best ?? ([], 0)
}

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
  for index in order {
    var forbidden: [ForbiddenOffsets] = []
    for (other, relative) in conflicts.of[index] {
      guard let placed = offsets[other] else { continue }
      // `relative` is other - this, so this = other - relative.
      forbidden += relative.map { ForbiddenOffsets(lower: placed - $0.upper, upper: placed - $0.lower) }
    }
    var offset = 0
    for interval in ForbiddenOffsets.merged(forbidden) where interval.upper > offset {
      if offset <= interval.lower { break }
      offset = interval.upper.roundedUp(to: buffers[index].alignment)
    }
    offsets[index] = offset
  }
  return offsets.map { $0! }
}

extension Int {
  /// The least multiple of `alignment` that is not below this number.
  func roundedUp(to alignment: Int) -> Int { (self + alignment - 1) / alignment * alignment }
}
