import ArgumentParser
import StreamNet

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures what kernels and networks cost, and how long planning and simulation take.",
    subcommands: [
      BenchKernels.self, BenchMemory.self, BenchNetworks.self, BenchPlanner.self, BenchSimulation.self,
    ])
}

struct BenchPlanner: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "planner",
    abstract: "Times planning by each policy: policy, lowering and placement.",
    discussion: "Options of policies have their defaults. A timing is information, never a failure.")

  @OptionGroup var bench: BenchOptions
  @OptionGroup var target: TargetOptions
  @Option(
    help: ArgumentHelp(
      "A policy by name, or a policy plug-in by path; may be repeated. Without it: all there are.",
      valueName: "name"))
  var policy: [String] = []
  @OptionGroup var repetition: RepetitionOptions

  func run() throws {
    let request = try bench.request(
      board: target.board, input: target.input, placement: target.placement, specialise: target.specialise)
    try bench.output.answer { () throws(RequestFailure) in
      try Toolkit().benchPlanner(request, models: bench.models, policies: policy, runs: repetition.runs)
    }
  }
}

struct BenchNetworks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "networks",
    abstract: "Counts the instructions of networks on an emulated core, with code and memory.",
    discussion: "Options of policies have their defaults. The input is noise:1.")

  @OptionGroup var bench: BenchOptions
  @Option(
    help: ArgumentHelp(
      "A board by name, or a board plug-in by path; one with an emulated machine.", valueName: "name"))
  var board = "mps2-an500"
  @Option(
    help: ArgumentHelp(
      "A policy by name, or a policy plug-in by path; may be repeated. Without it: layer-wise, row-stream, auto.",
      valueName: "name"))
  var policy: [String] = []
  @Option(help: ArgumentHelp("How the input arrives: resident or streamed.", valueName: "mode"))
  var input: String?
  @Option(help: ArgumentHelp("How buffers are placed: greedy or exact.", valueName: "method"))
  var placement: String?
  @Option(
    help: ArgumentHelp("How much code kernels may take: size, balanced or speed.", valueName: "goal"))
  var specialise: String?

  func run() throws {
    let request = try bench.request(board: board, input: input, placement: placement, specialise: specialise)
    try bench.output.answer { () throws(RequestFailure) in
      try Toolkit().benchNetworks(request, models: bench.models, policies: policy)
    }
  }
}

struct BenchMemory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "Shows what memory networks need by each policy, with both ways of input.",
    discussion: "Options of policies have their defaults; buffers are placed exactly unless said otherwise.")

  @OptionGroup var bench: BenchOptions
  @OptionGroup var target: TargetOptions
  @Option(
    help: ArgumentHelp(
      "A policy by name, or a policy plug-in by path; may be repeated. Without it: layer-wise, row-stream, auto.",
      valueName: "name"))
  var policy: [String] = []
  @Option(
    help: ArgumentHelp(
      "Prove every plan by this link of the chain: simulation, guarded, host or emulator; may be repeated.",
      valueName: "name"))
  var link: [String] = []

  func run() throws {
    var request = try bench.request(
      board: target.board, input: target.input, placement: target.placement, specialise: target.specialise)
    request.links = link
    try bench.output.answer { () throws(RequestFailure) in
      try Toolkit().benchMemory(request, models: bench.models, policies: policy)
    }
  }
}

struct BenchKernels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernels",
    abstract: "Counts the instructions of kernels beside CMSIS-NN's, in the same emulator run.",
    discussion:
      "CMSIS-NN comes from the PyPI wheel bakenn 1.0.0, which is fetched into .build; without it there are ours only."
  )

  enum Core: String, ExpressibleByArgument, CaseIterable {
    case m7 = "cortex-m7"
    case m4 = "cortex-m4"
    case m33 = "cortex-m33"
    case m55 = "cortex-m55"
  }

  @Option(help: "The core: cortex-m7, cortex-m4, cortex-m33 or cortex-m55.")
  var core = Core.m7
  @OptionGroup var output: TableOutputOptions

  func run() throws {
    try output.answer { () throws(RequestFailure) in try Toolkit().benchKernels(core: core.rawValue) }
  }
}
