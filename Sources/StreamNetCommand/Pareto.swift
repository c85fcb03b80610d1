import ArgumentParser
import StreamNet

struct Pareto: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows all schedules that no other is better than: memory against work, with policies beside.",
    discussion:
      "Every point can be planned again: --save writes each as a policy. Policies with an option objective are asked for the least memory."
  )

  @OptionGroup var options: ModelOptions
  @Option(
    help: ArgumentHelp(
      "A policy beside the front, by name or path; may be repeated. Without it: all there are.",
      valueName: "name"))
  var policy: [String] = []
  @Option(
    help: ArgumentHelp(
      "How far apart peaks are asked for: each this share below the last.", valueName: "share"))
  var resolution = 0.02
  @Option(
    help: ArgumentHelp(
      "How many times the work of two searches it may take: more finds more, and takes longer.",
      valueName: "times"))
  var effort = 10
  @Option(help: ArgumentHelp("Write every point into this folder, as a policy.", valueName: "dir"))
  var save: String?
  @Flag(help: "Prove every point in guarded simulation.")
  var verify = false
  @Option(
    help: ArgumentHelp(
      "Prove so many points, spread over the front, on the emulated machine that stands for the board.",
      valueName: "count"))
  var emulate = 0
  @OptionGroup var data: DataOptions
  @OptionGroup var output: TableOutputOptions
  @Flag(help: "Print the front as a picture, in SVG.")
  var svg = false

  func validate() throws {
    guard (0.001...0.5).contains(resolution) else {
      throw ValidationError("--resolution is \(resolution): expected 0.001 to 0.5")
    }
    guard (1...1000).contains(effort) else {
      throw ValidationError("--effort is \(effort): expected 1 to 1000")
    }
    guard emulate >= 0 else { throw ValidationError("--emulate is \(emulate): expected 0 or more") }
    if svg, output.csv || output.output.json {
      throw ValidationError("--svg with --json or --csv: expected one of them")
    }
  }

  func run() throws {
    var request = try options.request()
    request.data = data.data
    let settings = ParetoSettings(
      policies: policy, resolution: resolution, effort: effort, folder: save, isVerified: verify,
      emulated: emulate,
      isDrawn: svg)
    try output.answer { [request] () throws(RequestFailure) in try Toolkit().pareto(request, settings) }
  }
}
