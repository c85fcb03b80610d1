import Pipeline
import Planning
import Scripting
import Support

extension Toolkit {
  /// Every plug-in that is found, where, and why some cannot be used.
  public func plugins(_ settings: PluginSettings = PluginSettings(), pluginPath: [String] = []) -> Report {
    let catalog = PluginCatalog(pluginPath: pluginPath, settings: settings, home: home)
    var table = Table([.left("plug-in"), .left("version"), .left("state"), .left("file")])
    var isGood = true
    let entries = catalog.listings().map { listing in
      var (state, reason) = ("ready", JSON.null)
      switch listing.state {
      case .ready: break
      case .hidden: state = "hidden"
      case .refused(let diagnostics):
        isGood = false
        state = "refused"
        reason = .string(diagnostics.all.map(\.description).joined(separator: "; "))
      }
      table.append([
        "\(listing.kind.rawValue) \(listing.name)", listing.version ?? "-",
        reason.string.map { "refused: \($0)" } ?? state, listing.path,
      ])
      return JSON.object([
        ("kind", .string(listing.kind.rawValue)), ("name", .string(listing.name)),
        ("version", listing.version.map(JSON.string) ?? .null), ("state", .string(state)),
        ("reason", reason), ("file", .string(listing.path)),
      ])
    }
    return Report(
      text: table.rendered(),
      json: .object([("report", "plugins"), ("version", 1), ("plugins", .array(entries))]),
      outcome: isGood ? .done : .notFulfilled)
  }

  /// Writes a plug-in that works, its test, and what editors read, into a folder.
  ///
  /// - Parameters:
  ///   - kind: `policy`, `kernel`, `operator` or `board`.
  ///   - base: for a board the one it extends.
  public func newPlugin(
    kind: String, name: String, extending base: String? = nil, into folder: String
  ) throws(RequestFailure) -> Report {
    try answering { () throws(Diagnostics) in
      guard let kind = PluginKind(rawValue: kind) else {
        throw Diagnostics(
          Diagnostic(
            "there is no kind of plug-in named \(kind.quoted)",
            expected: PluginKind.allCases.map(\.rawValue).joined(separator: " or ")))
      }
      guard base == nil || kind == .board else {
        throw Diagnostics(
          Diagnostic("\(kind.noun) extends nothing", expected: "a board"))
      }
      let catalog = PluginCatalog(pluginPath: [folder], home: home)
      let board = try base.map { name throws(Diagnostics) in try catalog.board(name) }
      let skeleton = try PluginSkeleton(kind, named: name, extending: board, home: home)
      for file in skeleton.files.prefix(2) where Files.exists(Files.join(folder, file.name)) {
        throw Diagnostics(
          Diagnostic(at: .file(Files.join(folder, file.name)), "the file exists", expected: "a new name"))
      }
      var written: [String] = []
      for file in skeleton.files where !Files.exists(Files.join(folder, file.name)) {
        let path = Files.join(folder, file.name)
        let inner = Files.folder(of: path)
        if !inner.isEmpty { try Files.createDirectories(inner) }
        try Files.write(file.text, to: path)
        written.append(path)
      }
      return Report(
        text: written.joined(separator: "\n"),
        json: .object([
          ("report", "plugin-new"), ("version", 1), ("files", .array(written.map(JSON.string))),
        ]))
    }
  }

  /// Runs the tests beside plug-ins.
  ///
  /// - Parameter paths: files, or folders of which `boards` and `policies` are searched too; `.` where empty.
  public func testPlugins(
    _ paths: [String], pluginPath: [String] = [], _ settings: PluginSettings = PluginSettings()
  ) throws(RequestFailure) -> Report {
    let home = home
    let catalog = PluginCatalog(pluginPath: pluginPath, settings: settings, home: home)
    let files = try answering { () throws(Diagnostics) in try testFiles(paths.isEmpty ? ["."] : paths) }
    let results = files.map { path in
      PluginTests(path: path, catalog: catalog) { name throws(Diagnostics) in
        try ModelFile.model(name, home: home, catalog)
      }
    }
    var table = Table([.left("test"), .left(""), .left("")])
    var cases: [JSON] = []
    for result in results {
      for test in result.cases {
        table.append([test.name, test.failure == nil ? "passed" : "failed", test.failure ?? result.path])
        cases.append(
          .object([
            ("file", .string(result.path)), ("name", .string(test.name)),
            ("passed", .bool(test.failure == nil)), ("failure", test.failure.map(JSON.string) ?? .null),
          ]))
      }
    }
    return Report(
      text: table.rendered(),
      json: .object([("report", "plugin-test"), ("version", 1), ("tests", .array(cases))]),
      outcome: results.allSatisfy(\.passes) ? .done : .notFulfilled)
  }

  private func testFiles(_ paths: [String]) throws(Diagnostics) -> [String] {
    var files: [String] = []
    for path in paths {
      if path.hasSuffix(".lua") {
        files.append(path)
        continue
      }
      for folder in [path] + PluginKind.allCases.map({ Files.join(path, $0.folder) }) {
        let names = (try? Files.list(folder, suffix: PluginTests.suffix)) ?? []
        files += names.map { Files.join(folder == "." ? "" : folder.withoutDot, $0) }
      }
    }
    guard !files.isEmpty else {
      throw Diagnostics(
        Diagnostic(
          at: .file(paths[0]), "there are no tests", expected: "files that end with \(PluginTests.suffix)"))
    }
    return files
  }

  /// The reference of everything that Lua code sees, as Markdown.
  public static var luaReference: String { Manual().markdown }

  /// The same for editors that know LuaLS.
  public static var luaAnnotations: String { Manual().annotations }
}

extension String {
  /// The path without `./` before it.
  fileprivate var withoutDot: String { hasPrefix("./") ? String(dropFirst(2)) : self }
}
