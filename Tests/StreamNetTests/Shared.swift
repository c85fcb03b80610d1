import Support
import Testing

/// A folder with the tiny network in it.
func tinyFolder() throws -> Folder {
  let folder = try Folder()
  try folder.copy("Tests/Fixtures/golden-text/tiny.yaml", to: "tiny.yaml")
  return folder
}

extension Streamnet.Outcome {
  /// Standard output read as JSON.
  func json() throws -> JSON { try JSON.parse(Array(output.utf8), file: "standard output") }
}

extension JSON {
  var keys: [String] { object?.map(\.key) ?? [] }
}

/// A request that fails as a whole: no output, these lines on standard error, this exit code.
func expectFailure(
  _ arguments: [String], in folder: Folder, _ lines: [String], code: Int32 = 1,
  at place: SourceLocation = #_sourceLocation
) throws {
  let outcome = try Streamnet.run(arguments, in: folder)
  #expect(outcome.complaints == lines.map { "error: \($0)" }, sourceLocation: place)
  #expect(outcome.output == "", sourceLocation: place)
  #expect(outcome.code == code, sourceLocation: place)
}
