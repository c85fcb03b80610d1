import ArgumentParser
import StreamNet

struct Reproduce: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a published result again, beside the published figures.")

  @Argument(help: "table3: the ratios of the StreamNet paper's Table 3, by MACs.")
  var experiment: Toolkit.Experiment
  @OptionGroup var options: PolicyOptions
  @OptionGroup var plugins: PluginOptions
  @OptionGroup var output: TableOutputOptions

  func run() throws {
    let values = try options.values()
    try output.answer { () throws(RequestFailure) in
      try Toolkit().reproduce(experiment, options: values, pluginPath: plugins.pluginPath)
    }
  }
}

extension Toolkit.Experiment: ExpressibleByArgument {}
