import Support
import Testing
import YAML

@Suite struct ReaderTests {
  @Test func readsEveryType() throws {
    let recipe = try reader(
      """
      name: in3
      version: 1.0
      count: 0x10
      rate: 3
      exact: true
      sram: 64KiB
      plain: 512
      shape: [1, 80, 80, 3]
      plugins: [a, b]
      budget: { flash: 1M }
      blocks:
        - kernel: 3
        - kernel: 5
      nothing: ~
      split: auto
      """)
    #expect(recipe.string("name", among: ["in3", "in4"]) == "in3")
    #expect(recipe.string("version") == "1.0")
    #expect(recipe.integer("count", in: 1...16) == 16)
    #expect(recipe.real("rate", in: 0...3) == 3)
    #expect(recipe.bool("exact") == true)
    #expect(recipe.byteSize("sram") == 65_536)
    #expect(recipe.byteSize("plain") == 512)
    #expect(recipe.integers("shape", in: 1...100) == [1, 80, 80, 3])
    #expect(recipe.strings("plugins") == ["a", "b"])
    #expect(recipe.mapping("budget")?.byteSize("flash") == 1 << 20)
    #expect(recipe.mappings("blocks")?.map { $0.integer("kernel") } == [3, 5])
    #expect(recipe.string("nothing", .optional) == nil)
    #expect(recipe.integer("nothing", default: 7) == 7)
    #expect(!recipe.has("nothing"))
    #expect(recipe.has("split"))
    #expect(recipe.node("split")?.text == "auto")
    #expect(recipe.lines() == [])
  }

  @Test func defaultsAndOptionals() throws {
    let recipe = try reader("{}")
    #expect(recipe.string("a", default: "x") == "x")
    #expect(recipe.integer("b", default: 3) == 3)
    #expect(recipe.real("c", default: 0.5) == 0.5)
    #expect(recipe.bool("d", default: true))
    #expect(recipe.byteSize("e", default: 9) == 9)
    #expect(recipe.strings("f", .optional) == nil)
    #expect(recipe.mapping("g", .optional) == nil)
    #expect(recipe.mappings("h", .optional) == nil)
    #expect(recipe.lines() == [])
  }

  @Test func unknownKeysHaveASuggestion() throws {
    let recipe = try reader("model: a\noptions:\n  x: 1\n  bord: b")
    _ = recipe.string("model")
    let options = try #require(recipe.mapping("options"))
    _ = options.string("board", .optional)
    _ = options.integer("x")
    let expected = ["r.yaml:4:3: unknown key \"bord\"; expected one of board, x; did you mean \"board\"?"]
    #expect(recipe.lines() == expected)
    #expect(recipe.lines() == expected, "a second time says the same")
  }

