import Testing

/// `scripts/fetch-models` against `file:` URLs: nothing here needs a network.
@Suite struct FetchModelsTests {
  static let hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
  static let wrong = String(repeating: "0", count: 64)

  /// A folder with the file `good model` (five bytes, `hello`) and a table of the given rows.
  struct Place {
    let folder: String
    var models: String { folder + "/models" }
    var table: String { folder + "/table.tsv" }
    var good: String { "file://\(folder)/good%20model" }
    var missing: String { "file://\(folder)/missing" }

    func tabulate(_ rows: [(name: String, hash: String, url: String)]) throws {
      let lines = rows.map { "\($0.name)\t\($0.hash)\t\($0.url)\tMIT\n" }
      try write("# name\tsha256\turl\tlicence\n" + lines.joined(), to: table)
    }

    func fetch(_ names: String...) throws -> Outcome {
      try run([projectRoot + "/scripts/fetch-models", "--into", models, "--table", table] + names)
    }

    /// Every file of the models' folder, hidden ones too.
    func files() throws -> [String] { try run(["ls", "-A", models]).lines }
  }

  func withPlace(_ body: (Place) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try write("hello", to: folder + "/good model")
      try body(Place(folder: folder))
    }
  }

  @Test func aRightFileIsFetched() throws {
    try withPlace { place in
      try place.tabulate([("one", Self.hello, place.good)])
      let outcome = try place.fetch()
      #expect(outcome.code == 0)
      #expect(
        outcome.lines == ["one: fetched", "To test with them: STREAMNET_MODELS=\(place.models) scripts/test"])
      #expect(try place.files() == ["one.tflite"])
      #expect(try text(of: place.models + "/one.tflite") == "hello")
    }
  }

  @Test func aRightFileIsLeftAloneAndNeedsNoOrigin() throws {
    try withPlace { place in
      try place.tabulate([("one", Self.hello, place.missing)])
      _ = try run(["mkdir", place.models])
      try write("hello", to: place.models + "/one.tflite")
      let outcome = try place.fetch()
      #expect(outcome.code == 0)
      #expect(outcome.lines.first == "one: already there")
    }
  }

  @Test func aWrongFileIsReplaced() throws {
    try withPlace { place in
      try place.tabulate([("one", Self.hello, place.good)])
      _ = try run(["mkdir", place.models])
      try write("old", to: place.models + "/one.tflite")
      #expect(try place.fetch().code == 0)
      #expect(try text(of: place.models + "/one.tflite") == "hello")
    }
  }

  @Test func aWrongHashLeavesNothingBehind() throws {
    try withPlace { place in
      try place.tabulate([("one", Self.wrong, place.good)])
      let outcome = try place.fetch()
      #expect(outcome.code == 1)
      #expect(
        outcome.lines == [
          "fetch-models: one: wrong sha256 of \(place.good): expected \(Self.wrong), got \(Self.hello)"
        ])
      #expect(try run(["ls", "-A", place.folder]).lines == ["good model", "table.tsv"])
    }
  }

  @Test func everyFailureIsReportedAndTheRestIsFetched() throws {
    try withPlace { place in
      try place.tabulate([
        ("one", Self.wrong, place.good), ("two", Self.hello, place.missing),
        ("three", Self.hello, "gopher://host/three"), ("four", Self.hello, place.good),
      ])
      let outcome = try place.fetch()
      #expect(outcome.code == 1)
      #expect(outcome.lines.count == 4)
      #expect(outcome.output.contains("fetch-models: one: wrong sha256 of "))
      #expect(outcome.output.contains("fetch-models: two: cannot download \(place.missing): "))
      #expect(
        outcome.output.contains("fetch-models: three: cannot download gopher://host/three: expected a url"))
      #expect(outcome.output.contains("four: fetched"))
      #expect(try place.files() == ["four.tflite"])
    }
  }

  @Test func onlyTheNamedModelsAreFetched() throws {
    try withPlace { place in
      try place.tabulate([("one", Self.hello, place.good), ("two", Self.hello, place.good)])
      #expect(try place.fetch("two").code == 0)
      #expect(try place.files() == ["two.tflite"])
      let unknown = try place.fetch("zwei")
      #expect(unknown.code == 64)
      #expect(
        unknown.lines == ["fetch-models: no model is called 'zwei'; \(place.table) has: one two"])
    }
  }

  @Test(arguments: ["../one", "one two", ".hidden"])
  func aNameThatIsNoFileNameIsRefused(name: String) throws {
    try withPlace { place in
      try place.tabulate([("fine", Self.hello, place.good), (name, Self.hello, place.good)])
      let outcome = try place.fetch()
      #expect(outcome.code == 64)
      #expect(outcome.output.hasPrefix("fetch-models: \(place.table):3: expected a name, a sha256"))
    }
  }

  @Test func theTableOfModelsMatchesTheTableOfOutputs() throws {
    let models = try rows(of: "/scripts/models.tsv")
    let outputs = try rows(of: "/Tests/Fixtures/outputs.tsv")
    #expect(models.count == 16)
    #expect(models.allSatisfy { $0.count == 4 && $0[1].count == 64 && $0[2].hasPrefix("https://") })
    let expected = models.flatMap { model in ["noise:1", "noise:2", "smooth"].map { [model[0], $0] } }
    #expect(outputs.map { Array($0.prefix(2)) } == expected)
    #expect(outputs.allSatisfy { $0.count == 3 && $0[2].count == 64 })
  }

  private func rows(of path: String) throws -> [[String]] {
    try text(of: projectRoot + path).split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t").map(String.init) }
  }
}
