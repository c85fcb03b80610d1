import Support

/// What a self-test printed, in the line format of docs/selftest.md.
package struct SelftestTranscript: Sendable {
  package struct Case: Sendable {
    package var data: String
    package var hasPassed: Bool
    /// The hash of the steps, where the build traces.
    package var steps: UInt64?
    /// Of each operator the hash of what it wrote, where the build observes.
    package var results: [UInt64]
    /// The bytes of the outputs, where the build prints them.
    package var outputs: [[UInt8]]
    /// Bytes of stack that the run took, where the build measures them.
    package var stack: Int?
  }

  package var cases: [Case] = []
  /// The verdict; nil where the run ended before it.
  package var hasPassed: Bool?
  /// Lines that are not part of the format, such as those of a fault.
  package var otherLines: [String] = []

  package init(_ text: [UInt8]) {
    var current = Case(data: "", hasPassed: false, steps: nil, results: [], outputs: [])
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      switch (words.first, words.count) {
      case ("BEGIN", _): break
      case ("TRACE", 2): current.steps = UInt64(words[1], radix: 16)
      case ("NODE", 3): current.results.append(UInt64(words[2], radix: 16) ?? 0)
      case ("STACK", 2): current.stack = Int(words[1])
      case ("CYCLES", 3): break
      case ("OUTPUT", 3):
        let index = Int(words[1]) ?? 0
        while current.outputs.count <= min(index, 4096) { current.outputs.append([]) }
        if current.outputs.indices.contains(index) {
          current.outputs[index] += SelftestTranscript.bytes(words[2])
        }
      case ("CASE", 4...):
        current.data = words[1..<words.count - 2].joined(separator: " ")
        current.hasPassed = words[words.count - 2] == "PASS"
        cases.append(current)
        current = Case(data: "", hasPassed: false, steps: nil, results: [], outputs: [])
      case ("END", 2): hasPassed = words[1] == "PASS"
      default: otherLines.append(String(decoding: line, as: UTF8.self))
      }
    }
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.utf8.map { $0 < 0x3A ? $0 &- 0x30 : ($0 | 0x20) &- 0x57 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] & 0xF }
  }
}
