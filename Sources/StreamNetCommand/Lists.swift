import ArgumentParser
import StreamNet

struct Operators: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ops", abstract: "Lists the operators a model may hold, and the kernels that compute them.")

  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.answer { () throws(RequestFailure) in try Toolkit().operators() }
  }
}

struct Boards: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists the boards, or shows one.")

  @Argument(help: "A board by name, or a board plug-in by path.")
  var name: String?
  @OptionGroup var plugins: PluginOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.answer { () throws(RequestFailure) in
      try Toolkit().boards(name, pluginPath: plugins.pluginPath)
    }
  }
}

struct Policies: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the policies, or shows one and its options.")

  @Argument(help: "A policy by name, or a policy plug-in by path.")
  var name: String?
  @OptionGroup var plugins: PluginOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.answer { () throws(RequestFailure) in
      try Toolkit().policies(name, pluginPath: plugins.pluginPath)
    }
  }
}

struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what StreamNet finds on this machine, and what is lost without the rest.")

  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.answer { () throws(RequestFailure) in try Toolkit().doctor() }
  }
}
