import Testing
import YAML

@Suite struct SpeedTests {
  @Test func aMegabyteIsReadAtOnce() throws {
    var text = "blocks:\n"
    let note = String(repeating: "n", count: 70)
    while text.utf8.count < 1_000_000 {
      text += "  - {kernel: 3, stride: [1, 1], name: conv, note: \(note)}\n"
    }
    let duration = try ContinuousClock().measure { _ = try parse(text) }
    #expect(duration < .seconds(10), "took \(duration)")
  }
}
