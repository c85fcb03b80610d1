import Pipeline
import Support

/// The tests of one file beside a plug-in: what passed, and why the rest did not.
package struct PluginTests: Sendable {
  package struct Case: Sendable, Hashable {
    package var name: String
    /// Why it failed; nil where it passed.
    package var failure: String?
  }

  package var path: String
  package var cases: [Case]

  package var passes: Bool { !cases.isEmpty && cases.allSatisfy { $0.failure == nil } }

  /// The end of the names of test files.
  package static let suffix = ".test.lua"

  /// Runs a file in which plug-ins of its own folder are found first.
  ///
  /// - Parameter loader: reads a model by name or path.
  package init(
    path: String, catalog: PluginCatalog, loader: @escaping (String) throws(Diagnostics) -> Model
  ) {
    let folder = Files.folder(of: Files.folder(of: path))
    var catalog = catalog
    catalog.folders.insert(folder.isEmpty ? "." : folder, at: 0)
    let log = TestLog()
    let session = LuaSession(catalog: catalog, opensFiles: false, loader: loader, print: { _ in })
    session.state.define(LuaModule.testing(log, session.bench))
    self.path = path
    cases = []
    var failure: Diagnostics?
    do throws(Diagnostics) {
      try session.run(file: path, library: Files.join(folder, "library"))
    } catch {
      failure = error
    }
    cases = log.cases.map { Case(name: $0.name, failure: $0.failure) }
    if let failure {
      cases.append(Case(name: "the file", failure: failure.all[0].description))
    } else if cases.isEmpty {
      cases.append(Case(name: "the file", failure: "\(path): it has no testing.case"))
    }
  }
}
