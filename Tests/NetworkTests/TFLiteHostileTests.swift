import Network
import Support
import Testing

@Suite("TFLite: bytes nobody trusts")
struct TFLiteHostileTests {
  /// Small models with weights, attributes in operands, several results and several operators.
  static func samples() throws -> [[UInt8]] {
    let names = [
      "border-int8-float32", "conv-3x3-same", "mean-keep", "pad-all-sides", "resize-mixed", "split-channels",
      "squeeze", "slice-beyond-the-end",
    ]
    return try names.map { try TFLiteFixtures.bytes(TFLiteFixtures.folder + "/operators", $0) }
  }

  @Test("a model cut anywhere is refused, unless only unused bytes are gone")
  func truncation() throws {
    for bytes in try Self.samples() {
      #expect(TFLiteFixtures.findings(bytes, name: "m").isEmpty)
      for length in 0..<bytes.count {
        let findings = TFLiteFixtures.findings(Array(bytes[..<length]), name: "m")
        #expect(!findings.isEmpty || length > bytes.count - 32, "cut to \(length) of \(bytes.count) bytes")
      }
    }
  }

  @Test("20,000 models with one changed byte never crash, and what is read is valid")
  func changedBytes() throws {
    var random = SplitMix64(seed: 1)
    let samples = try Self.samples()
    var read = 0
    for index in 0..<20_000 {
      var bytes = samples[index % samples.count]
      bytes[random.int(in: 0...bytes.count - 1)] ^= UInt8(random.int(in: 1...255))
      guard let graph = try? TFLite.read(bytes, name: "m") else { continue }
      read += 1
      if !graph.validate().isEmpty { Issue.record("change \(index) gives an invalid graph") }
    }
    #expect((2_000...18_000).contains(read))
  }

  @Test("a 32-bit number anywhere replaced by an extreme one never crashes")
  func extremeNumbers() throws {
    for bytes in try Self.samples() {
      let extremes = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_fffc, UInt32(bytes.count)]
      for position in stride(from: 0, to: bytes.count - 3, by: 4) {
        for value in extremes {
          var changed = bytes
          for index in 0..<4 { changed[position + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
          let findings = TFLiteFixtures.findings(changed, name: "m")
          #expect(findings.utf8.count < 10_000)
        }
      }
    }
  }
}
