import ArgumentParser
import StreamNet

struct BenchSimulation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulation",
    abstract: "Times one simulated inference by the plan of each policy, planning not counted.",
    discussion: """
      Options of policies have their defaults. The input is noise:1. A timing is information, never a failure.
      """)

  @OptionGroup var bench: BenchOptions
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
  @OptionGroup var repetition: RepetitionOptions

  func run() throws {
    let request = try bench.request(board: board, input: input, placement: placement)
    try bench.output.answer { () throws(RequestFailure) in
      try Toolkit().benchSimulation(request, models: bench.models, policies: policy, runs: repetition.runs)
    }
  }
}
