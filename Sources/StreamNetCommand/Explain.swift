import ArgumentParser
import StreamNet

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows which buffers live at one step of a plan, since when and for whom.")

  @OptionGroup var options: RequestOptions
  @Option(help: ArgumentHelp("peak, or the number of a step, from 0.", valueName: "moment"))
  var at: Moment = .peak
  @OptionGroup var output: OutputOptions

  /// A step of a plan as users name it.
  enum Moment: ExpressibleByArgument, CustomStringConvertible {
    case peak
    case step(Int)

    init?(argument: String) {
      if argument == "peak" {
        self = .peak
      } else if let step = Int(argument), step >= 0 {
        self = .step(step)
      } else {
        return nil
      }
    }

    var description: String {
      switch self {
      case .peak: "peak"
      case .step(let step): String(step)
      }
    }

    var step: Int? { if case .step(let step) = self { step } else { nil } }
  }

  func run() throws {
    let request = try options.request()
    try output.answer { () throws(RequestFailure) in try Toolkit().explain(request, at: at.step) }
  }
}
