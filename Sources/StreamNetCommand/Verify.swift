import ArgumentParser
import StreamNet

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Proves that a plan computes the reference bytes: reference, simulation, guarded simulation.")

  @OptionGroup var options: RequestOptions
  @OptionGroup var check: CheckOptions
  @Option(
    help: ArgumentHelp(
      "Turn over one bit of an operator's weights in the simulator only, to see the check fail.",
      valueName: "operator:bit"))
  var flipWeight: String?
  @OptionGroup var output: OutputOptions

  func run() throws {
    var request = try options.request()
    check.complete(&request)
    request.flippedWeight = flipWeight
    try output.answer { [request] () throws(RequestFailure) in try Toolkit().verify(request) }
  }
}
