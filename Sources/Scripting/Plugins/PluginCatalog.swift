import Network
import Pipeline
import Planning
import Support

/// Who is told what plug-ins do while they do it.
package struct PluginObserver: Sendable {
  /// Takes how much was used.
  package var note: (@Sendable (String) -> Void)?
  /// Takes what part of its work a plug-in has done, from 0 to 1, and what it is at.
  package var progress: (@Sendable (Double, String) -> Void)?

  package init(
    note: (@Sendable (String) -> Void)? = nil, progress: (@Sendable (Double, String) -> Void)? = nil
  ) {
    self.note = note
    self.progress = progress
  }
}

/// The plug-ins that can be found: folders that are searched in order, the first holder of a name wins.
///
/// A folder holds `boards/*.lua`, `policies/*.lua` and so on; a plug-in's file has its name. A plug-in may also be
/// named by a path that ends in `.lua`.
package struct PluginCatalog {
  package var folders: [String]
  /// What each plug-in may use.
  package var limits: LuaLimits
  /// Whether errors of Lua code name the functions that were being called.
  package var isTraced: Bool
  /// Whether C of plug-ins may run on this computer, as a child with limits.
  package var allowsNative: Bool
  /// Who is told what plug-ins do.
  package var observer: PluginObserver
  /// How many plug-ins stand between this catalog's user and the tool: a policy may ask another.
  private var depth = 0

  /// Takes what a plug-in used, in instructions, where another plug-in asked for it.
  private var charge: ((Int) -> Void)?

  /// The board where none is named.
  package static let defaultBoard = "stm32f767zi"
  /// How deep plug-ins may ask each other.
  private static let depthLimit = 8
  /// Instructions that running a file costs beyond its own.
  private static let loadingCost = 20_000

  package init(
    folders: [String], limits: LuaLimits = LuaLimits(), isTraced: Bool = false, allowsNative: Bool = false,
    observer: PluginObserver = PluginObserver()
  ) {
    self.allowsNative = allowsNative
    self.observer = observer
    self.folders = folders
    self.limits = limits
    self.isTraced = isTraced
  }

  package func board(_ name: String) throws(Diagnostics) -> Board {
    let path = try path(of: name, .board)
    return try Board(plugin: PluginFile(path: path, catalog: self))
  }

  package func policy(_ name: String) throws(Diagnostics) -> any Policy {
    try PolicyPlugin(PluginFile(path: path(of: name, .policy), catalog: self))
  }

  package func kernel(_ name: String) throws(Diagnostics) -> KernelPlugin {
    try KernelPlugin(PluginFile(path: path(of: name, .kernel), catalog: self))
  }

  /// The version of an operator that can be used.
  package func operatorVersion(_ name: String) throws(Diagnostics) -> String {
    let path = try path(of: name, .operator)
    return try OperatorPlugin(path: path, text: PluginFile.text(path), limits: limits).version()
  }

  /// The kernels of a graph on a board: those of plug-ins that are named, before StreamNet's own.
  ///
  /// - Throws: what is wrong with one of them, that it computes nothing of the graph, and two that compute one
  ///   operator.
  package func kernels(
    _ names: [String], for graph: Graph, on board: Board
  ) throws(Diagnostics) -> KernelRegistry {
    var found: [KernelDescriptor] = []
    for name in names {
      let kernel = try kernel(name)
      guard let descriptor = try kernel.descriptor(for: graph, board: board) else {
        throw Diagnostics(
          Diagnostic(
            at: .graph(model: graph.name),
            "kernel \(kernel.name) computes none of the operators on board \(board.name)",
            expected: "an operator \(kernel.operatorName) that it takes"))
      }
      found.append(descriptor)
    }
    return try KernelRegistry.portable.preceded(by: found, in: graph)
  }

  /// The operators that plug-ins define, by the names that files give them: `operators/NAME.lua`.
  package var customOperators: CustomOperators {
    { name, inputs, options throws(Problem) in
      guard !name.isEmpty, !name.hasSuffix(".lua"), let path = try? path(of: name, .operator) else {
        return nil
      }
      do throws(Diagnostics) {
        let plugin = OperatorPlugin(path: path, text: try PluginFile.text(path), limits: limits)
        return try plugin.operation(name, inputs, options)
      } catch {
        throw Problem(error.all[0].description)
      }
    }
  }

  /// The catalog with which a plug-in asks others: what they use is taken from the allowance of its state, so that
  /// all that it sets in motion ends with it.
  ///
  /// - Throws: where plug-ins ask each other without end.
  func nested(in state: LuaState) throws(LuaError) -> PluginCatalog {
    guard depth < PluginCatalog.depthLimit else {
      throw LuaError("plug-ins ask each other more than \(PluginCatalog.depthLimit) deep")
    }
    var nested = self
    nested.depth += 1
    nested.observer.progress = nil
    nested.charge = { [unowned state] in state.consume($0) }
    return nested
  }

  /// Charges what a state has used: its instructions, and the memory that it goes on holding.
  func charge(_ usage: LuaUsage) {
    charge?(PluginCatalog.loadingCost + usage.instructions + usage.memory / 2)
  }

  /// What to report of an error in Lua code.
  func diagnostics(of failure: LuaFailure) -> Diagnostics {
    guard isTraced, !failure.traceback.isEmpty else { return failure.diagnostics }
    let frames = failure.traceback.split(separator: "\n").map { Diagnostic("  called from \($0)") }
    return Diagnostics(failure.diagnostics.all + frames)
  }

  /// What kind of plug-in a file is, or the first that has this name.
  ///
  /// - Throws: what keeps the file from being run.
  package func kind(of name: String) throws(Diagnostics) -> PluginKind {
    if name.hasSuffix(".lua") { return try PluginFile(path: name, catalog: self).kind }
    return PluginKind.allCases.first { (try? path(of: name, $0)) != nil } ?? .policy
  }

  /// The names of all plug-ins of a kind, in alphabetical order.
  package func names(_ kind: PluginKind) -> [String] {
    var names = Set<String>()
    for folder in folders {
      let files = (try? Files.list(Files.join(folder, kind.folder), suffix: ".lua")) ?? []
      for name in files.map({ $0.dropLast(4) }) where !name.contains(".") { names.insert(String(name)) }
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
