import ArgumentParser
import StreamNet

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does everything a recipe asks for; a model is planned and checked.")

  @OptionGroup var options: RequestOptions
  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var request = try options.request()
    check.complete(&request)
    try output.answer { [request] () throws(RequestFailure) in try Toolkit().run(request) }
  }
}
