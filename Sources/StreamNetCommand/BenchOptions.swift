import ArgumentParser
import StreamNet

/// What every measurement of networks takes: which, and with which plug-ins.
struct BenchOptions: ParsableArguments {
  @Argument(help: "Models, descriptions or networks of the zoo; without any: the whole zoo.")
  var models: [String] = []
  @OptionGroup var plugins: PluginOptions
  @OptionGroup var output: TableOutputOptions

  /// What is asked of each network.
  func request(
    board: String?, input: String?, placement: String?, specialise: String? = nil
  ) throws -> Request {
    Request(
      model: "", board: board, input: input, placement: placement, specialisation: specialise,
      pluginPath: plugins.pluginPath, pluginSettings: try plugins.settings())
  }
}

/// How often something is timed.
struct RepetitionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How often each is done; the median counts.", valueName: "count"))
  var runs = 3

  func validate() throws {
    guard (1...1000).contains(runs) else {
      throw ValidationError("--runs is \(runs): expected 1 to 1000")
    }
  }
}
