import Network

/// An int8 activation.
func int8(_ name: String, _ shape: [Int], scale: Float = 1, zero: Int = 0) -> Tensor {
  Tensor(
    name: name, shape: Shape(shape), type: .int8, quantization: Quantization(scale: scale, zeroPoint: zero))
}

/// Constant int8 weights with one scale.
func weights(_ shape: [Int], _ values: [Int8], scale: Float, axis: Int = 0) -> Tensor {
  Tensor(
    name: "weights", shape: Shape(shape), type: .int8,
    quantization: Quantization(scales: [scale], zeroPoints: [0], axis: axis), data: bytes(values))
}

/// A constant int32 bias.
func bias(_ values: [Int32]) -> Tensor {
  Tensor(
    name: "bias", shape: Shape([values.count]), type: .int32,
    data: values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } })
}

func bytes(_ values: [Int8]) -> [UInt8] { values.map { UInt8(bitPattern: $0) } }

func node(_ name: String, _ kind: any OperatorKind, _ inputs: [TensorIndex], _ outputs: [TensorIndex])
  -> Operator
{
  Operator(name: name, kind: kind, inputs: inputs, outputs: outputs, provenance: [])
}

/// A graph of one operator: its activations are the graph's inputs, constants follow as further operands.
func graph(
  _ kind: any OperatorKind, _ inputs: [Tensor], constants: [Tensor] = [], outputs: [Tensor]
) -> Graph {
  let operands = inputs.count + constants.count
  let results = Array(operands..<operands + outputs.count)
  return Graph(
    name: "one", tensors: inputs + constants + outputs,
    operators: [node("node", kind, Array(0..<operands), results)], inputs: Array(inputs.indices),
    outputs: results)
}

/// Runs one operator with one int8 result through the reference.
func run(
  _ kind: any OperatorKind, _ inputs: [Tensor], _ values: [Int8]..., constants: [Tensor] = [],
  output: Tensor
) throws -> [Int8] {
  let graph = graph(kind, inputs, constants: constants, outputs: [output])
  let results = try Reference.run(graph, inputs: values.map(bytes))
  return results[0].map { Int8(bitPattern: $0) }
}

extension Tensor {
  /// The same tensor under another name.
  func named(_ name: String) -> Tensor {
    var copy = self
    copy.name = name
    return copy
  }
}
