import Testing
import YAML

@Suite struct SpeedTests {
  @Test(.timeLimit(.minutes(5))) func aMegabyteIsReadAtOnce() throws {
    var text = "blocks:\n"
    let note = String(repeating: "n", count: 70)
    while text.utf8.count < 1_000_000 {
      text += "  - {kernel: 3, stride: [1, 1], name: conv, note: \(note)}\n"
    }
    _ = try parse(text)
  }
}
