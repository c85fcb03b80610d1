import ArgumentParser
import StreamNet

struct BenchSimulation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulation",
    abstract: "Times one simulated inference by the plan of each policy, planning not counted.",
    discussion: """
      Options of policies have their defaults. The input is noise:1. A timing is information, never a failure.
      """)

  @Argument(help: "Models, descriptions or networks of the zoo; without any: the whole zoo.")
  var models: [String] = []
  @Option(
    help: ArgumentHelp(
      "A board by name, or a board plug-in by path: its kernels run. cortex-m0 has the portable ones.",
      valueName: "name"))
  var board = "cortex-m0"
  @Option(
    help: ArgumentHelp(
      "A policy by name, or a policy plug-in by path; may be repeated. Without it: layer-wise, row-stream.",
      valueName: "name"))
  var policy: [String] = []
  @Option(help: ArgumentHelp("How the input arrives: resident or streamed.", valueName: "mode"))
  var input: String?
  @Option(help: ArgumentHelp("How buffers are placed: greedy or exact.", valueName: "method"))
  var placement: String?
  @Option(help: ArgumentHelp("How often each inference is run; the median counts.", valueName: "count"))
  var runs = 3
  @OptionGroup var plugins: PluginOptions
  @OptionGroup var output: TableOutputOptions

  func validate() throws {
    guard (1...1000).contains(runs) else {
      throw ValidationError("--runs is \(runs): expected 1 to 1000")
    }
  }

  func run() throws {
    let request = Request(
      model: "", board: board, input: input, placement: placement, pluginPath: plugins.pluginPath)
    try output.answer { () throws(RequestFailure) in
      try Toolkit().benchSimulation(request, models: models, policies: policy, runs: runs)
    }
  }
}
