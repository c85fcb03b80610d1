import Network

extension KernelDescriptor {
  static let averagePool = pool(AveragePool2D.name, "average_pool_s8")
  static let maxPool = pool(MaxPool2D.name, "max_pool_s8")

  private static func pool(_ operatorName: String, _ name: String) -> KernelDescriptor {
    KernelDescriptor(
      name: name, operatorName: operatorName, function: "sn_\(name)", structure: "sn_pool_params",
      source: "pool.c",
      call: .row, alias: .rows, costClass: .pooling
    ) { node, operands in
      let kind = node.kind as! any Pooling
      let shape = operands.input(0).shape
      let bounds = kind.activation.bounds(operands.output.quantization!)
      return KernelParameters(scalars: [
        .init("in_columns", shape.columns), .init("channels", shape.channels),
        .init("kernel_rows", kind.kernel.rows), .init("kernel_columns", kind.kernel.columns),
        .init("stride", kind.stride.columns),
        .init("pad_left", kind.geometry.sides(rows: shape.rows, columns: shape.columns).left),
        .init("out_min", bounds.least), .init("out_max", bounds.greatest),
      ])
    }
  }

  static let pixelSum = KernelDescriptor(
    name: "pixel_sum_s8", operatorName: PixelSum.name, function: "sn_pixel_sum_s8",
    structure: "sn_pixel_sum_params", source: "pixel_sum.c", call: .run, alias: .none, costClass: .pooling
  ) { _, operands in
    KernelParameters(scalars: [.init("channels", operands.output.shape.channels)])
  }

  static let meanOfSum = KernelDescriptor(
    name: "mean_of_sum", operatorName: MeanOfSum.name, function: "sn_mean_of_sum",
    structure: "sn_mean_of_sum_params", source: "pixel_sum.c", call: .run, alias: .none,
    costClass: .elementwise, matches: { node, _ in (node.kind as! MeanOfSum).pool == nil }
  ) { node, operands in
    let kind = node.kind as! MeanOfSum
    let factor = QuantizedMultiplier(Double(kind.scale) / operands.output.scale).divided(by: kind.count)
    return KernelParameters(scalars: [
      .init("channels", operands.output.shape.channels), .init("count", kind.count),
      .init("in_zero", kind.zeroPoint), .init("out_zero", operands.output.zeroPoint),
      .init("multiplier", factor.multiplier), .init("shift", factor.shift),
    ])
  }

  static let averageOfSum = KernelDescriptor(
    name: "average_of_sum", operatorName: MeanOfSum.name, function: "sn_average_of_sum",
    structure: "sn_average_of_sum_params", source: "pixel_sum.c", call: .run, alias: .none,
    costClass: .elementwise
  ) { node, operands in
    let kind = node.kind as! MeanOfSum
    let bounds = (kind.pool ?? .none).bounds(operands.output.quantization!)
    return KernelParameters(scalars: [
      .init("channels", operands.output.shape.channels), .init("count", kind.count),
      .init("out_min", bounds.least), .init("out_max", bounds.greatest),
    ])
  }

  static let mean = KernelDescriptor(
    name: "mean_s8", operatorName: Mean.name, function: "sn_mean_s8", structure: "sn_mean_params",
    source: "mean.c",
    call: .row, alias: .rows, costClass: .pooling
  ) { node, operands in
    let kind = node.kind as! Mean
    let (input, output) = (operands.input(0), operands.output)
    let rows = kind.axes.contains(0) ? input.shape.rows : 1
    let columns = kind.axes.contains(1) ? input.shape.columns : 1
    let factor = QuantizedMultiplier(input.scale / output.scale).divided(by: rows * columns)
    return KernelParameters(scalars: [
      .init("channels", input.shape.channels), .init("kernel_rows", rows),
      .init("kernel_columns", columns), .init("count", rows * columns),
      .init("in_zero", input.zeroPoint), .init("out_zero", output.zeroPoint),
      .init("multiplier", factor.multiplier), .init("shift", factor.shift),
    ])
  }
}

extension QuantizedMultiplier {
  /// The factor divided by a count, with as many bits of the quotient as a 32-bit multiplier holds.
  fileprivate func divided(by count: Int) -> QuantizedMultiplier {
    let bits = min(63 - count.leadingZeroBitCount, 32, 31 + shift)
    var result = self
    result.multiplier = Int(Int32(truncatingIfNeeded: (multiplier << bits) / count))
    result.shift -= bits
    return result
  }
}
