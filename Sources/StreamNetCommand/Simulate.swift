import ArgumentParser
import StreamNet

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs a plan once in simulated memory, at the placed offsets and nowhere else.")

  @OptionGroup var options: RequestOptions
  @OptionGroup var data: DataOptions
  @Flag(help: "Check the owner of every byte that is read or written.")
  var guarded = false
  @OptionGroup var output: OutputOptions

  func run() throws {
    var request = try options.request()
    request.data = data.data
    request.isGuarded = guarded
    try output.answer { [request] () throws(RequestFailure) in try Toolkit().simulate(request) }
  }
}
