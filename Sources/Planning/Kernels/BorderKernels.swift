import Network

extension KernelDescriptor {
  static let quantize = elementwise(
    Quantize.name, "quantize_f32_s8", "sn_quantize_params", "quantize.c",
    matches: { $1.input(0).type == .float32 }
  ) { _, operands in
    [.init("scale", operands.output.quantization!.scale), .init("out_zero", operands.output.zeroPoint)]
  }

  /// Between integers. In place only where elements do not grow.
  static let requantize = requantizing("requantize", alias: .elements) {
    $0.byteCount >= $1.byteCount
  }
  static let requantizeWider = requantizing("requantize_wider", alias: .none) {
    $0.byteCount < $1.byteCount
  }

  static let dequantize = elementwise(
    Dequantize.name, "dequantize_f32", "sn_dequantize_params", "quantize.c", alias: .none
  ) { _, operands in
    let input = operands.input(0)
    return [
      .init("in_type", input.type.kernelType), .init("in_zero", input.zeroPoint),
      .init("scale", input.quantization!.scale),
    ]
  }

  private static func requantizing(
    _ name: String, alias: AliasContract, _ fits: @escaping @Sendable (ElementType, ElementType) -> Bool
  ) -> KernelDescriptor {
    elementwise(
      Quantize.name, name, "sn_requantize_params", "quantize.c", function: "sn_requantize", alias: alias,
      matches: { $1.input(0).type != .float32 && fits($1.input(0).type, $1.output.type) }
    ) { _, operands in
      let (input, output) = (operands.input(0), operands.output)
      let factor = QuantizedMultiplier(input.scale / output.scale)
      return [
        .init("in_type", input.type.kernelType), .init("out_type", output.type.kernelType),
        .init("in_zero", input.zeroPoint), .init("out_zero", output.zeroPoint),
        .init("multiplier", factor.multiplier), .init("shift", factor.shift),
      ]
    }
  }
}

extension ElementType {
  /// The constant of `enum sn_type`.
  fileprivate var kernelType: Int { self == .uint8 ? 1 : self == .int16 ? 2 : 0 }
}
