import Support
import Testing

@Suite struct TableTests {
  @Test func alignsColumns() {
    var table = Table([.left("model"), .right("peak"), .left("exact")])
    table.append(["mcunet-vww1", "12.3 KiB", "yes"])
    table.append(["é", "9 B", ""])
    #expect(
      table.rendered() == """
        model            peak  exact
        mcunet-vww1  12.3 KiB  yes
        é                 9 B
        """)
  }

  @Test func cellsStayOnTheirLine() {
    var table = Table([.left("name"), .left("b")])
    table.append(["a\nb\u{2028}c", " "])
    #expect(table.rendered() == "name   b\na b c")
  }
}

@Suite struct DiagnosticTests {
  @Test func oneLineEach() {
    let first = Diagnostic(
      at: .file("a.yaml", line: 4, column: 3), "unknown key \"x\r\n\u{2029}\u{85}y\"", expected: "z",
      hint: "h")
    let second = Diagnostic(
      at: .graph(model: "m", operator: "conv", tensor: "t"), "odd", severity: .warning)
    #expect(
      Diagnostics([first, second]).description
        == "a.yaml:4:3: unknown key \"x    y\"; expected z; h\nm: conv: tensor t: warning: odd")
  }

  @Test func longNamesAreCut() {
    #expect("ab".quoted == "\"ab\"")
    #expect(String(repeating: "a", count: 60).quoted.unicodeScalars.count == 62)
    #expect(("a" + String(repeating: "\u{301}", count: 10_000)).quoted.unicodeScalars.count == 63)
  }
}

@Suite struct SourcePositionTests {
  @Test func countsLinesAndScalars() {
    let bytes = Array("é\r\nb\rc\n\nd".utf8)
    #expect(SourcePosition(ofByte: 0, in: bytes) == SourcePosition(line: 1, column: 1))
    #expect(SourcePosition(ofByte: 2, in: bytes) == SourcePosition(line: 1, column: 2))
    #expect(SourcePosition(ofByte: 5, in: bytes) == SourcePosition(line: 2, column: 2))
    #expect(SourcePosition(ofByte: 6, in: bytes) == SourcePosition(line: 3, column: 1))
    #expect(SourcePosition(ofByte: 100, in: bytes) == SourcePosition(line: 5, column: 2))
  }

  @Test func findsInvalidUTF8() {
    #expect(firstInvalidUTF8Offset(in: Array("é😀".utf8)) == nil)
    #expect(firstInvalidUTF8Offset(in: [0x61, 0xED, 0xA0, 0x80]) == 1)
    #expect(firstInvalidUTF8Offset(in: [0x61, 0xC3]) == 1)
    #expect(firstInvalidUTF8Offset(in: []) == nil)
  }
}
