import ArgumentParser
import StreamNet

/// The command `streamnet`.
@main
struct StreamNetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "streamnet",
    abstract: "Plans, proves and measures neural networks on microcontrollers that have no memory for them.",
    discussion: "Exit codes: 0 done, 1 failed, 2 does not fit or a check failed, 64 usage.",
    version: Toolkit.version,
    subcommands: [
      Run.self, Inspect.self, PlanModel.self, Explain.self, Compare.self, Pareto.self, Simulate.self,
      Verify.self,
      Compile.self, Reproduce.self, Bench.self, Lua.self, Plugins.self, Operators.self, Boards.self,
      Policies.self, Doctor.self,
    ])
}
