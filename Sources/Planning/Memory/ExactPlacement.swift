/// The narrowings that searching may take when nothing else is asked: a fraction of a second for one network.
package let exactPlacementNodes = 32_000

/// As many of the fullest moments are followed in a search; more of them find little and take time.
private let followedMoments = 8

/// Offsets with the lowest peak, and the proof that there is none lower, or the gap where the nodes run out.
///
/// Each question is whether there are offsets that end at or below a peak (``OffsetSearch``). With up to a
/// quarter of the nodes it is asked briefly at the bound and from there upwards, since a peak far below the
/// greedy one is often found at once where there is one. Then it is asked just below the best known until the
/// answer is no, which is the proof. Where three quarters of the nodes don't suffice, the rest of them go into
/// raising the bound by halving the gap. Buffers that have a place whatever the others do are left out of the
/// search and placed last.
///
/// - Complexity: O(nodes * (pairs + moments * buffers a moment ^ 2)), exponential without a limit.
func lowered(
  _ start: BufferOffsets, _ buffers: [Buffer], _ conflicts: Conflicts, inPlace: Set<InPlacePair>,
  nodeLimit: Int
) -> BufferOffsets {
  var best = start
  guard !best.isProved else { return best }
  let moments = fullestMoments(buffers, inPlace: inPlace, count: followedMoments)
  var search = OffsetSearch(buffers, conflicts, moments)

  /// Asks for offsets that end at or below `peak`, a whole word; whether there is an answer.
  func ask(_ peak: Int, nodes: Int) -> Bool {
    let late = buffersWithAPlaceAnyway(buffers, conflicts, peak)
    let answer = search.place(below: peak, without: late, like: best.offsets, nodeLimit: nodes)
    best.nodes += search.nodes
    switch answer {
    case .found(var offsets):
      for index in late.reversed() {
        offsets[index] = lowestOffset(of: index, beside: offsets, buffers, conflicts)
      }
      best.offsets = offsets.map { $0! }
      best.peak = zip(best.offsets, buffers).map { $0 + $1.bytes }.max()!.roundedUp(to: 4)
    case .none:
      best.bound = peak + 4
    case .unknown:
      return false
    }
    return true
  }

  var next = best.bound
  while next < best.peak, best.nodes < nodeLimit / 4 {
    _ = ask(next, nodes: nodeLimit / 64)
    next = max(best.bound, next + max(4, (best.peak - next) / 8 * 4))
  }
  let searching = nodeLimit - nodeLimit / 4
  while !best.isProved, ask(best.peak - 4, nodes: searching - best.nodes) {}
  var high = best.peak - 4
  while best.bound < high, best.nodes < nodeLimit {
    let middle = (best.bound + high) / 8 * 4
    if ask(middle, nodes: min((nodeLimit - searching) / 4, nodeLimit - best.nodes)) {
      high = min(high, best.peak - 4)
    } else {
      high = middle
    }
  }
  return best
}

/// Buffers that can be left to the end, the first of them last: the others, wherever they lie, can't block all
/// of its offsets below the peak.
private func buffersWithAPlaceAnyway(_ buffers: [Buffer], _ conflicts: Conflicts, _ peak: Int) -> [Int] {
  var isLate = [Bool](repeating: false, count: buffers.count)
  var late: [Int] = []
  var known = -1
  while known < late.count {
    known = late.count
    for (index, buffer) in buffers.enumerated() where !isLate[index] && buffer.bytes <= peak {
      let places = (peak - buffer.bytes) / buffer.alignment + 1
      var blocked = 0
      for (other, offsets) in conflicts.of[index] where !isLate[other] {
        for interval in offsets {
          blocked += (interval.upper - interval.lower - 2 + buffer.alignment) / buffer.alignment
        }
      }
      guard blocked < places else { continue }
      isLate[index] = true
      late.append(index)
    }
  }
  return late
}
