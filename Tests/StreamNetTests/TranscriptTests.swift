import Testing

/// What a line `...` may stand for, and what else counts as a difference.
@Suite struct TranscriptTests {
  private func difference(_ shown: [String], _ printed: [String]) -> String? {
    Transcript.Command(line: 1, text: "", output: shown).difference(from: printed)
  }

  @Test func dotsStandForAnyLines() {
    #expect(difference(["a", "...", "c"], ["a", "b", "b", "c"]) == nil)
    #expect(difference(["a", "..."], ["a"]) == nil)
    #expect(difference(["...", "c"], ["a", "c", ""]) == nil)
  }

  @Test func whatIsMissingOrTooMuchIsADifference() {
    #expect(difference(["a", "c"], ["a", "b"]) == "expected: c\nprinted:  b")
    #expect(difference(["a", "...", "c"], ["a", "b"]) == "expected: c\nprinted:  b")
    #expect(difference(["a"], ["a", "b"]) == "also printed: b")
    #expect(difference(["a", "b"], ["a"]) == "expected: b\nprinted:  nothing more")
  }

  @Test func filesAndCommandsAreToldApart() {
    let text = "x\n<!-- file: a.lua -->\n```lua\nreturn 1\n```\n```console\n$ b\nc\n$ d\n```\n"
    let transcript = Transcript(markdown: text + "<!-- not run -->\n```console\n$ e\n```\n")
    #expect(transcript.commands.map(\.text) == ["b", "d"])
    #expect(transcript.commands.map(\.line) == [7, 9])
    #expect(transcript.commands.map(\.output) == [["c"], []])
    guard case .file("a.lua", "return 1\n")? = transcript.parts.first else {
      Issue.record("the file is not read")
      return
    }
  }
}
