/// Offsets that two buffers must not have towards each other: an open interval of `second - first`.
package struct ForbiddenOffsets: Sendable, Hashable {
  package var lower: Int
  package var upper: Int

  package init(lower: Int, upper: Int) {
    self.lower = lower
    self.upper = upper
  }
}

/// Two buffers of which one may be written over the other, element behind element: what a kernel's contract
/// ``AliasContract/elements`` allows where both rows are touched at the same moment.
package struct InPlacePair: Sendable, Hashable {
  package var written: Int
  package var read: Int

  package init(written: Int, read: Int) {
    self.written = written
    self.read = read
  }
}

extension Buffer {
  /// The relative offsets `other - self` at which some byte would hold two live rows; merged and ascending.
  ///
  /// Each pair of rows whose lives meet forbids one open interval. Where `mayFollow` is given, `other` may be
  /// written in place: rows that meet only in the moment in which self's is last read and other's is first
  /// written may overlap if other's begins at or below self's.
  ///
  /// - Complexity: O(rows of self * rows of other).
  package func forbiddenOffsets(of other: Buffer, mayFollow: Bool = false) -> [ForbiddenOffsets] {
    if let cycle, let otherCycle = other.cycle, cycle.loop == otherCycle.loop {
      let (mine, theirs) = (cycle.life, otherCycle.life)
      let meet = mine.start <= theirs.end && theirs.start <= mine.end
      return meet ? [ForbiddenOffsets(lower: -other.bytes, upper: bytes)] : []
    }
    guard let mine = life, let theirs = other.life, mine.start <= theirs.end, theirs.start <= mine.end else {
      return []
    }
    if pieces != nil, other.pieces != nil {
      return meets(other) ? [ForbiddenOffsets(lower: -other.bytes, upper: bytes)] : []
    }
    var intervals: [ForbiddenOffsets] = []
    let otherParts = other.parts.filter { $0.life.start <= mine.end && mine.start <= $0.life.end }
    for part in parts where part.life.start <= theirs.end && theirs.start <= part.life.end {
      for otherPart in otherParts
      where part.life.start <= otherPart.life.end && otherPart.life.start <= part.life.end {
        let distance = part.offset - otherPart.offset
        let meetInPassing = mayFollow && part.life.end == otherPart.life.start
        let lower = distance - (meetInPassing ? 0 : otherPart.bytes)
        if let last = intervals.last, last.lower == lower, last.upper == distance + part.bytes { continue }
        intervals.append(ForbiddenOffsets(lower: lower, upper: distance + part.bytes))
      }
    }
    return ForbiddenOffsets.merged(intervals)
  }
}

extension Buffer {
  /// Whether two buffers that are in use as wholes ever are at the same time. O(times of both).
  private func meets(_ other: Buffer) -> Bool {
    guard let mine = pieces, let theirs = other.pieces else { return false }
    var (i, j) = (0, 0)
    while i < mine.count, j < theirs.count {
      if mine[i].end < theirs[j].start {
        i += 1
      } else if theirs[j].end < mine[i].start {
        j += 1
      } else {
        return true
      }
    }
    return false
  }
}

extension ForbiddenOffsets {
  /// The same offsets as disjoint intervals in ascending order.
  package static func merged(_ intervals: [ForbiddenOffsets]) -> [ForbiddenOffsets] {
    var merged: [ForbiddenOffsets] = []
    for interval in intervals.sorted(by: { ($0.lower, $0.upper) < ($1.lower, $1.upper) }) {
      guard interval.lower + 1 < interval.upper else { continue }
      if let last = merged.last, interval.lower < last.upper {
        merged[merged.count - 1].upper = max(last.upper, interval.upper)
      } else {
        merged.append(interval)
      }
    }
    return merged
  }

  /// The same constraint seen from the other buffer.
  package var reversed: ForbiddenOffsets { ForbiddenOffsets(lower: -upper, upper: -lower) }
}

extension RowLife? {
  fileprivate func meets(_ other: RowLife?) -> Bool {
    guard let self, let other else { return false }
    return self.start <= other.end && other.start <= self.end
  }
}

/// Which buffers constrain each other's places, and how.
package struct Conflicts: Sendable {
  /// For each buffer the others it must keep clear of, with the forbidden offsets `other - this`.
  package private(set) var of: [[(other: Int, offsets: [ForbiddenOffsets])]]

  /// - Complexity: O(pairs of buffers that live together * their rows squared).
  package init(_ buffers: [Buffer], inPlace: Set<InPlacePair>) {
    of = Array(repeating: [], count: buffers.count)
    let lives = buffers.map(\.life)
    for first in buffers.indices {
      for second in buffers.indices where second > first {
        // Buffers in cycles of one loop meet by their lives within a round instead.
        guard buffers[first].cycle != nil || lives[first].meets(lives[second]) else { continue }
        let offsets: [ForbiddenOffsets]
        if inPlace.contains(InPlacePair(written: first, read: second)) {
          offsets = buffers[second].forbiddenOffsets(of: buffers[first], mayFollow: true).map(\.reversed)
            .reversed()
        } else {
          let mayFollow = inPlace.contains(InPlacePair(written: second, read: first))
          offsets = buffers[first].forbiddenOffsets(of: buffers[second], mayFollow: mayFollow)
        }
        guard !offsets.isEmpty else { continue }
        of[first].append((second, offsets))
        of[second].append((first, offsets.map(\.reversed).reversed()))
      }
    }
  }
}
