import ArgumentParser
import StreamNet

struct Lua: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs a Lua script, or answers Lua that is typed.",
    discussion: "Scripts and the console have every module of plug-ins, network.use and the library io.")

  @OptionGroup var options: NetworkOptions
  @Argument(
    parsing: .captureForPassthrough,
    help: "A script and its arguments; options of the command stand before. Without it: a console.")
  var script: [String] = []

  func run() throws {
    let request = try options.request()
    let console = try reporting { () throws(RequestFailure) in
      try Toolkit().lua(request) { print($0) }
    }
    if let file = script.first {
      try reporting { () throws(RequestFailure) in
        try console.run(file: file, arguments: Array(script.dropFirst()))
      }
    } else {
      Terminal(console).converse()
    }
    if request.pluginSettings.isVerbose { complain("lua used \(console.usage)") }
  }
}

/// The network at hand, where one is named.
struct NetworkOptions: ParsableArguments {
  @Option(help: "The model, network description, recipe, or network of the zoo at hand.")
  var model: String?

  @Option(help: ArgumentHelp("A board by name, or a board plug-in by path.", valueName: "name"))
  var board: String?

  @Option(help: ArgumentHelp("How the input arrives: resident or streamed.", valueName: "mode"))
  var input: String?

  @Option(help: ArgumentHelp("What may be used, such as sram=96K,flash=1M.", valueName: "memory=size,..."))
  var budget: String?

  @OptionGroup var plugins: PluginOptions

  /// The request these options make; its model is empty where none is named.
  func request() throws -> Request {
    guard model != nil || (board == nil && input == nil && budget == nil) else {
      throw ValidationError("--board, --input and --budget are of a network: expected --model")
    }
    return Request(
      model: model ?? "", board: board, budget: budget, input: input, pluginPath: plugins.pluginPath,
      pluginSettings: try plugins.settings())
  }
}
