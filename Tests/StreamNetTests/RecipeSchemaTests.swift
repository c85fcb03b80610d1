import Support
import Testing

/// The schema for editors has the keys that the reader takes. The reader names them when it meets an unknown
/// one.
@Suite struct RecipeSchemaTests {
  func schema() throws -> JSON {
    let text = try Folder.text("recipes/schema/recipe.schema.json")
    return try JSON.parse(Array(text.utf8), file: "recipe.schema.json")
  }

  /// The keys and values the reader says it expects for the mistake in this recipe.
  func expected(_ recipe: String) throws -> [String] {
    let folder = try tinyFolder()
    try folder.write("recipe: 1\nmodel: tiny.yaml\n\(recipe)\n", to: "r.yaml")
    let outcome = try Streamnet.run(["plan", "r.yaml"], in: folder)
    let line = try #require(outcome.complaints.last)
    let list = try line.splitOnce("; expected ").after.split(separator: ";")[0]
    let words = list.hasPrefix("one of ") ? list.dropFirst("one of ".count) : list
    return words.split(separator: ",").map { String($0.drop { $0 == " " }) }.sorted()
  }

  @Test func keys() throws {
    let top = try #require(try schema()["properties"])
    #expect(try expected("zzz: 1") == top.keys.sorted())
    #expect(
      try expected("schedule: { policy: layer-wise, zzz: 1 }")
        == top["schedule"]?["properties"]?.keys.sorted())
    #expect(try expected("check: { zzz: 1 }") == top["check"]?["properties"]?.keys.sorted())
    #expect(try expected("outputs: { directory: x, zzz: 1 }") == top["outputs"]?["properties"]?.keys.sorted())
  }

  @Test func values() throws {
    let top = try #require(try schema()["properties"])
    for key in ["input", "placement", "specialise"] {
      #expect(try expected("\(key): zzz") == top[key]?["enum"]?.array?.compactMap(\.string).sorted())
    }
    #expect(try expected("check: { inputs: 0 }") == ["an integer from 1 to 100"])
    let count = top["check"]?["properties"]?["inputs"]?["oneOf"]?.array?[0]
    #expect(count?["minimum"] == 1)
    #expect(count?["maximum"] == 100)
  }

  /// What must be there is what the reader misses.
  @Test func requiredKeys() throws {
    let root = try schema()
    func required(_ schema: JSON?) -> [String] { schema?["required"]?.array?.compactMap(\.string) ?? [] }
    func missing(_ recipe: String) throws -> [String] {
      let folder = try tinyFolder()
      try folder.write(recipe, to: "r.yaml")
      return try Streamnet.run(["plan", "r.yaml"], in: folder).complaints.map { line in
        try String(line.splitOnce("missing key \"").after.prefix { $0 != "\"" })
      }
    }
    #expect(try ["recipe"] + missing("recipe: 1\ninput: resident\n") == required(root))
    let start = "recipe: 1\nmodel: tiny.yaml\n"
    let top = try #require(root["properties"])
    #expect(try missing(start + "schedule: { options: {} }\n") == required(top["schedule"]))
    #expect(try missing(start + "outputs: {}\n") == required(top["outputs"]))
    #expect(try missing(start + "board: { sram: 1K }\n") == required(top["board"]?["oneOf"]?.array?[1]))
    let optional = start + "budget: {}\nplacement: greedy\ncheck: {}\n"
    #expect(try missing(optional) == [])
  }
}
