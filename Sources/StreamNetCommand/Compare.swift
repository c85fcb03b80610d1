import ArgumentParser
import StreamNet

struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plans a model by several policies, side by side.",
    discussion: "A policy that cannot apply is a row with the reason; the exit code is 1 where none can.")

  @OptionGroup var options: ModelOptions
  @Option(
    help: ArgumentHelp(
      "A policy by name, or a policy plug-in by path; may be repeated. Without it: all there are.",
      valueName: "name"))
  var policy: [String] = []
  @Option(
    help: ArgumentHelp(
      "Plan with every value of an option, such as tile=1,2,4; may be repeated, for all combinations.",
      valueName: "option=value,..."))
  var sweep: [String] = []
  @OptionGroup var output: TableOutputOptions

  func run() throws {
    let request = try options.request()
    try output.answer { () throws(RequestFailure) in
      try Toolkit().compare(request, policies: policy, sweeps: sweep)
    }
  }
}
