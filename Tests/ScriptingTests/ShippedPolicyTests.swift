import Network
import Pipeline
import Planning
import Scripting
import Support
import TestSupport
import Testing

/// The work of the policies that ship.
@Suite struct ShippedPolicyTests {
  static let root = Files.folder(of: Files.folder(of: Files.folder(of: #filePath)))
  static var catalog: PluginCatalog { PluginCatalog(folders: [Files.join(root, "plugins")]) }

  /// Odd sizes, a residual branch, windows of three sizes, strides with padding on one side and on both.
  static let small = """
    network: 1
    name: small
    input: { name: image, shape: [29, 22, 3] }
    layers:
      - conv_2d: { name: stem, channels: 4, kernel: 3, stride: 2, padding: same, activation: relu6 }
      - depthwise_conv_2d: { name: first, kernel: 5, padding: half, activation: relu6 }
      - conv_2d: { name: narrow, channels: 4, kernel: 1 }
      - block: { kernel: 3, expand: 2, channels: 4, residual: true }
      - block: { kernel: 7, expand: 2, channels: 6, stride: 2 }
      - block: { kernel: 3, expand: 2, channels: 6, residual: true }
      - average_pool_2d: { kernel: global }
      - conv_2d: { name: classes, channels: 2, kernel: 1 }

    """

  private func model(_ name: String) throws -> Model {
    let bytes = name == "small" ? Array(Self.small.utf8) : try Files.read(Zoo.path(name), limit: 1 << 20)
    return try Model(
      name: name, hash: SHA256.hash(bytes).hex, format: .description,
      graph: Description.read(bytes, file: "\(name).yaml"))
  }

  private func plan(
    _ model: Model, _ policy: any Policy, _ options: [String: String], _ input: InputMode
  ) throws -> Plan {
    try Job(
      model: model, board: Self.catalog.board("mps2-an500"), policy: policy, options: options, input: input
    ).plan()
  }

  /// Early and late splits, tiles and rows of several sizes and all choices, as far as a policy has them.
  private func settings(_ policy: any Policy) -> [[String: String]] {
    var settings: [[String: String]] = [[:]]
    let known = ["split": ["early", "auto", "late"], "tile": ["1", "3", "4"], "rows": ["1", "2", "3"]]
    for option in policy.options {
      let values = known[option.name] ?? option.choices
      guard !values.isEmpty else { continue }
      settings = settings.flatMap { setting in values.map { setting.merging([option.name: $0]) { $1 } } }
    }
    return settings
  }

  /// Every stage of every policy against a count of single pixels, and their sum against the plan's.
  @Test(arguments: catalog.names(.policy))
  func stagesComputeThePixelsTheyNeed(name: String) throws {
    let policy = try Self.catalog.policy(name)
    for network in ["small", "mcunet-in0"] {
      let model = try model(network)
      for options in settings(policy) {
        let plan = try plan(model, policy, options, .streamed)
        let program = plan.program
        var counted = [MACs](repeating: MACs(), count: program.graph.operators.count)
        for step in program.steps { counted[step.index] += program.macs(of: step) }
        var sum = MACs()
        for (loop, stage) in zip(program.stages, plan.schedule.stages) {
          let traced = PixelTrace(program.graph, loop.operators, stage).macs
          #expect(Array(counted[loop.operators]) == traced, "\(network) by \(name) with \(options): \(stage)")
          sum = traced.reduce(sum, +)
        }
        #expect(plan.macs == sum, "\(network) by \(name) with \(options)")
      }
    }
  }

  /// Nothing is computed twice: the work is that of the network, to the last multiply-accumulate.
  @Test(arguments: ["streamnet-2d", "row-stream"], Zoo.names)
  func keepingEverythingCostsNoWork(name: String, network: String) throws {
    let model = try model(network)
    let plan = try plan(model, Self.catalog.policy(name), [:], .streamed)
    #expect(plan.macs == model.macs)
    #expect(plan.macFactor == 1)
  }
}
