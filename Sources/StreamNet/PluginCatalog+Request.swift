import Scripting
import Support

extension PluginCatalog {
  /// The plug-ins that a request may name: those of its folders, then StreamNet's own.
  init(_ request: Request, home: Home) {
    self.init(pluginPath: request.pluginPath, limits: request.pluginLimits, home: home)
  }

  init(pluginPath: [String], limits: PluginLimits = PluginLimits(), home: Home) {
    self.init(
      folders: pluginPath + [home.plugins], limits: limits.luaLimits, isTraced: limits.isVerbose)
  }
}

/// What Lua code may use, and whether it is said what it did.
public struct PluginLimits: Sendable {
  /// Bytes held at once; nil for the default.
  public var memory: Int?
  /// Instructions of one call; nil for the default.
  public var instructions: Int?
  /// Seconds of processor time of one call; nil for the default.
  public var seconds: Double?
  /// Whether reports say what was used, and errors which functions were being called.
  public var isVerbose: Bool

  /// Limits; what is left out has its default.
  public init(
    memory: Int? = nil, instructions: Int? = nil, seconds: Double? = nil, isVerbose: Bool = false
  ) {
    self.memory = memory
    self.instructions = instructions
    self.seconds = seconds
    self.isVerbose = isVerbose
  }

  /// The bytes that a text such as `64M` stands for.
  public static func bytes(_ text: String) throws(RequestFailure) -> Int {
    guard let bytes = try? ByteSize.parse(text), bytes > 0 else {
      throw RequestFailure(
        Diagnostics(Diagnostic("the memory of Lua code is \(text.quoted)", expected: ByteSize.expected)),
        isUsage: true)
    }
    return bytes
  }

  fileprivate var luaLimits: LuaLimits {
    var limits = LuaLimits()
    limits.memory = memory ?? limits.memory
    limits.instructions = instructions ?? limits.instructions
    limits.seconds = seconds ?? limits.seconds
    return limits
  }
}
