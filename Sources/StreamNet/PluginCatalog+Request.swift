import Scripting
import Support

extension PluginCatalog {
  /// The plug-ins that a request may name: those of its folders, then StreamNet's own.
  init(_ request: Request, home: Home) {
    self.init(pluginPath: request.pluginPath, settings: request.pluginSettings, home: home)
  }

  init(pluginPath: [String], settings: PluginSettings = PluginSettings(), home: Home) {
    self.init(
      folders: pluginPath + Home.userPlugins + [home.plugins], limits: settings.luaLimits,
      isTraced: settings.isVerbose,
      allowsNative: settings.allowsNative,
      observer: PluginObserver(note: settings.isVerbose ? settings.note : nil, progress: settings.progress))
  }
}

/// What Lua code may use, and whether it is said what it did.
public struct PluginSettings: Sendable {
  /// Bytes held at once; nil for the default.
  public var memory: Int?
  /// Instructions of one call; nil for the default.
  public var instructions: Int?
  /// Seconds of processor time of one call; nil for the default.
  public var seconds: Double?
  /// Kernels of plug-ins by name or path, which are taken before StreamNet's own.
  public var kernels: [String]
  /// Whether C of plug-ins may run on this computer, as a child with limits.
  public var allowsNative: Bool
  /// Whether reports say what was used, and errors which functions were being called.
  public var isVerbose: Bool
  /// Takes what plug-ins used, where this is to be said.
  public var note: (@Sendable (String) -> Void)?
  /// Takes what part of its work a plug-in has done, from 0 to 1, and what it is at.
  public var progress: (@Sendable (Double, String) -> Void)?

  /// Limits; what is left out has its default.
  public init(
    memory: Int? = nil, instructions: Int? = nil, seconds: Double? = nil, kernels: [String] = [],
    allowsNative: Bool = false, isVerbose: Bool = false,
    note: (@Sendable (String) -> Void)? = nil, progress: (@Sendable (Double, String) -> Void)? = nil
  ) {
    self.kernels = kernels
    self.allowsNative = allowsNative
    self.note = note
    self.progress = progress
    self.memory = memory
    self.instructions = instructions
    self.seconds = seconds
    self.isVerbose = isVerbose
  }

  /// The bytes that a text such as `64M` stands for; nil where it is no size.
  public static func bytes(_ text: String) -> Int? {
    (try? ByteSize.parse(text)).flatMap { $0 > 0 ? $0 : nil }
  }

  fileprivate var luaLimits: LuaLimits {
    var limits = LuaLimits()
    limits.memory = memory ?? limits.memory
    limits.instructions = instructions ?? limits.instructions
    limits.seconds = seconds ?? limits.seconds
    return limits
  }
}
