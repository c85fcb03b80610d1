import Support
import Testing

@Suite struct JSONRenderingTests {
  @Test func keepsTheOrderOfMembers() {
    let value: JSON = ["zebra": 1, "ant": [true, nil, 1.5], "empty": [:], "none": []]
    #expect(value.rendered(pretty: false) == #"{"zebra":1,"ant":[true,null,1.5],"empty":{},"none":[]}"#)
  }

  @Test func prettyKeepsShortArraysOnOneLine() {
    let value: JSON = ["shape": [1, 80, 80, 3], "stages": [["peak": 2]], "empty": []]
    #expect(
      value.rendered(pretty: true) == """
        {
          "shape": [1, 80, 80, 3],
          "stages": [
            {
              "peak": 2
            }
          ],
          "empty": []
        }

        """)
    let long = JSON.array((0..<41).map(JSON.integer))
    #expect(long.rendered(pretty: true).split(separator: "\n").count == 43)
  }

  @Test func escapes() {
    let value: JSON = "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}é😀"
    #expect(value.rendered(pretty: false) == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u{7F}é😀\"")
    #expect(JSON.object([("a\n", 1)]).rendered(pretty: false) == #"{"a\n":1}"#)
  }

  @Test(arguments: [
    (0.1, "0.1"), (1, "1.0"), (-0.0, "-0.0"), (1e100, "1e+100"), (.leastNonzeroMagnitude, "5e-324"),
    (.infinity, "null"),
    (.nan, "null"),
  ])
  func numbers(value: Double, text: String) {
    #expect(JSON.number(value).rendered(pretty: false) == text)
  }
}

@Suite struct JSONParsingTests {
  func parse(_ text: String) throws(Diagnostics) -> JSON { try JSON.parse(Array(text.utf8), file: "x.json") }

  func message(_ bytes: [UInt8], limit: Int = 1 << 20) -> String {
    do throws(Diagnostics) {
      return "parsed: \(try JSON.parse(bytes, file: "x.json", limit: limit))"
    } catch {
      return error.description
    }
  }

  @Test func readsEveryKind() throws {
    let value = try parse(
      " {\"a\" : [1, -2.5e1, true, false, null, \"\\u00e9\\ud83d\\ude00\\/\"],\r\n \"b\":{}} ")
    #expect(value == ["a": [1, -25.0, true, false, nil, "é😀/"], "b": [:]])
    #expect(value["a"]?.array?.first?.integer == 1)
    #expect(value["a"]?.array?[1].number == -25)
    #expect(value["missing"] == nil)
  }

  @Test(arguments: [
    ("0", JSON.integer(0)), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("-0", .number(-0.0)), ("1e2", .number(100)),
    ("0.0", .number(0)), ("1E-2", .number(0.01)),
  ])
  func numbers(text: String, value: JSON) throws {
    #expect(try parse(text) == value)
  }

  @Test func whatIsWrittenReadsBack() throws {
    let value: JSON = ["k\u{0}\"": [1, 2.5, "\u{1F}\\😀", ["x": nil]], "e": [], "o": [:], "n": -7]
    #expect(try parse(value.rendered(pretty: false)) == value)
    #expect(try parse(value.rendered(pretty: true)) == value)
  }

  @Test(arguments: [
    ("", "x.json:1:1: the text ends too early; expected a JSON value"),
    ("[1,\n 2,]", "x.json:2:4: unexpected \"]\"; expected a JSON value"),
    ("{\"a\":1,}", "x.json:1:8: unexpected \"}\"; expected a key in double quotes"),
    ("{\"a\" 1}", "x.json:1:6: unexpected \"1\"; expected \":\""),
    ("{\"é\":1, \"é\":2}", "x.json:1:9: duplicate key \"é\"; expected each key once"),
    ("[1 2]", "x.json:1:4: unexpected \"2\"; expected \",\" or \"]\""),
    ("1 2", "x.json:1:3: unexpected \"2\"; expected the end of the file"),
    ("01", "x.json:1:2: unexpected \"1\"; expected no further digit after a leading 0"),
    ("-", "x.json:1:2: the text ends too early; expected a digit"),
    ("1.", "x.json:1:3: the text ends too early; expected a digit"),
    ("1e+", "x.json:1:4: the text ends too early; expected a digit"),
    ("+1", "x.json:1:1: unexpected \"+\"; expected a JSON value"),
    ("1e999", "x.json:1:1: the number \"1e999\" is too large"),
    ("NaN", "x.json:1:1: unexpected \"N\"; expected a JSON value"),
    ("tru", "x.json:1:1: unexpected \"t\"; expected a JSON value"),
    ("\"a", "x.json:1:3: the text ends too early; expected a closing quote"),
    ("\"a\n\"", "x.json:1:3: unexpected byte 0x0a; expected control characters in strings as \\u escapes"),
    ("\"\\x\"", "x.json:1:3: unexpected \"x\"; expected one of \" \\ / b f n r t u after \\"),
    ("\"\\", "x.json:1:3: the text ends too early; expected one of \" \\ / b f n r t u after \\"),
    ("\"\\u12g4\"", "x.json:1:6: unexpected \"g\"; expected four hexadecimal digits after \\u"),
    ("\"\\ud800\"", "x.json:1:2: half a surrogate pair; expected both halves as \\u escapes"),
    ("\"\\ud800\\u0041\"", "x.json:1:2: half a surrogate pair; expected both halves as \\u escapes"),
    ("\"\\udc00\"", "x.json:1:2: half a surrogate pair; expected both halves as \\u escapes"),
    ("\u{FEFF}1", "x.json:1:1: unexpected byte 0xef; expected a JSON value"),
    ("\0", "x.json:1:1: unexpected byte 0x00; expected a JSON value"),
  ])
  func refuses(text: String, expected: String) {
    #expect(message(Array(text.utf8)) == expected)
  }

  @Test func invalidUTF8() {
    #expect(message([0x22, 0x0A, 0xC3, 0x28, 0x22]) == "x.json:2:1: the text is not valid UTF-8")
  }

  @Test func capsDepthAndSize() throws {
    let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(throws: Never.self) { try parse(deepest) }
    let hostile = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(
      message(hostile) == "x.json:1:65: arrays and objects nest too deep; expected at most 64 levels")
    #expect(message([0x31, 0x32], limit: 1) == "x.json: the file has 2 B; expected at most 1 B")
  }

  @Test func everyTruncationIsRefused() {
    let text = Array(#"{"a":[1,2.5e1,true,null,"\u00e9\n"],"b":{"c":false}}"#.utf8)
    for count in 0..<text.count {
      #expect(message(Array(text[..<count])).hasPrefix("x.json:1:"))
    }
  }
}
