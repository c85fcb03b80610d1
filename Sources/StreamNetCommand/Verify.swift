import ArgumentParser
import StreamNet

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Proves that a plan computes the reference bytes: reference, simulation, guarded simulation.")

  @OptionGroup var options: RequestOptions
  @OptionGroup var data: DataOptions
  @Option(help: ArgumentHelp("Check against the outputs recorded in this file.", valueName: "file"))
  var golden: String?
  @Option(
    help: ArgumentHelp(
      "Turn over one bit of an operator's weights in the simulator only, to see the check fail.",
      valueName: "operator:bit"))
  var flipWeight: String?
  @Flag(help: "Also run the firmware on the emulated machine that stands for the board.")
  var emulate = false
  @OptionGroup var output: OutputOptions

  func run() throws {
    var request = try options.request()
    request.data = data.data
    request.golden = golden
    request.flippedWeight = flipWeight
    request.isEmulated = emulate
    try output.answer { [request] () throws(RequestFailure) in try Toolkit().verify(request) }
  }
}
