import Network
import Pipeline
import Planning
import Support

/// Whether a kernel of a plug-in gives the reference's bytes: on random inputs, layer by layer and streamed, in
/// the generated project, which is compiled and run as a child with limits.
package struct KernelCheck {
  package struct Row: Sendable {
    package var network: String
    package var policy: String
    /// How many operators it computes.
    package var operators: Int
    package var peak: Int
    /// The first operator that differs; nil where all bytes are the same.
    package var divergence: String?
  }

  package private(set) var rows: [Row] = []

  package var passes: Bool { rows.allSatisfy { $0.divergence == nil } }

  /// - Parameters:
  ///   - name: a kernel by name or path.
  ///   - models: networks that have operators for it; one made for the purpose where empty.
  /// - Throws: what is wrong with the plug-in, what the compiler says, and that C of plug-ins may not run.
  package init(_ name: String, on models: [Model], _ catalog: PluginCatalog) throws(Diagnostics) {
    let kernel = try catalog.kernel(name)
    guard catalog.allowsNative else {
      throw Diagnostics(
        Diagnostic(
          "kernel \(kernel.name) is C of a plug-in, which is not run on this computer",
          hint: "--allow-native runs it, as a child with limits"))
    }
    let board = try catalog.board(kernel.boardForChecks ?? PluginCatalog.defaultBoard)
    for model in models.isEmpty ? [try KernelCheck.network(kernel.operatorName)] : models {
      let graph = model.normalised.graph
      let kernels = try catalog.kernels([name], for: graph, on: board)
      if let row = try KernelCheck.reference(of: kernel, model, kernels) { rows.append(row) }
      for policy in ["layer-wise", "row-stream"] {
        let plan = try Job(
          model: model, board: board, policy: catalog.policy(policy), kernels: kernels
        ).plan()
        let cases = (1...4).map { InputCase(.noise($0)) } + [InputCase(.smooth)]
        let verification = try Verification(
          plan, cases: cases, golden: nil, links: [.simulation, .guarded, .host], toolVersion: "")
        let outcomes = verification.links.flatMap(\.outcomes)
        rows.append(
          Row(
            network: model.name, policy: policy, operators: plan.program.kernels.count { $0.isForeign },
            peak: plan.placement.peak, divergence: outcomes.compactMap(\.firstDivergence).first))
      }
    }
  }

  /// The kernel's own reference in Lua against the interpreter, on random values; nil where it has none.
  private static func reference(
    of kernel: KernelPlugin, _ model: Model, _ kernels: KernelRegistry
  ) throws(Diagnostics) -> Row? {
    let graph = model.normalised.graph
    var random = SplitMix64(seed: 1)
    var row = Row(network: model.name, policy: "(Lua reference)", operators: 0, peak: 0)
    for node in graph.operators {
      let operands = graph.operands(of: node)
      let images = graph.activations(of: node).map { graph.tensors[$0.tensor] }
      guard kernels.kernel(for: node, operands)?.isForeign == true, images.allSatisfy({ $0.type == .int8 }),
        images.reduce(0, { $0 + $1.byteCount }) <= 1 << 16
      else { continue }
      let inputs = images.map { image in
        (0..<image.byteCount).map { _ in UInt8.random(in: 0...255, using: &random) }
      }
      guard let values = try kernel.values(of: node, operands, inputs) else { return nil }
      row.operators += 1
      let expected = try Reference.run(node, of: graph, inputs: inputs)[0]
      if values != expected.map({ LuaValue.integer(Int(Int8(bitPattern: $0))) }) {
        row.divergence = node.name
      }
    }
    return row
  }

  /// A network of odd sizes with operators of a kind.
  private static func network(_ operatorName: String) throws(Diagnostics) -> Model {
    guard OperatorRegistry.kind(named: operatorName) != nil else {
      throw Diagnostics(
        Diagnostic(
          "there is no network with the operator \(operatorName)", hint: "name a model that has it with --on")
      )
    }
    let tested = "\n  - \(operatorName.lowercased()): { name: tested }"
    let others = [Convolution2D.name, DepthwiseConvolution2D.name, Add.name, AveragePool2D.name]
    let text = """
      network: 1
      name: check
      input: { name: image, shape: [13, 11, 3] }
      layers:
        - conv_2d: { name: stem, channels: 8, kernel: 3, stride: 2, padding: half, activation: relu6 }
        - conv_2d: { name: wide, channels: 12, kernel: 1 }\(others.contains(operatorName) ? "" : tested)
        - depthwise_conv_2d: { name: window, kernel: 3, padding: half }
        - conv_2d: { name: narrow, channels: 5, kernel: 1 }
        - block: { name: block, kernel: 3, expand: 2, channels: 5, residual: true }
        - average_pool_2d: { name: pool, kernel: global }
        - conv_2d: { name: classes, channels: 3, kernel: 1 }

      """
    let graph = try Description.read(Array(text.utf8), file: "check.yaml")
    return try Model(
      name: "check", hash: SHA256.hash(Array(text.utf8)).hex, format: .description, graph: graph)
  }
}

extension Workbench {
  /// `testing.operator`.
  func operatorResult(_ call: LuaCall) throws -> LuaOutput {
    let name = try call.string(1, "name")
    let fields = LuaFields(try call.table(2, "input"), of: "operand", in: source)
    let shape = Shape(
      rows: fields.integer("rows", in: 1...4096), columns: fields.integer("columns", in: 1...4096),
      channels: fields.integer("channels", in: 1...4096))
    let values = fields.list("values").map { value -> UInt8 in
      guard case .integer(let integer) = value, let byte = Int8(exactly: integer) else {
        fields.note("values", "a value is \(value.kind)", expected: "an integer from -128 to 127")
        return 0
      }
      return UInt8(bitPattern: byte)
    }
    if values.count != shape.count {
      fields.note("values", "\(values.count) values are given", expected: "\(shape.count)")
    }
    let scale = fields.optional("scale") { fields.number($0) } ?? 1
    let options = fields.optional("options") { fields.list($0) } ?? []
    try fields.finish()
    let bytes = options.map { value in
      if case .integer(let integer) = value { UInt8(truncatingIfNeeded: integer) } else { UInt8(0) }
    }
    do throws(Problem) {
      guard let operation = try catalog.customOperators(name, [(shape, false)], bytes) else {
        throw Problem("there is no operator named \(name.quoted)")
      }
      let quantization = Quantization(scale: Float(scale), zeroPoint: 0)
      let input = Tensor(name: "input", shape: shape, type: .int8, quantization: quantization)
      var output = input
      output.name = "output"
      output.shape = try operation.outputShapes([input])[0]
      let results = try operation.evaluate([values], Operands(inputs: [input], outputs: [output]))
      return .results([
        .list(results[0].map { .integer(Int(Int8(bitPattern: $0))) }),
        .record([("rows", .integer(output.shape.rows)), ("columns", .integer(output.shape.columns))]),
      ])
    } catch {
      throw LuaError("\(error.diagnostic(at: nil))")
    }
  }
}
