import Support
import Testing
import YAML

/// Files that mean harm: each is refused with one clear line, at once.
@Suite(.timeLimit(.minutes(5))) struct HostileTests {
  @Test(arguments: ["[", "{a: ", "- ", "? ", "[{a: "])
  func deepNesting(opening: String) {
    let text = String(repeating: opening, count: 1_000_000 / opening.utf8.count)
    #expect(findings(text).contains("sequences and mappings nest too deep; expected at most 32 levels"))
  }

  @Test func depthAtTheLimit() {
    let fine = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
    #expect(findings(fine) == "fine")
    #expect(findings("[" + fine + "]").contains("nest too deep"))
  }

  @Test func manyAliases() {
    let text = "a: &a 1\nb: [" + String(repeating: "*a, ", count: 200_000) + "]"
    let lines = findings(text).split(separator: "\n")
    #expect(lines.count == 101)
    #expect(lines.last?.hasSuffix("more than 100 errors; reading stops here") == true)
  }

  @Test func anExpansionBombDoesNotExpand() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1..<20 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(findings(text).hasPrefix("r.yaml:1:5: the anchor \"&a0\" is not supported"))
  }

  @Test func manyNodes() {
    let text = "[" + String(repeating: "1,", count: 150_000) + "]"
    #expect(findings(text) == "r.yaml:1:200000: the document has too many values; expected at most 100000")
  }

  @Test func manyDirectives() {
    let directives = String(repeating: "%TAG !a! b\n", count: 90_000)
    #expect(findings(directives + "--- 1") == "r.yaml:17:1: too many lines start with %")
    #expect(findings("a: 1\n...\n" + directives) == "r.yaml:19:1: too many lines start with %")
  }

  @Test func hugeFilesAndScalars() throws {
    #expect(
      findings(String(repeating: "a", count: 1_048_577))
        == "r.yaml: the file has 1.0 MiB; expected at most 1 MiB")
    let scalar = String(repeating: "a", count: 1_000_000)
    #expect(try parse("a: " + scalar).outline.utf8.count > 1_000_000)
    #expect(findings(scalar + ": 1").hasPrefix("r.yaml:1:"))
    #expect(try reader("a: " + scalar).lines()[0].utf8.count < 200)
    let wrong = try reader("a: " + scalar)
    #expect(wrong.integer("a") == nil)
    #expect(wrong.lines()[0].utf8.count < 200)
  }

  @Test func bytesThatAreNoText() {
    #expect(
      findings([0x61, 0x3A, 0x0A, 0x20, 0x00]) == "r.yaml:2:2: the text has the control character 0x00")
    #expect(findings([0x61, 0xFF]) == "r.yaml:1:2: the text is not valid UTF-8")
    #expect(findings([0xFF, 0xFE, 0x61, 0x00]) == "r.yaml:1:1: the text is not valid UTF-8")
    #expect(findings("a: \u{1B}[31m") == "r.yaml:1:4: the text has the control character 0x1b")
    #expect(findings("ab: \u{80}") == "r.yaml:1:5: not YAML: control characters are not allowed")
    #expect(findings([]) == "r.yaml:1:1: the file holds no document; expected a mapping")
  }

  @Test func aForgedLineStaysInItsLine() throws {
    let lines = try reader("\"a\\nr.yaml:9:9: forged\\0\": 1").lines()
    #expect(lines == ["r.yaml:1:1: unknown key \"a r.yaml:9:9: forged \"; expected no key"])
  }

  static let sample = """
    %YAML 1.2
    ---
    recipe: 1   # comment
    budget: { sram: 64KiB, "flash": '1M' }
    list: [1, [2, {a: b}], ~]
    stages:
      - last: "a\\u00e9\\n"
        tile: !!int 3
      - ? key
        : |
          block
           text
      - >-
        folded
    """

  @Test func everyTruncationEndsCleanly() {
    let bytes = Array(Self.sample.utf8)
    #expect(findings(bytes) == "fine")
    for count in 0..<bytes.count {
      let outcome = findings(Array(bytes[..<count]))
      #expect(outcome == "fine" || outcome.hasPrefix("r.yaml:"))
    }
  }

  @Test func randomDamageEndsCleanly() {
    var random = SplitMix64(seed: 1)
    let original = Array(Self.sample.utf8)
    let marks = Array("[]{}&*!|>'\"%@`,:-?#\n\t \\a\u{85}".utf8)
    for _ in 0..<3000 {
      var bytes = original
      for _ in 0...random.int(in: 0...4) {
        let place = random.int(in: 0...bytes.count - 1)
        switch random.int(in: 0...3) {
        case 0: bytes[place] = UInt8(random.int(in: 0...255))
        case 1: bytes[place] = marks[random.int(in: 0...marks.count - 1)]
        case 2: bytes.insert(marks[random.int(in: 0...marks.count - 1)], at: place)
        default: bytes.remove(at: place)
        }
      }
      let outcome = findings(bytes)
      #expect(outcome == "fine" || outcome.hasPrefix("r.yaml:"))
    }
  }
}
