import Network
import Support
import TestSupport
import Testing

/// Window arithmetic against a search over positions.
@Suite struct AxisWindowTests {
  private let again = RunSeed.reproduction("AxisWindowTests")

  private func randomWindow(_ random: inout SplitMix64) -> AxisWindow {
    AxisWindow(
      numerator: random.int(in: -4...4), denominator: random.int(in: 1...4), phase: random.int(in: -5...5),
      offset: random.int(in: -6...6), taps: random.int(in: 1...7), dilation: random.int(in: 1...3))
  }

  /// The greatest integer not above the fraction, by search.
  private func floor(_ numerator: Int, _ denominator: Int) -> Int {
    (-200...200).last { $0 * denominator <= numerator }!
  }

  private func positions(_ window: AxisWindow, _ y: Int) -> [Int] {
    let first = floor(y * window.numerator + window.phase, window.denominator) + window.offset
    return (0..<window.taps).map { first + $0 * window.dilation }
  }

  @Test func neededPositionsSpanAllTaps() {
    var random = RunSeed.generator("axis window")
    for _ in 0..<1000 {
      let window = randomWindow(&random)
      let start = random.int(in: 0...8)
      let output = start..<start + random.int(in: 1...6)
      let all = output.flatMap { positions(window, $0) }
      #expect(window.first(start) == positions(window, start)[0], "\(again): \(window) at \(start)")
      #expect(window.needed(output) == all.min()!..<all.max()! + 1, "\(again): \(window) of \(output)")
      let size = random.int(in: 1...12)
      let inside = all.min()!..<all.max()! + 1
      #expect(Array(window.needed(output, of: size)) == inside.filter { (0..<size).contains($0) }, "\(again)")
      #expect(
        window.validTaps(output, of: size) == all.count { (0..<size).contains($0) }, "\(again): \(window)")
    }
  }

  @Test func emptyOutputNeedsNothing() {
    #expect(AxisWindow(offset: 3, taps: 5).needed(4..<4).isEmpty)
    #expect(AxisWindow.identity.needed(0..<0, of: 9).isEmpty)
  }

  @Test func wholeAxisIsNeededForEveryPosition() {
    #expect(AxisWindow.whole(7).needed(2..<3, of: 7) == 0..<7)
    #expect(AxisWindow.whole(7).needed(0..<5) == 0..<7)
  }
}
