import Support

/// What a plug-in adds.
package enum PluginKind: String, Sendable, Hashable, CaseIterable {
  case board, policy, kernel, `operator`

  /// The folder of a search path that holds plug-ins of this kind.
  package var folder: String {
    switch self {
    case .board: "boards"
    case .policy: "policies"
    case .kernel: "kernels"
    case .operator: "operators"
    }
  }

  /// The word with its article.
  package var noun: String { self == .operator ? "an operator" : "a \(rawValue)" }
}

/// A plug-in that was run: the table its file returned, and the state that keeps the functions in it.
struct PluginFile {
  /// The version of the plug-in interface; a plug-in names the one it was written for.
  static let api = "1"
  /// The greatest size of a plug-in's file.
  static let sizeLimit = 1 << 20

  let source: LuaSource
  let state: LuaState
  let bench: Workbench
  let fields: LuaFields

  /// Runs a file in a sandbox of its own.
  ///
  /// - Throws: what Lua reports, with file and line; a file that does not return one table.
  init(path: String, catalog: PluginCatalog) throws(Diagnostics) {
    try self.init(path: path, text: PluginFile.text(path), catalog: catalog)
  }

  /// The text of a file.
  ///
  /// - Throws: that it cannot be read, or is no text.
  static func text(_ path: String) throws(Diagnostics) -> String {
    let bytes = try Files.read(path, limit: PluginFile.sizeLimit)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostics(Diagnostic(at: .file(path), "the file is not UTF-8", expected: "Lua source"))
    }
    return text
  }

  /// Runs a text that was read from a file.
  init(path: String, text: String, catalog: PluginCatalog) throws(Diagnostics) {
    let state = LuaState(limits: catalog.limits)
    self.state = state
    let bench = Workbench(catalog: catalog)
    self.bench = bench
    bench.library = Files.join(Files.folder(of: Files.folder(of: path)), "library")
    bench.source = LuaSource(path: path, text: text)
    for module in bench.modules() { state.define(module) }
    let results: [LuaValue]
    defer { catalog.charge(state.usage) }
    do throws(LuaFailure) {
      results = try state.run(text, path: path)
    } catch {
      throw catalog.diagnostics(of: error)
    }
    guard case .table(let table)? = results.first, results.count == 1 else {
      throw Diagnostics(
        Diagnostic(
          at: .file(path), "the file does not return one table", expected: "return { kind = ..., ... }"))
    }
    source = bench.source
    fields = LuaFields(table, of: "plug-in", in: source)
  }

  /// The fields every plug-in has.
  struct Header {
    var name: String
    var version: String
    var description: String
  }

  /// What kind it says it is; a policy where it says nothing that is one.
  var kind: PluginKind {
    guard case .string(let text)? = fields.table["kind"] else { return .policy }
    return PluginKind(rawValue: text) ?? .policy
  }

  /// Reads the common fields; what is wrong is noted in ``fields``.
  func header(_ kind: PluginKind) -> Header {
    let found = fields.string("kind", oneOf: PluginKind.allCases.map(\.rawValue))
    if let other = PluginKind(rawValue: found), other != kind {
      fields.note("kind", "this is \(other.noun)", expected: kind.noun)
    }
    let api = fields.string("api")
    if !api.isEmpty, api != PluginFile.api {
      fields.note(
        "api", "the plug-in is for version \(api.quoted) of the interface",
        expected: "version \"\(PluginFile.api)\"")
    }
    return Header(
      name: fields.string("name"), version: fields.string("version"),
      description: fields.string("description"))
  }
}
