import Network

extension KernelDescriptor {
  /// The convolutions, the quickest first.
  static let quickConvolutions = [
    pointwiseQuads, pointwisePairs, pointwiseDirect, convolution3x3x3, convolution3x3x3Pairs,
    convolutionDirect,
    convolutionGathered, convolutionSingle,
  ]

  /// Four pixels at a time.
  static let pointwiseQuads = quickPointwise(
    "pointwise_quads_dsp_s8", calling: ["pointwise_direct_dsp.c"], leastPixels: 4,
    scratch: { widenedBytes($0.input(0).shape.channels, pixels: 4) },
    matches: { $0.input(0).shape.channels % 4 == 0 && $0.output.shape.channels % 2 == 0 })

  /// Two pixels at a time.
  static let pointwisePairs = quickPointwise(
    "pointwise_dsp_s8", scratch: { widenedBytes($0.input(0).shape.channels, pixels: 2) })

  /// Two pixels at a time, read where they lie; of single pixels four channels at a time.
  static let pointwiseDirect = quickPointwise(
    "pointwise_direct_dsp_s8", matches: { $0.input(0).shape.channels % 4 == 0 })

  /// The first convolution of most networks: four windows are gathered and multiplied as pixels.
  static let convolution3x3x3 = quickConvolution(
    "conv_dsp_3x3x3_s8", source: "conv_3x3x3_dsp.c",
    calling: ["pointwise_quads_dsp.c", "pointwise_direct_dsp.c"],
    scratch: { _ in 4 * 28 + widenedBytes(28, pixels: 4) },
    matches: { geometry, operands in
      geometry.kernel == Extent(3) && geometry.dilation == Extent(1)
        && operands.input(0).shape.channels == 3 && operands.output.shape.channels % 2 == 0
    })

  /// The same two windows at a time, with little scratch.
  static let convolution3x3x3Pairs = quickConvolution(
    "conv_dsp_3x3x3_pairs_s8", source: "conv_3x3x3_pairs_dsp.c", calling: ["pointwise_direct_dsp.c"],
    scratch: { _ in 2 * 28 },
    matches: { geometry, operands in
      geometry.kernel == Extent(3) && geometry.dilation == Extent(1) && operands.input(0).shape.channels == 3
    })

  /// Windows read where they lie: no padding, and whole words a row of the window.
  static let convolutionDirect = quickConvolution(
    "conv_direct_dsp_s8", source: "conv_direct_dsp.c", hasSmallSums: false,
    matches: { geometry, operands in
      let shape = operands.input(0).shape
      return geometry.dilation == Extent(1) && geometry.kernel.columns * shape.channels % 4 == 0
        && geometry.sides(rows: shape.rows, columns: shape.columns) == (0, 0, 0, 0)
    })

  /// Windows of any kind, gathered first.
  static let convolutionGathered = quickConvolution(
    "conv_dsp_s8", source: "conv_dsp.c", scratch: { scratchOfWindow($0, pixels: 2) })

  /// The same pixel by pixel, with half the scratch.
  static let convolutionSingle = quickConvolution(
    "conv_dsp_single_s8", source: "conv_dsp.c", scratch: { scratchOfWindow($0, pixels: 1) })

  private static func quickPointwise(
    _ name: String, calling others: [String] = [], leastPixels: Int = 1,
    scratch: @escaping @Sendable (Operands) -> Int = { _ in 0 },
    matches: @escaping @Sendable (Operands) -> Bool = { _ in true }
  ) -> KernelDescriptor {
    var kernel = KernelDescriptor(
      name: name, operatorName: Convolution2D.name, function: "sn_\(name)",
      structure: "sn_pointwise_dsp_params", source: "\(name.dropLast(3)).c",
      calling: others + ["bounds_dsp.c"],
      call: .run,
      alias: .rows, costClass: .pointwise, requires: ["dsp"], leastPixels: leastPixels
    ) { node, operands in
      KernelDescriptor.pointwise.matches(node, operands) && matches(operands)
        && PairTable(node, operands)?.hasSmallSums ?? false
    } parameters: { node, operands in
      KernelParameters(
        tables: pairTables(node, operands),
        scalars: KernelDescriptor.pointwise.parameters(node, operands).scalars)
    }
    kernel.scratch = scratch
    return kernel
  }

  private static func quickConvolution(
    _ name: String, source: String, calling others: [String] = [], hasSmallSums: Bool = true,
    scratch: @escaping @Sendable (Operands) -> Int = { _ in 0 },
    matches: @escaping @Sendable (WindowGeometry, Operands) -> Bool = { _, _ in true }
  ) -> KernelDescriptor {
    var kernel = KernelDescriptor(
      name: name, operatorName: Convolution2D.name, function: "sn_\(name)", structure: "sn_conv_dsp_params",
      source: source, calling: others + ["bounds_dsp.c"], call: .row, alias: .rows, costClass: .convolution,
      requires: ["dsp"]
    ) { node, operands in
      let geometry = (node.kind as! Convolution2D).geometry(weights: operands.input(1).shape)
      let columns = node.kind.window(of: 0, operands).columns
      // Rows of a window may lie in the padding, all columns may not.
      guard matches(geometry, operands),
        columns.alwaysHasTaps(operands.output.shape.columns, of: operands.input(0).shape.columns),
        let table = PairTable(node, operands)
      else { return false }
      return table.hasSmallSums || !hasSmallSums
    } parameters: { node, operands in
      KernelParameters(
        tables: pairTables(node, operands),
        scalars: KernelDescriptor.convolution.parameters(node, operands).scalars)
    }
    kernel.scratch = scratch
    return kernel
  }

  private static func pairTables(_ node: Operator, _ operands: Operands) -> [KernelParameters.Table] {
    [.init("table", .int32(PairTable(node, operands)?.words ?? []))]
  }

  /// As `SN_WIDENED_BYTES`.
  private static func widenedBytes(_ inputs: Int, pixels: Int) -> Int { (inputs + 3) / 4 * 8 * pixels }

  private static func scratchOfWindow(_ operands: Operands, pixels: Int) -> Int {
    let weights = operands.input(1).shape
    let inputs = weights.count / operands.output.shape.channels
    let gathered = operands.input(0).shape.channels % 4 == 0 ? 0 : (inputs + 3) / 4 * 4
    return widenedBytes(inputs, pixels: pixels) + gathered
  }
}

extension PairTable {
  /// The table of a convolution, nil where there is none that is exact.
  fileprivate init?(_ node: Operator, _ operands: Operands) {
    let portable = KernelDescriptor.convolution.parameters(node, operands)
    self.init(
      Source(
        weights: portable.bytes("weights"),
        inputs: operands.input(1).data!.count / operands.output.shape.channels,
        biases: portable.integers("bias"), multipliers: portable.integers("multiplier"),
        shifts: portable.bytes("shift").map { Int(Int8(bitPattern: $0)) },
        inputZero: portable["in_zero"], outputZero: portable["out_zero"],
        bounds: portable["out_min"]...portable["out_max"]))
  }
}
