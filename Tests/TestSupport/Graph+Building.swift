import Network

/// Small graphs written out in tests, in normal form: rank 3, one result an operator.
extension Graph {
  package mutating func addInput(
    _ name: String, _ rows: Int, _ columns: Int, _ channels: Int,
    _ quantization: Quantization = Quantization(scale: 0.05, zeroPoint: -3)
  ) -> TensorIndex {
    let shape = Shape(rows: rows, columns: columns, channels: channels)
    tensors.append(Tensor(name: name, shape: shape, type: .int8, quantization: quantization))
    inputs.append(tensors.count - 1)
    return tensors.count - 1
  }

  /// Adds an operator named like its result, quantised like its first operand unless told otherwise.
  package mutating func add(
    _ name: String, _ kind: any OperatorKind, _ operands: [TensorIndex?], _ quantization: Quantization? = nil
  ) throws(Problem) -> TensorIndex {
    let shape = try kind.outputShapes(operands.map { $0.map { tensors[$0] } })[0]
    let quantization = quantization ?? operands[0].flatMap { tensors[$0].quantization }
    tensors.append(Tensor(name: name, shape: shape, type: .int8, quantization: quantization))
    let provenance = Provenance(index: operators.count, kind: type(of: kind).name, label: "")
    operators.append(
      Operator(
        name: name, kind: kind, inputs: operands, outputs: [tensors.count - 1], provenance: [provenance]))
    return tensors.count - 1
  }

  /// Adds constant int8 weights of scale 0.02.
  package mutating func addWeights(_ name: String, _ extents: [Int], _ bytes: [UInt8]) -> TensorIndex {
    tensors.append(
      Tensor(
        name: name, shape: Shape(extents), type: .int8,
        quantization: Quantization(scale: 0.02, zeroPoint: 0), data: bytes))
    return tensors.count - 1
  }
}