  @Test func longListsOfKeysAreCut() throws {
    let recipe = try reader("zebra: 1")
    for key in "abcdefghijklmn" { _ = recipe.string(String(key), .optional) }
    #expect(
      recipe.lines() == [
        "r.yaml:1:1: unknown key \"zebra\"; expected one of a, b, c, d, e, f, g, h, i, j, k, l, …"
      ])
  }

  @Test func everyErrorIsReportedInTheOrderOfTheFile() throws {
    let recipe = try reader(
      """
      placement: exat
      inputs: 500
      rate: fast
      emulate: yes
      sram: 1.5K
      flash: [1]
      shape: [1, x, 0]
      check: 3
      blocks: [{a: 1}, 2]
      board: ~
      modle: m
      inputs: 3
      alias: *x
      """)
    _ = recipe.string("model")
    _ = recipe.string("board")
    _ = recipe.bool("emulate")
    #expect(recipe.string("placement", default: "exact", among: ["exact", "greedy"]) == "exact")
    #expect(recipe.integer("inputs", default: 2, in: 1...100) == 2)
    _ = recipe.real("rate", in: 0...1)
    _ = recipe.byteSize("sram")
    _ = recipe.byteSize("flash", in: 1...Int.max)
    #expect(recipe.integers("shape", in: 1...Int.max) == nil)
    #expect(recipe.mapping("check") == nil)
    #expect(recipe.mappings("blocks")?.count == 1)
    #expect(recipe.string("alias") == nil)
    let size = ByteSize.expected
    #expect(
      recipe.lines() == [
        "r.yaml:1:1: missing key \"model\"; expected a string",
        "r.yaml:1:12: \"placement\" is \"exat\"; expected one of exact, greedy; did you mean \"exact\"?",
        "r.yaml:2:9: \"inputs\" is 500; expected an integer from 1 to 100",
        "r.yaml:3:7: \"rate\" is \"fast\"; expected a number from 0.0 to 1.0",
        "r.yaml:4:10: \"emulate\" is \"yes\"; expected true or false",
        "r.yaml:5:7: \"sram\": \"1.5K\" is a fraction; expected \(size)",
        "r.yaml:6:8: \"flash\" is a sequence; expected \(size), of at least 1",
        "r.yaml:7:12: element 2 of \"shape\" is \"x\"; expected an integer of at least 1",
        "r.yaml:7:15: element 3 of \"shape\" is 0; expected an integer of at least 1",
        "r.yaml:8:8: \"check\" is 3; expected a mapping",
        "r.yaml:9:11: unknown key \"a\"; expected no key",
        "r.yaml:9:18: element 2 of \"blocks\" is 2; expected a mapping",
        "r.yaml:10:8: \"board\" has no value; expected a string",
        """
        r.yaml:11:1: unknown key "modle"; expected one of model, board, emulate, placement, inputs, rate, \
        sram, flash, shape, check, blocks, alias; did you mean "model"?
        """,
        "r.yaml:12:1: duplicate key \"inputs\"; expected each key once; it stands first at line 2",
        "r.yaml:13:8: the alias \"*x\" is not supported; write the value out",
      ])
  }

  @Test func integersThatDoNotFit() throws {
    let recipe = try reader("a: 99999999999999999999\nb: 1.0\nc: \"5\"\nd: .nan\ne: -1\nf: 99999999999G")
    #expect(recipe.integer("a") == nil)
    #expect(recipe.integer("b") == nil)
    #expect(recipe.integer("c") == nil)
    #expect(recipe.real("d") == nil)
    #expect(recipe.byteSize("e") == nil)
    #expect(recipe.byteSize("f") == nil)
    #expect(
      recipe.lines() == [
        "r.yaml:1:4: \"a\" is 99999999999999999999; expected an integer",
        "r.yaml:2:4: \"b\" is 1.0; expected an integer",
        "r.yaml:3:4: \"c\" is \"5\"; expected an integer",
        "r.yaml:4:4: \"d\" is .nan; expected a number",
        "r.yaml:5:4: \"e\": \"-1\" is negative; expected \(ByteSize.expected)",
        "r.yaml:6:4: \"f\": \"99999999999G\" is too large; expected \(ByteSize.expected)",
      ])
  }

  @Test func aDocumentThatIsNoMapping() throws {
    let recipe = try reader("[1]")
    #expect(recipe.string("model") == nil)
    #expect(recipe.lines() == ["r.yaml:1:1: a sequence where a mapping belongs; expected `key: value`"])
  }

  @Test func theUsersOwnKeys() throws {
    let recipe = try reader("split: auto\ntile: 1")
    #expect(recipe.entries().map { $0.key.text } == ["split", "tile"])
    recipe.report("no such option", at: recipe.entries()[1].key, hint: "see the policy")
    #expect(recipe.lines() == ["r.yaml:2:1: no such option; see the policy"])
  }

  @Test func aReaderOverAParsedNode() throws {
    let recipe = YAML.Reader(try parse("a: 1"), file: "other.yaml")
    #expect(recipe.lines() == ["other.yaml:1:1: unknown key \"a\"; expected no key"])
  }
}
