import Network

extension KernelDescriptor {
  static let quickElementwise = [
    addQuick, subtractQuick, multiplyQuick, averagePoolQuick, maxPoolQuick, meanQuick, pixelSumQuick,
  ]

  static let addQuick = quickSum(.add, "add_dsp_s8")
  static let subtractQuick = quickSum(.subtract, "sub_dsp_s8")

  static let multiplyQuick = KernelDescriptor(
    name: "mul_dsp_s8", operatorName: Multiply.name, function: "sn_mul_dsp_s8",
    structure: "sn_mul_dsp_params", source: "mul_dsp.c", calling: ["bounds_dsp.c"], call: .run,
    alias: .elements,
    costClass: .elementwise, requires: ["dsp"]
  ) { node, operands in
    guard multiply.matches(node, operands) else { return false }
    let portable = multiply.parameters(node, operands)
    return portable["out_multiplier"] > 0 && (-23 ... -1).contains(portable["out_shift"])
  } parameters: { node, operands in
    let portable = multiply.parameters(node, operands)
    return KernelParameters(
      scalars: portable.scalars.filter { !$0.field.hasSuffix("channel_step") }.map { scalar in
        scalar.field == "out_shift" ? .init("out_shift", -portable["out_shift"] - 1) : scalar
      })
  }

  static let averagePoolQuick = quick(.averagePool, "average_pool_dsp_s8", source: "pool_dsp.c")
  static let maxPoolQuick = quick(.maxPool, "max_pool_dsp_s8", source: "pool_dsp.c")
  static let meanQuick = quick(.mean, "mean_dsp_s8", source: "mean_dsp.c")
  static let pixelSumQuick = quick(.pixelSum, "pixel_sum_dsp_s8", source: "pixel_sum_dsp.c")

  /// A table of results for every operator that makes each int8 element from the one at its place.
  static let lookups: [KernelDescriptor] = [relu, relu6, hardSwish, leakyRelu, logistic, tanh, requantize].map
  {
    portable in
    KernelDescriptor(
      name: "\(portable.name)_lookup", operatorName: portable.operatorName, function: "sn_lookup_s8",
      structure: "sn_lookup_params", source: "lookup.c", call: .run, alias: .elements,
      costClass: .elementwise, requires: ["dsp"]
    ) { node, operands in
      portable.matches(node, operands) && operands.input(0).type == .int8 && operands.output.type == .int8
        && results(node, operands) != nil
    } parameters: { node, operands in
      KernelParameters(
        tables: [.init("results", .int8(results(node, operands) ?? []))],
        scalars: [.init("channels", operands.output.shape.channels)])
    }
  }

  /// What the operator makes of -128, -127 ... 127.
  private static func results(_ node: Operator, _ operands: Operands) -> [UInt8]? {
    var (input, output) = (operands.input(0), operands.output)
    input.shape = Shape([1, 1, 256])
    output.shape = input.shape
    let elements = (-128...127).map { UInt8(bitPattern: $0) }
    return try? node.kind.evaluate([elements], Operands(inputs: [input], outputs: [output])).first
  }

  /// A kernel that takes the portable one's parameters, four channels at a time: sums of up to 256 elements
  /// stay inside 16 bits.
  private static func quick(_ portable: KernelDescriptor, _ name: String, source: String) -> KernelDescriptor
  {
    KernelDescriptor(
      name: name, operatorName: portable.operatorName, function: "sn_\(name)", structure: portable.structure,
      source: source, call: portable.call, alias: portable.alias, costClass: portable.costClass,
      requires: ["dsp"]
    ) { node, operands in
      let parameters = portable.parameters(node, operands)
      let window = parameters["kernel_rows"] * parameters["kernel_columns"]
      return operands.input(0).shape.channels >= 4 && window <= 256
    } parameters: { node, operands in
      portable.parameters(node, operands)
    }
  }

  /// Sums whose greater factor is 1/2, and whose results are requantised to the right.
  private static func quickSum(_ portable: KernelDescriptor, _ name: String) -> KernelDescriptor {
    KernelDescriptor(
      name: name, operatorName: portable.operatorName, function: "sn_\(name)",
      structure: "sn_sum_dsp_params", source: "\(name.dropLast(3)).c", calling: ["bounds_dsp.c"], call: .run,
      alias: .elements,
      costClass: .elementwise, requires: ["dsp"]
    ) { node, operands in
      portable.matches(node, operands) && sumScalars(portable.parameters(node, operands)) != nil
    } parameters: { node, operands in
      KernelParameters(scalars: sumScalars(portable.parameters(node, operands)) ?? [])
    }
  }

  private static func sumScalars(_ portable: KernelParameters) -> [KernelParameters.Scalar]? {
    func isHalf(_ side: String) -> Bool {
      portable["\(side)_multiplier"] == 1 << 30 && portable["\(side)_shift"] == 0
    }
    let (greater, lesser) = isHalf("left") ? ("left", "right") : ("right", "left")
    guard isHalf(greater) else { return nil }
    var (multiplier, shift) = (portable["\(lesser)_multiplier"], portable["\(lesser)_shift"])
    // The high multiply of 2^21 times a byte by this rounds to 2^20 times the byte.
    if isHalf(lesser) { (multiplier, shift) = (Int(Int32.max), -1) }
    if multiplier == 0 { shift = -1 }
    guard multiplier >= 0, (-31 ... -1).contains(shift), portable["out_multiplier"] > 0,
      (-23 ... -1).contains(portable["out_shift"])
    else { return nil }
    return [
      .init("channels", portable["channels"]), .init("greater_side", greater == "left" ? 0 : 1),
      .init("greater_zero", portable["\(greater)_zero"]), .init("lesser_zero", portable["\(lesser)_zero"]),
      .init("lesser_multiplier", multiplier), .init("lesser_shift", -shift),
      .init("out_zero", portable["out_zero"]), .init("out_multiplier", portable["out_multiplier"]),
      .init("out_shift", -portable["out_shift"] - 1), .init("out_min", portable["out_min"]),
      .init("out_max", portable["out_max"]),
    ]
  }
}
