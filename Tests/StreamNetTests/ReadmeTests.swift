import Glibc
import Support
import Testing

/// Every command of the documents prints what they say it prints.
@Suite struct ReadmeTests {
  static let root = Files.folder(of: Files.folder(of: Files.folder(of: #filePath)))

  @Test(.timeLimit(.minutes(5)), arguments: ["README.md", "docs/lua.md"])
  func everyCommandPrintsWhatIsShown(_ document: String) throws {
    let folder = try Scratch()
    defer { folder.remove() }
    var code: Int32 = 0
    for part in try transcript(document).parts {
      switch part {
      case .file(let name, let text):
        try Files.write(text, to: Files.join(folder.path, name))
      case .command(let command):
        let place = "\(document):\(command.line): \(command.text)"
        // A code other than 0 is meant only where the next command shows it.
        let isCodeShown = command.text == "echo $?"
        #expect(code == 0 || isCodeShown, "the command before \(place) ended with code \(code)")
        let result = try folder.run(command.text, after: code)
        code = result.code
        if let difference = command.difference(from: result.lines) {
          Issue.record("\(place)\n\(difference)")
        }
      }
    }
    #expect(code == 0, "the last command of \(document) ended with code \(code)")
  }

  @Test func everySubcommandIsShown() throws {
    let shown = try transcript("README.md").commands.map(\.text)
    let names = [
      "run", "inspect", "plan", "simulate", "verify", "compile", "explain", "compare", "pareto", "reproduce",
      "ops",
      "boards", "policies", "lua", "plugins", "doctor",
    ]
    for name in names {
      #expect(shown.contains { $0.contains("streamnet \(name)") }, "README.md never runs streamnet \(name)")
    }
  }

  private func transcript(_ document: String) throws -> Transcript {
    let bytes = try Files.read(Files.join(Self.root, document), limit: 1 << 20)
    return Transcript(markdown: String(decoding: bytes, as: UTF8.self))
  }
}

/// A folder that looks like the project's to a reader who copies and edits files in it.
private struct Scratch {
  private let outer: String

  var path: String { Files.join(outer, "project") }

  init() throws {
    var template = Array("/tmp/streamnet-readme-XXXXXX".utf8CString)
    outer = String(cString: try #require(mkdtemp(&template)))
    try Files.createDirectories(path)
    for name in ["plugins", "recipes", "Tests"] {
      try #require(symlink(Files.join(ReadmeTests.root, name), Files.join(path, name)) == 0)
    }
  }

  /// Runs a line in the folder; its lines are those of standard output, then those of standard error.
  ///
  /// - Parameter code: the exit code of the line before, for `$?`.
  func run(_ line: String, after code: Int32) throws -> (lines: [String], code: Int32) {
    let errors = quoted(Files.join(outer, "errors"))
    let script = """
      cd \(quoted(path)) || exit 99
      export PATH=\(quoted(try binaryFolder())):"$PATH" STREAMNET_HOME=\(quoted(ReadmeTests.root)) LC_ALL=C
      ( (exit \(code)); \(line) ) </dev/null 2>\(errors)
      code=$?
      cat \(errors)
      exit $code
      """
    let stream = try #require(popen(script, "re"))
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&chunk, 1, chunk.count, stream), count > 0 { bytes += chunk[..<count] }
    let status = pclose(stream)
    let text = String(decoding: bytes, as: UTF8.self)
    return (
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
      status & 0x7f == 0 ? (status >> 8) & 0xff : -1
    )
  }

  func remove() {
    if let stream = popen("rm -rf -- \(quoted(outer))", "re") { _ = pclose(stream) }
  }

  /// The folder of the built command: given by scripts/test, else that of the tests themselves.
  private func binaryFolder() throws -> String {
    if let given = getenv("STREAMNET_BINARY") { return Files.folder(of: String(cString: given)) }
    let link = try #require(realpath("/proc/self/exe", nil))
    defer { free(link) }
    return Files.folder(of: String(cString: link))
  }

  private func quoted(_ text: String) -> String { "'" + text.replacing("'", with: #"'\''"#) + "'" }
}

/// Every piece of Lua in the guide is a file that a command uses.
@Suite struct GuideTests {
  @Test func everySnippetIsRun() throws {
    let text = try Folder.text("docs/lua.md")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let commands = Transcript(markdown: text).commands.map(\.text)
    for (index, line) in lines.enumerated() where line == "```lua" {
      let marker = lines[index - 1]
      let name = marker.dropFirst("<!-- file: ".count).prefix { $0 != " " }
      #expect(marker.hasPrefix("<!-- file: "), "docs/lua.md:\(index + 1): no file")
      #expect(commands.contains { $0.contains(name) }, "docs/lua.md:\(index + 1): \(name) is never used")
    }
  }
}
