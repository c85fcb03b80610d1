import ArgumentParser
import StreamNet

/// The folders that plug-ins are searched in.
struct PluginOptions: ParsableArguments {
  @Option(
    name: .customLong("plugin-path"),
    help: ArgumentHelp("Search this folder's boards/ and policies/ first; may be repeated.", valueName: "dir")
  )
  var pluginPath: [String] = []

  @Option(help: ArgumentHelp("Take this kernel of a plug-in first; may be repeated.", valueName: "name"))
  var kernel: [String] = []

  @Flag(help: "Run C of plug-ins on this computer, as a child with limits.")
  var allowNative = false

  @Option(
    help: ArgumentHelp("Memory that Lua code may use; 64M where left out.", valueName: "size"))
  var luaMemory: String?

  @Option(
    help: ArgumentHelp(
      "Instructions that one call of Lua code may take; 200000000 where left out.", valueName: "count"))
  var luaInstructions: Int?

  @Option(
    help: ArgumentHelp(
      "Seconds of processor time that one call of Lua code may take; 5 where left out.",
      valueName: "seconds"))
  var luaTime: Double?

  @Flag(
    name: .shortAndLong,
    help: "Say what Lua code used, and in its errors which functions were being called.")
  var verbose = false

  /// What Lua code may use.
  func settings() throws -> PluginSettings {
    guard luaInstructions ?? 1 > 0, luaTime ?? 1 > 0 else {
      throw ValidationError("--lua-instructions and --lua-time: expected more than 0")
    }
    let memory = luaMemory.map { PluginSettings.bytes($0) }
    if let memory, memory == nil {
      throw ValidationError("--lua-memory: expected a size such as 64M")
    }
    return PluginSettings(
      memory: memory ?? nil, instructions: luaInstructions,
      seconds: luaTime, kernels: kernel, allowsNative: allowNative, isVerbose: verbose,
      note: { complain($0) }, progress: ProgressLine.show)
  }
}

/// Options of policies.
struct PolicyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("An option of the policy; may be repeated.", valueName: "key=value"))
  var option: [String] = []

  /// The options by name.
  func values() throws -> [String: String] {
    var options: [String: String] = [:]
    for text in option {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ValidationError("--option \(text): expected KEY=VALUE")
      }
      options[String(parts[0])] = String(parts[1])
    }
    return options
  }
}

/// What plans are made for, whatever the model and the policy.
struct TargetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A board by name, or a board plug-in by path.", valueName: "name"))
  var board: String?

  @Option(help: ArgumentHelp("How the input arrives: resident or streamed.", valueName: "mode"))
  var input: String?

  @Option(help: ArgumentHelp("How buffers are placed: greedy or exact.", valueName: "method"))
  var placement: String?

  @Option(
    help: ArgumentHelp("How much code kernels may take: size, balanced or speed.", valueName: "goal"))
  var specialise: String?
}

/// The model and what it is to run on, whatever the policy.
struct ModelOptions: ParsableArguments {
  @Argument(help: "A .tflite model, a network description, a recipe, or the name of a network of the zoo.")
  var model: String

  @OptionGroup var target: TargetOptions

  @OptionGroup var policyOptions: PolicyOptions

  @Option(help: ArgumentHelp("What may be used, such as sram=96K,flash=1M.", valueName: "memory=size,..."))
  var budget: String?

  @Flag(help: "Leave conversions from and to float32, uint8 and int16 to the user of the model.")
  var stripBorders = false

  @OptionGroup var plugins: PluginOptions

  /// The request these options make.
  func request() throws -> Request {
    Request(
      model: model, board: target.board, options: try policyOptions.values(), budget: budget,
      input: target.input, placement: target.placement, specialisation: target.specialise,
      stripsBorders: stripBorders, pluginPath: plugins.pluginPath, pluginSettings: try plugins.settings())
  }
}

/// The model and how it is to be run; the same for every command that makes one plan.
struct RequestOptions: ParsableArguments {
  @OptionGroup var model: ModelOptions

  @Option(help: ArgumentHelp("A policy by name, or a policy plug-in by path.", valueName: "name"))
  var policy: String?

  /// The request these options make.
  func request() throws -> Request {
    var request = try model.request()
    request.policy = policy
    return request
  }
}

/// The input data of a run.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "noise:SEED, smooth or a file of raw bytes; NAME=DATA for one of several inputs; may be repeated.",
      valueName: "data"))
  var data: [String] = []
}

/// What is checked, and how far.
struct CheckOptions: ParsableArguments {
  @OptionGroup var data: DataOptions
  @Option(help: ArgumentHelp("Check against the outputs recorded in this file.", valueName: "file"))
  var golden: String?
  @Option(
    help: ArgumentHelp(
      "Go through this link of the chain, behind the reference: simulation, guarded, host or emulator; may be repeated. Without it: the first three.",
      valueName: "name"))
  var link: [String] = []
  @Flag(help: "Also run the firmware on the emulated machine that stands for the board.")
  var emulate = false

  /// Adds these options to a request.
  func complete(_ request: inout Request) {
    request.data = data.data
    request.golden = golden
    request.links = link
    request.isEmulated = emulate
  }
}
