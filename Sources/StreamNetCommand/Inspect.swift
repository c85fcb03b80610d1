import ArgumentParser
import StreamNet

struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Shows what a model holds, operator by operator.")

  @Argument(help: "A .tflite model, a network description, a recipe, or the name of a network of the zoo.")
  var model: String
  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.answer { () throws(RequestFailure) in try Toolkit().inspect(Request(model: model)) }
  }
}
