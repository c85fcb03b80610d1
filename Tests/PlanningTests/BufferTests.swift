import Planning
import Support
import TestSupport
import Testing

@Suite struct BufferTests {
  private let again = RunSeed.reproduction("BufferTests")

  private func meet(_ a: RowLife, _ b: RowLife) -> Bool { a.start <= b.end && b.start <= a.end }

  /// Whether no two rows that live together share a slot.
  private func isSafe(_ slots: Int, _ lives: [RowLife?]) -> Bool {
    for (row, life) in lives.enumerated() {
      for later in stride(from: row + slots, to: lives.count, by: slots) {
        if let life, let other = lives[later], meet(life, other) { return false }
      }
    }
    return true
  }

  @Test func slotsAreTheFewestForRowsMadeInOrder() {
    var random = RunSeed.generator("slots in order")
    for _ in 0..<500 {
      var moment = 0
      let lives: [RowLife?] = (0..<random.int(in: 1...12)).map { _ in
        moment += random.int(in: 0...3)
        return RowLife(start: moment, end: moment + random.int(in: 0...8))
      }
      let fewest = (1...lives.count).first { isSafe($0, lives) } ?? lives.count
      #expect(Buffer.slots(for: lives) == fewest, "\(again): \(lives)")
    }
  }

  @Test func slotsAreSafeForRowsMadeInAnyOrder() {
    var random = RunSeed.generator("slots in any order")
    for _ in 0..<500 {
      let lives: [RowLife?] = (0..<random.int(in: 1...12)).map { _ in
        let start = random.int(in: -1...20)
        return random.oneIn(5) ? nil : RowLife(start: start, end: start + random.int(in: 0...8))
      }
      #expect(isSafe(Buffer.slots(for: lives), lives), "\(again): \(lives)")
    }
  }

  @Test func rowsThatNeverMeetShareOneSlot() {
    #expect(Buffer.slots(for: [RowLife(start: 0, end: 1), nil, RowLife(start: 2, end: 2)]) == 1)
    #expect(Buffer.slots(for: []) == 1)
    #expect(Buffer.slots(for: [nil, nil]) == 1)
    #expect(Buffer.slots(for: Array(repeating: RowLife(start: -1, end: -1), count: 5)) == 5)
  }

  @Test func liveBytesCountEveryLiveRow() {
    var random = RunSeed.generator("live bytes")
    for _ in 0..<200 {
      let buffers = RandomBuffers.make(&random)
      let live = liveBytes(buffers)
      let last = buffers.compactMap { $0.life?.end }.max() ?? -1
      for moment in -1...last {
        let expected = buffers.reduce(0) { sum, buffer in
          sum + buffer.rowBytes
            * buffer.lives.count { $0.map { $0.start <= moment && moment <= $0.end } ?? false }
        }
        #expect(live[moment + 1] == expected, "\(again): moment \(moment)")
      }
      #expect(live[busiestMoment(buffers) + 1] == live.max(), "\(again)")
    }
  }
}

/// Small buffers with random rows and lives.
enum RandomBuffers {
  static func make(_ random: inout SplitMix64, count: Int? = nil, rows: Int = 5) -> [Buffer] {
    (0..<(count ?? random.int(in: 1...7))).map { index in
      var start = random.int(in: -1...6)
      let lives: [RowLife?] = (0..<random.int(in: 1...rows)).map { _ in
        start += random.int(in: 0...2)
        return random.oneIn(8) ? nil : RowLife(start: start, end: start + random.int(in: 0...4))
      }
      let slots = random.oneIn(2) ? lives.count : Buffer.slots(for: lives)
      return Buffer(
        name: "buffer \(index)", kind: slots < lives.count ? .ring : .tensor, slots: slots,
        rowBytes: random.int(in: 1...9), alignment: random.choice([1, 2, 4]), lives: lives)
    }
  }

  /// Expects that no byte holds two live rows and that every offset is aligned.
  static func check(_ buffers: [Buffer], _ offsets: [Int], inPlace: Set<InPlacePair>, _ comment: String) {
    for first in buffers.indices {
      #expect(offsets[first] >= 0 && offsets[first] % buffers[first].alignment == 0, "\(comment)")
      for second in buffers.indices where second > first {
        let written = inPlace.contains(InPlacePair(written: first, read: second)) ? first : second
        let read = first + second - written
        let collides = collide(
          buffers[read], at: offsets[read], buffers[written], at: offsets[written],
          mayFollow: inPlace.contains(InPlacePair(written: written, read: read)))
        #expect(!collides, "\(comment): \(buffers[first].name) and \(buffers[second].name)")
      }
    }
  }

  /// Whether two rows may not lie where they lie: their lives meet and their bytes do, unless `second` is
  /// written in place of `first`, at or below it, in the moment in which that is last read.
  static func collide(
    _ first: Buffer, at firstOffset: Int, _ second: Buffer, at secondOffset: Int, mayFollow: Bool
  ) -> Bool {
    for case (let row, let life?) in first.lives.enumerated() {
      for case (let otherRow, let other?) in second.lives.enumerated() {
        guard life.start <= other.end, other.start <= life.end else { continue }
        let (address, otherAddress) = (
          firstOffset + first.offset(ofRow: row), secondOffset + second.offset(ofRow: otherRow)
        )
        let overlap = (address..<address + first.rowBytes).overlaps(
          otherAddress..<otherAddress + second.rowBytes)
        let isInPlace = mayFollow && life.end == other.start && otherAddress <= address
        if overlap && !isInPlace { return true }
      }
    }
    return false
  }
}
