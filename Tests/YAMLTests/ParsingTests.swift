import Support
import Testing
import YAML

@Suite struct ParsingTests {
  @Test func composesPositionedNodes() throws {
    let text = """
      # a recipe
      recipe: 1
      budget: { sram: 64KiB, flash: "1M" }
      stages:
        - é: ~
        - [1, 2]
      text: |
        a
        b
      """
    #expect(
      try parse(text).outline == """
        2:1{2:1 recipe: 2:9 1, 3:1 budget: 3:9{3:11 sram: 3:17 64KiB, 3:24 flash: 3:31 "1M"}, \
        4:1 stages: 5:3[5:5{5:5 é: 5:8 ~}, 6:5[6:6 1, 6:9 2]], 7:1 text: 7:7 "a
        b"}
        """)
  }

  @Test func aByteOrderMarkAndDirectivesDoNotShift() throws {
    #expect(try parse("\u{FEFF}a: 1").outline == "1:1{1:1 a: 1:4 1}")
    #expect(try parse("%YAML 1.2\n---\na: 1\n...\n").outline == "3:1{3:1 a: 3:4 1}")
    #expect(try parse("a: 1\r\nb: 2\r\n").outline == "1:1{1:1 a: 1:4 1, 2:1 b: 2:4 2}")
  }

  @Test func standardTags() throws {
    guard case .mapping(let members) = try parse("a: !!str 5\nb: !!int \"5\"\nc: ! 5\nd: !!seq [1]").kind
    else {
      Issue.record("no mapping")
      return
    }
    let values = members.map { member -> YAML.Scalar.Value? in
      if case .scalar(let scalar) = member.value.kind { scalar.value } else { nil }
    }
    #expect(values == [.string("5"), .integer(5), .string("5"), nil])
  }

  @Test(arguments: [
    ("~", YAML.Scalar.Value.null), ("", .null), ("null", .null), ("true", .bool(true)),
    ("False", .bool(false)),
    ("yes", .string("yes")), ("12", .integer(12)), ("-3", .integer(-3)), ("+3", .integer(3)),
    ("0x1F", .integer(31)), ("0o17", .integer(15)), ("010", .integer(10)), ("0x", .string("0x")),
    ("0x-1", .string("0x-1")), ("1.5", .real(1.5)), (".5", .real(0.5)), ("1.", .real(1)),
    ("1e3", .real(1000)),
    ("-1.5E-1", .real(-0.15)), (".", .string(".")), ("1e", .string("1e")), ("-", .string("-")),
    (".inf", .real(.infinity)), ("-.inf", .real(-.infinity)), ("inf", .string("inf")),
    ("nan", .string("nan")),
    ("0x1p3", .string("0x1p3")), ("1_000", .string("1_000")), ("64KiB", .string("64KiB")),
    ("9223372036854775808", .real(9_223_372_036_854_775_808)), ("1.2.3", .string("1.2.3")),
  ])
  func coreSchema(text: String, value: YAML.Scalar.Value) {
    #expect(YAML.Scalar(text).value == value)
    #expect(YAML.Scalar(text, style: .quoted).value == .string(text))
  }

  @Test(arguments: [
    ("", "r.yaml:1:1: the file holds no document; expected a mapping"),
    ("# only\n", "r.yaml:2:1: the file holds no document; expected a mapping"),
    (
      "a: [1, 2\nb: 3",
      "r.yaml:2:2: not YAML: did not find expected ',' or ']' while parsing a flow sequence that starts at 1:4"
    ),
    (
      "a:\n\tb: 1",
      """
      r.yaml:2:1: not YAML: found character that cannot start any token while scanning for the next token; \
      indent with spaces, not with tabs
      """
    ),
    (
      "a: \"x",
      "r.yaml:1:6: not YAML: found unexpected end of stream while scanning a quoted scalar that starts at 1:4"
    ),
    ("a: 1\n---\nb: 2", "r.yaml:2:1: a second document; expected one document in a file"),
    (
      "a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\na: 4",
      """
      r.yaml:3:1: duplicate key "a"; expected each key once; it stands first at line 1
      r.yaml:4:11: duplicate key "d"; expected each key once; it stands first at line 4
      r.yaml:5:1: duplicate key "a"; expected each key once; it stands first at line 1
      """
    ),
    (
      "a: &x 1\nb: *x\nc:\n  <<: *x\n  \"<<\": 1",
      """
      r.yaml:1:4: the anchor "&x" is not supported; write the value out where it is used
      r.yaml:2:4: the alias "*x" is not supported; write the value out
      r.yaml:4:3: the merge key "<<" is not supported; write the keys out
      r.yaml:4:7: the alias "*x" is not supported; write the value out
      """
    ),
    ("? [1]\n: 2", "r.yaml:1:3: a sequence as a key; expected a word as a key"),
    ("*x : 1", "r.yaml:1:1: the alias \"*x\" is not supported; write the value out"),
    (
      "a: !foo 1\nb: !!binary x\nc: !!map [1]",
      """
      r.yaml:1:4: the tag "!foo" is not supported here; expected !!null, !!bool, !!int, !!float, !!str or none
      r.yaml:2:4: the tag "!!binary" is not supported here; expected !!null, !!bool, !!int, !!float, !!str or none
      r.yaml:3:4: the tag "!!map" is not supported here; expected !!seq or none
      """
    ),
    (
      "%TAG !e! tag:e,2000:\n---\na: 1",
      "r.yaml:1:1: tag directives are not supported; remove the lines with %TAG"
    ),
    (
      "a: 1\na: 2\nb: [",
      """
      r.yaml:2:1: duplicate key "a"; expected each key once; it stands first at line 1
      r.yaml:4:1: not YAML: did not find expected node content while parsing a flow node
      """
    ),
  ])
  func refuses(text: String, expected: String) {
    #expect(findings(text) == expected)
  }
}
