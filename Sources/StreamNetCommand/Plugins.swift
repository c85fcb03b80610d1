import ArgumentParser
import StreamNet

struct Plugins: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "For authors of plug-ins: lists, makes, checks and tests them.",
    subcommands: [List.self, New.self, Check.self, Test.self, Reference.self, Annotations.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists every plug-in that is found, where, and why it is refused.")

    @OptionGroup var plugins: PluginOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let settings = try plugins.settings()
      try output.answer { () throws(RequestFailure) in
        try Toolkit().plugins(settings, pluginPath: plugins.pluginPath)
      }
    }
  }

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes a plug-in that works, its test, and what editors read.")

    @Argument(help: "policy, kernel, operator or board.")
    var kind: String
    @Argument(help: "Its name: letters, digits and hyphens.")
    var name: String
    @Option(help: ArgumentHelp("For a board: the one it extends.", valueName: "board"))
    var extends: String?
    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("The folder whose boards/, policies/ and so on it is written to.", valueName: "dir"))
    var output = "."
    @OptionGroup var format: OutputOptions

    func run() throws {
      try format.answer { () throws(RequestFailure) in
        try Toolkit().newPlugin(
          kind: kind, name: name, extending: extends, into: output == "." ? "" : output)
      }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Checks a plug-in on networks.",
      discussion:
        "A policy gives repeatable, bit-exact plans with the input resident and streamed; on a board, "
        + "plans fit; a kernel, with --allow-native, gives the reference's bytes on random inputs, streamed "
        + "too. The exit code is 2 where not.")

    @Argument(help: "A plug-in by path or name.")
    var plugin: String
    @Option(help: ArgumentHelp("A network; may be repeated. Without it: mcunet-vww1.", valueName: "model"))
    var on: [String] = []
    @OptionGroup var options: PolicyOptions
    @OptionGroup var plugins: PluginOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let (values, settings) = (try options.values(), try plugins.settings())
      try output.answer { () throws(RequestFailure) in
        try Toolkit().checkPlugin(
          plugin, on: on, options: values, pluginPath: plugins.pluginPath, settings)
      }
    }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs the tests beside plug-ins: files that end with .test.lua.",
      discussion: "The exit code is 2 where one fails.")

    @Argument(help: "Files, or folders with boards/ and policies/. Without any: the current folder.")
    var paths: [String] = []
    @OptionGroup var plugins: PluginOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let settings = try plugins.settings()
      try output.answer { () throws(RequestFailure) in
        try Toolkit().testPlugins(paths, pluginPath: plugins.pluginPath, settings)
      }
    }
  }

  struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints the reference of everything that Lua code sees, as Markdown.")

    func run() { print(Toolkit.luaReference, terminator: "") }
  }

  struct Annotations: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints annotations for editors that know LuaLS.")

    func run() { print(Toolkit.luaAnnotations, terminator: "") }
  }
}
