import Planning
import Support
import TestSupport
import Testing

/// Forbidden offsets against a search over bytes.
@Suite struct ConflictsTests {
  private let again = RunSeed.reproduction("ConflictsTests")

  @Test(arguments: [false, true])
  func forbiddenOffsetsAreThoseAtWhichLiveRowsCollide(mayFollow: Bool) {
    var random = RunSeed.generator("forbidden offsets \(mayFollow)")
    for number in 0..<300 {
      let pair = RandomBuffers.make(&random, count: 2)
      let forbidden = pair[0].forbiddenOffsets(of: pair[1], mayFollow: mayFollow)
      for offset in -60...60 {
        let isForbidden = forbidden.contains { $0.lower < offset && offset < $0.upper }
        let collides = RandomBuffers.collide(
          pair[0], at: 100, pair[1], at: 100 + offset, mayFollow: mayFollow)
        #expect(isForbidden == collides, "\(again): pair \(number), offset \(offset): \(pair)")
      }
      for (first, second) in zip(forbidden, forbidden.dropFirst()) { #expect(first.upper <= second.lower) }
    }
  }

  @Test func conflictsAreSeenFromBothSides() {
    var random = RunSeed.generator("conflicts")
    for _ in 0..<50 {
      let buffers = RandomBuffers.make(&random, count: 4)
      let conflicts = Conflicts(
        buffers, inPlace: [InPlacePair(written: 1, read: 0), InPlacePair(written: 2, read: 3)])
      for index in buffers.indices {
        for (other, offsets) in conflicts.of[index] {
          let back = conflicts.of[other].first { $0.other == index }?.offsets
          #expect(back == offsets.map(\.reversed).reversed(), "\(again)")
        }
      }
      let offsets = conflicts.of[1].first { $0.other == 0 }?.offsets ?? []
      #expect(
        offsets == buffers[0].forbiddenOffsets(of: buffers[1], mayFollow: true).map(\.reversed).reversed())
      let others = conflicts.of[3].first { $0.other == 2 }?.offsets ?? []
      #expect(others == buffers[3].forbiddenOffsets(of: buffers[2], mayFollow: true))
    }
  }

  @Test func mergingKeepsOffsetsBetweenIntervalsFree() {
    let merged = ForbiddenOffsets.merged([
      ForbiddenOffsets(lower: 5, upper: 9), ForbiddenOffsets(lower: 0, upper: 5),
      ForbiddenOffsets(lower: 7, upper: 12), ForbiddenOffsets(lower: 20, upper: 21),
    ])
    // 5 is free; nothing lies between 20 and 21.
    #expect(merged == [ForbiddenOffsets(lower: 0, upper: 5), ForbiddenOffsets(lower: 5, upper: 12)])
  }
}
