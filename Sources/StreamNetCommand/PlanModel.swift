import ArgumentParser
import StreamNet

struct PlanModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Plans the schedule and every byte of memory of a model on a board.")

  @OptionGroup var options: RequestOptions
  @Option(
    help: ArgumentHelp(
      "Print a value between the passes instead: graph, schedule, program or placement.", valueName: "stage"))
  var dump: Toolkit.DumpStage?
  @OptionGroup var output: OutputOptions

  func run() throws {
    let request = try options.request()
    if let dump {
      print(try reporting { () throws(RequestFailure) in try Toolkit().dump(dump, request) })
    } else {
      try output.answer { () throws(RequestFailure) in try Toolkit().plan(request) }
    }
  }
}

extension Toolkit.DumpStage: ExpressibleByArgument {}
