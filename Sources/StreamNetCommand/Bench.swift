import ArgumentParser
import StreamNet

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures how long things take on this computer.", subcommands: [BenchPlanner.self])
}

struct BenchPlanner: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "planner",
    abstract: "Times planning by each policy: policy, lowering and placement.",
    discussion: "Options of policies have their defaults. A timing is information, never a failure.")

  @Argument(help: "Models, descriptions or networks of the zoo; without any: the whole zoo.")
  var models: [String] = []
  @OptionGroup var target: TargetOptions
  @Option(
    help: ArgumentHelp(
      "A policy by name, or a policy plug-in by path; may be repeated. Without it: all there are.",
      valueName: "name"))
  var policy: [String] = []
  @Option(help: ArgumentHelp("How often each plan is made; the median counts.", valueName: "count"))
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
      model: "", board: target.board, input: target.input, placement: target.placement,
      pluginPath: plugins.pluginPath)
    try output.answer { () throws(RequestFailure) in
      try Toolkit().benchPlanner(request, models: models, policies: policy, runs: runs)
    }
  }
}
