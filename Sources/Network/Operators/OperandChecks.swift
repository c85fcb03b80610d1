/// What several kinds of operator require of their operands.
extension Operands {
  /// Findings for activations that are not of one of these types.
  func requireTypes(_ types: [ElementType], inputs: [Int] = [0], output: Bool = true) -> [Problem] {
    let names = types.map(\.rawValue).joined(separator: " or ")
    var problems: [Problem] = []
    for index in inputs where self.inputs.indices.contains(index) {
      guard let tensor = self.inputs[index], !types.contains(tensor.type) else { continue }
      problems.append(Problem("operand \(tensor.name) is \(tensor.type.rawValue)", expected: names))
    }
    if output {
      for tensor in outputs where !types.contains(tensor.type) {
        problems.append(Problem("result \(tensor.name) is \(tensor.type.rawValue)", expected: names))
      }
    }
    return problems
  }

  /// Findings for int8 operands and results without one usable scale and zero point.
  func requirePerTensor(inputs: [Int] = [0]) -> [Problem] {
    let tensors = inputs.compactMap { self.inputs.indices.contains($0) ? self.inputs[$0] : nil } + outputs
    return tensors.compactMap { tensor in
      guard let quantization = tensor.quantization else {
        return Problem("tensor \(tensor.name) has no quantisation", expected: "one scale and zero point")
      }
      guard quantization.isPerTensor else {
        return Problem("tensor \(tensor.name) has \(quantization.scales.count) scales", expected: "one")
      }
      guard quantization.scale.isFinite, quantization.scale > 0 else {
        return Problem(
          "tensor \(tensor.name) has the scale \(quantization.scale)", expected: "a positive one")
      }
      let range = tensor.type == .uint8 ? 0...255 : tensor.type == .int16 ? -32768...32767 : -128...127
      guard range.contains(quantization.zeroPoint) else {
        return Problem(
          "tensor \(tensor.name) has the zero point \(quantization.zeroPoint)",
          expected: "\(range.lowerBound) to \(range.upperBound)")
      }
      return nil
    }
  }

  /// Findings for int8 activations in and out with one scale each: what most kinds need.
  func requireInt8(inputs: [Int] = [0]) -> [Problem] {
    let types = requireTypes([.int8], inputs: inputs)
    return types.isEmpty ? requirePerTensor(inputs: inputs) : types
  }

  /// Findings for an operator that computes one image at a time and is given several.
  func requireOneImage(inputs: [Int] = [0]) -> [Problem] {
    inputs.compactMap { index in
      guard self.inputs.indices.contains(index), let tensor = self.inputs[index], tensor.shape.batch != 1
      else { return nil }
      return Problem(
        "operand \(tensor.name) of shape \(tensor.shape) holds \(tensor.shape.batch) images", expected: "one")
    }
  }

  /// Findings for the constant weights and bias of a convolution or matrix: int8 symmetric weights with one
  /// scale, or one an output channel along `axis`; an int32 bias.
  func requireWeights(axis: Int, channels: Int) -> [Problem] {
    let weights = input(1)
    guard weights.isConstant else {
      return [Problem("weights \(weights.name) are computed at run time", expected: "constant weights")]
    }
    guard weights.type == .int8 else {
      return [Problem("weights \(weights.name) are \(weights.type.rawValue)", expected: "int8")]
    }
    var problems: [Problem] = []
    if let quantization = weights.quantization {
      if !quantization.isPerTensor && (quantization.scales.count != channels || quantization.axis != axis) {
        problems.append(
          Problem(
            "weights \(weights.name) have \(quantization.scales.count) scales along axis \(quantization.axis)",
            expected: "one, or \(channels) along axis \(axis)"))
      }
      if quantization.zeroPoints.contains(where: { $0 != 0 }) {
        problems.append(
          Problem("weights \(weights.name) have a zero point that is not 0", expected: "symmetric weights"))
      }
      if quantization.scales.contains(where: { !$0.isFinite }) {
        problems.append(
          Problem("weights \(weights.name) have a scale that is not finite", expected: "finite scales"))
      }
    } else {
      problems.append(Problem("weights \(weights.name) have no quantisation", expected: "int8 with scales"))
    }
    if inputs.count > 2, let bias = inputs[2] {
      if !bias.isConstant || bias.type != .int32 || bias.shape.count != channels {
        problems.append(
          Problem(
            "bias \(bias.name) is \(bias.isConstant ? "" : "computed ")\(bias.type.rawValue) \(bias.shape)",
            expected: "\(channels) constant int32"))
      }
    }
    return problems
  }
}

/// The axis counted from the left of a shape of this rank; negative axes count from the right.
func resolveAxis(_ axis: Int, rank: Int) throws(Problem) -> Int {
  let resolved = axis < 0 ? axis + rank : axis
  guard (0..<rank).contains(resolved) else {
    throw Problem("axis \(axis) of a tensor of rank \(rank)", expected: "-\(rank) to \(rank - 1)")
  }
  return resolved
}

/// The axis in the canonical form: 0 rows, 1 columns, 2 channels; axes further left hold one image only.
func canonicalAxis(_ axis: Int, rank: Int) throws(Problem) -> Int {
  let canonical = try resolveAxis(axis, rank: rank) - rank + 3
  guard canonical >= 0 else {
    throw Problem("axis \(axis) of a tensor of rank \(rank)", expected: "rows, columns or channels")
  }
  return canonical
}
