import Network

extension KernelDescriptor {
  /// Windows on planes of one channel, made in scratch: for calls of some columns.
  static let depthwisePlanar = [
    planar(kernel: 3, stride: 1, leastPixels: 7), planar(kernel: 5, stride: 1, leastPixels: 4),
    planar(kernel: 5, stride: 2, leastPixels: 8), planar(kernel: 7, stride: 1, leastPixels: 4),
    planar(kernel: 7, stride: 2, leastPixels: 4),
  ]

  /// Pixel by pixel: common windows, then any.
  static let depthwiseDirect =
    [3, 5, 7].map { size in
      quickDepthwise(
        "depthwise_direct_\(size)x\(size)", calling: ["depthwise_direct.c"], form: .direct
      ) { geometry in
        geometry.kernel == Extent(size) && geometry.dilation == Extent(1)
      }
    } + [quickDepthwise("depthwise_direct", form: .direct) { _ in true }]

  private static func planar(kernel: Int, stride: Int, leastPixels: Int) -> KernelDescriptor {
    quickDepthwise(
      "depthwise_\(kernel)x\(kernel)_s\(stride)", calling: ["planes.c"], form: .planar,
      leastPixels: leastPixels,
      // SN_DEPTHWISE_SCRATCH
      scratch: 16 * kernel * 12 + 16
    ) { geometry in
      geometry.kernel == Extent(kernel) && geometry.stride.columns == stride
        && geometry.dilation == Extent(1)
    }
  }

  private static func quickDepthwise(
    _ name: String, calling others: [String] = [], form: DepthwiseRecords.Form, leastPixels: Int = 1,
    scratch: Int = 0, matches: @escaping @Sendable (WindowGeometry) -> Bool
  ) -> KernelDescriptor {
    var kernel = KernelDescriptor(
      name: name, operatorName: DepthwiseConvolution2D.name, function: "sn_\(name)",
      structure: "sn_depthwise_dsp_params", source: "\(name).c", calling: others + ["bounds_dsp.c"],
      call: .row, alias: .rows,
      costClass: .depthwise, requires: ["dsp"], leastPixels: leastPixels
    ) { node, operands in
      let kind = node.kind as! DepthwiseConvolution2D
      let (input, output) = (operands.input(0).shape, operands.output.shape)
      return matches(kind.geometry(weights: operands.input(1).shape))
        && output.channels == input.channels && input.channels >= 4
        && kind.window(of: 0, operands).rows.alwaysHasTaps(output.rows, of: input.rows)
        && kind.window(of: 0, operands).columns.alwaysHasTaps(output.columns, of: input.columns)
        && DepthwiseRecords(node, operands, form) != nil
    } parameters: { node, operands in
      let portable = KernelDescriptor.depthwise.parameters(node, operands)
      return KernelParameters(
        tables: [.init("records", .int32(DepthwiseRecords(node, operands, form)?.words ?? []))],
        scalars: portable.scalars.filter { $0.field != "depth_multiplier" })
    }
    kernel.scratch = { _ in scratch }
    return kernel
  }
}

extension DepthwiseRecords {
  fileprivate init?(_ node: Operator, _ operands: Operands, _ form: Form) {
    let portable = KernelDescriptor.depthwise.parameters(node, operands)
    self.init(
      Source(
        weights: portable.bytes("weights"), rows: portable["kernel_rows"],
        columns: portable["kernel_columns"],
        biases: portable.integers("bias"), multipliers: portable.integers("multiplier"),
        shifts: portable.bytes("shift").map { Int(Int8(bitPattern: $0)) },
        inputZero: portable["in_zero"], outputZero: portable["out_zero"]),
      form)
  }
}

extension AxisWindow {
  /// Whether every one of so many output positions has a tap inside an input of `size`.
  func alwaysHasTaps(_ output: Int, of size: Int) -> Bool {
    (0..<output).allSatisfy { validTaps($0..<$0 + 1, of: size) > 0 }
  }
}
