import Pipeline
import Support

/// Lua for people: scripts and the console, with all modules and, unlike plug-ins, the library `io`.
package final class LuaSession {
  let state: LuaState
  let bench: Workbench

  /// - Parameters:
  ///   - loader: reads a model by name or path.
  ///   - opensFiles: whether there is `io`.
  ///   - print: takes each text that is printed.
  package init(
    catalog: PluginCatalog, opensFiles: Bool, loader: @escaping (String) throws(Diagnostics) -> Model,
    print: @escaping (String) -> Void
  ) {
    state = LuaState(limits: catalog.limits, print: print)
    bench = Workbench(catalog: catalog, loader: loader)
    if opensFiles { state.openFiles() }
    for module in bench.modules() { state.define(module) }
  }

  package var limits: LuaLimits { state.limits }

  /// What the session has used since it was last asked.
  package var usage: LuaUsage { state.usage }

  /// Makes a job's network the one at hand, and the globals `graph` and `target` it.
  package func use(_ job: Job) throws(Diagnostics) {
    let network = Workbench.Network(job)
    bench.network = network
    do throws(LuaError) {
      try state.define("graph", .object(network.graph))
      try state.define("target", network.target.record)
    } catch {
      throw Diagnostics(Diagnostic(error.message))
    }
  }

  /// Runs a file; `...` and the global `arg` are the arguments.
  ///
  /// - Parameter library: the folder of `plugins.library`; the one beside the file where nil.
  /// - Throws: what Lua reports, with file and line.
  package func run(
    file path: String, arguments: [String] = [], library: String? = nil
  ) throws(Diagnostics) {
    let bytes = try Files.read(path, limit: PluginFile.sizeLimit)
    guard var text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostics(Diagnostic(at: .file(path), "the file is not UTF-8", expected: "Lua source"))
    }
    // As Lua does: the first line may name the program that runs the file.
    if text.hasPrefix("#") { text = "--" + text }
    bench.source = LuaSource(path: path, text: text)
    bench.library = library ?? Files.join(Files.folder(of: path), "library")
    do throws(LuaError) {
      try state.define("arg", .list(arguments.map { .string($0) }))
    } catch {
      throw Diagnostics(Diagnostic(at: .file(path), error.message))
    }
    do throws(LuaFailure) {
      let function = try state.compile(text, path: path)
      defer { state.release(function) }
      _ = try state.show(function, arguments)
    } catch {
      throw bench.catalog.diagnostics(of: error)
    }
  }
}
