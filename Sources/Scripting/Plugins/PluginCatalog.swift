import Pipeline
import Planning
import Support

/// The plug-ins that can be found: folders that are searched in order, the first holder of a name wins.
///
/// A folder holds `boards/*.lua` and `policies/*.lua`; a plug-in's file has its name. A plug-in may also be
/// named by a path that ends in `.lua`.
package struct PluginCatalog: Sendable {
  package var folders: [String]

  package init(folders: [String]) { self.folders = folders }

  package func board(_ name: String) throws(Diagnostics) -> Board {
    let path = try path(of: name, .board)
    return try Board(plugin: PluginFile(path: path))
  }

  package func policy(_ name: String) throws(Diagnostics) -> any Policy {
    try PolicyPlugin(PluginFile(path: path(of: name, .policy)))
  }

  /// The names of all plug-ins of a kind, in alphabetical order.
  package func names(_ kind: PluginKind) -> [String] {
    var names = Set<String>()
    for folder in folders {
      let files = (try? Files.list(Files.join(folder, kind.folder), suffix: ".lua")) ?? []
      for file in files { names.insert(String(Files.name(of: file).dropLast(4))) }
    }
    return names.sorted()
  }

  /// The file of a plug-in.
  ///
  /// - Throws: a finding that names the nearest plug-in there is.
  package func path(of name: String, _ kind: PluginKind) throws(Diagnostics) -> String {
    if name.hasSuffix(".lua") { return name }
    if !name.contains("/") {
      for folder in folders {
        let path = Files.join(folder, Files.join(kind.folder, "\(name).lua"))
        if Files.exists(path) { return path }
      }
    }
    let known = names(kind)
    throw Diagnostics(
      Diagnostic(
        "there is no \(kind.rawValue) named \(name.quoted)",
        expected: known.isEmpty ? nil : known.joined(separator: ", "),
        hint: suggestionHint(for: name, among: known)))
  }
}
