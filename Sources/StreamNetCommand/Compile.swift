import ArgumentParser
import StreamNet

struct Compile: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a plan as a C project that compiles anywhere.")

  @OptionGroup var options: RequestOptions
  @OptionGroup var data: DataOptions
  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write to.", valueName: "dir"))
  var output: String
  @Option(help: ArgumentHelp("What every public C name begins with.", valueName: "name"))
  var prefix: String?
  @OptionGroup var format: OutputOptions

  func run() throws {
    var request = try options.request()
    request.data = data.data
    try format.answer { [request] () throws(RequestFailure) in
      try Toolkit().compile(request, into: output, prefix: prefix)
    }
  }
}
