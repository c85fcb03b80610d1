import Support
import Testing

@Suite struct RandomTests {
  /// The first outputs of the reference implementation (prng.di.unimi.it/splitmix64.c) for seed 1234567.
  @Test func splitMixReference() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }

  @Test func staysBelowTheBoundAndReachesAll() {
    var random = SplitMix64(seed: 7)
    var counts = [0, 0, 0]
    for _ in 0..<3000 { counts[Int(random.next(below: 3))] += 1 }
    #expect(counts.allSatisfy { (900...1100).contains($0) })
    #expect(random.next(below: 1) == 0)
    #expect(random.next(below: .max) < .max)
  }

  @Test func integersOfARange() {
    var random = SplitMix64(seed: 7)
    let drawn = Set((0..<200).map { _ in random.int(in: -2...2) })
    #expect(drawn == [-2, -1, 0, 1, 2])
    #expect(random.int(in: 5...5) == 5)
    _ = random.int(in: Int.min...Int.max)
  }

  @Test func noise() {
    var state: UInt64 = 0
    var noise = LinearCongruential32(seed: 0)
    for _ in 0..<1000 {
      state = (state * 1_664_525 + 1_013_904_223) % (1 << 32)
      #expect(Int(noise.nextInt8()) == Int(state / (1 << 24)) - 128)
    }
  }
}
