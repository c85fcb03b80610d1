import Pipeline
import Scripting
import Support

/// Lua with StreamNet's modules: runs scripts, and answers what is typed.
///
/// ```swift
/// let console = try Toolkit().lua(Request(model: "mcunet-vww1")) { print($0) }
/// try console.run(file: "sweep.lua")
/// ```
public final class LuaConsole {
  private let session: LuaSession

  init(_ session: LuaSession) { self.session = session }

  /// Runs a script.
  ///
  /// - Throws: what is wrong with it, with file and line.
  public func run(file: String, arguments: [String] = []) throws(RequestFailure) {
    try answering { () throws(Diagnostics) in try session.run(file: file, arguments: arguments) }
  }

  /// What came of text that was typed.
  public enum Answer: Sendable {
    /// What it gave; empty where it gave nothing.
    case shown(String)
    case failed(RequestFailure)
    /// The text may go on.
    case unfinished
  }

  /// Runs an expression, whose values are shown, or statements.
  public func answer(_ text: String) -> Answer {
    switch session.answer(text) {
    case .shown(let text): .shown(text)
    case .failed(let diagnostics): .failed(RequestFailure(diagnostics))
    case .unfinished: .unfinished
    }
  }

  /// What a word that is being typed may become.
  public func completions(of word: String) -> [String] { session.completions(of: word) }

  /// What Lua code used, against what it may.
  public var usage: String { session.usage.text(of: session.limits) }
}

extension Toolkit {
  /// A Lua state in which the network of a request is the one at hand; none where its model is empty.
  ///
  /// - Parameter print: takes each text that is printed.
  public func lua(
    _ request: Request, print: @escaping (String) -> Void
  ) throws(RequestFailure) -> LuaConsole {
    let home = home
    let catalog = PluginCatalog(request, home: home)
    let session = LuaSession(
      catalog: catalog, opensFiles: true,
      loader: { name throws(Diagnostics) in try ModelFile.model(name, home: home, catalog) }, print: print)
    if !request.model.isEmpty {
      let job = try Settings(request, home: home).job
      try answering { () throws(Diagnostics) in try session.use(job) }
    }
    return LuaConsole(session)
  }
}

extension ModelFile {
  /// The model that a name stands for.
  ///
  /// - Throws: that it is a recipe, and what keeps it from being read.
  static func model(_ name: String, home: Home, _ catalog: PluginCatalog) throws(Diagnostics) -> Model {
    guard case .model(let model) = try read(name, home: home, custom: catalog.customOperators) else {
      throw Diagnostics(
        Diagnostic(at: .file(name), "it is a recipe", expected: "a model or a network description"))
    }
    return model
  }
}
