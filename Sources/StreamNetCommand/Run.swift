import ArgumentParser
import StreamNet

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does everything a recipe asks for; a model is planned and checked.")

  @OptionGroup var options: RequestOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let request = try options.request()
    try output.answer { () throws(RequestFailure) in try Toolkit().run(request) }
  }
}
