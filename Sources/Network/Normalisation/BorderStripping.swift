extension Graph {
  /// The graph without the conversions at its borders: an input that only a QUANTIZE to int8 reads becomes that
  /// int8 tensor, and an output that a DEQUANTIZE or QUANTIZE makes from int8 becomes what it reads. Scales and
  /// zero points are those of the int8 tensors; who uses the model converts, or does not need to.
  package func strippingBorders() -> Graph {
    var graph = self
    for (position, input) in inputs.enumerated() {
      let readers = graph.operators.indices.filter { graph.operators[$0].inputs.contains(input) }
      guard tensors[input].type != .int8, readers.count == 1, !outputs.contains(input),
        graph.operators[readers[0]].kind is Quantize,
        tensors[graph.operators[readers[0]].outputs[0]].type == .int8
      else { continue }
      let inner = graph.operators.remove(at: readers[0]).outputs[0]
      graph.inputs[position] = inner
      graph.tensors[inner].name = tensors[input].name
      graph.tensors[input].name += ".stripped"
    }
    for (position, output) in outputs.enumerated() {
      guard tensors[output].type != .int8, graph.outputs.filter({ $0 == output }).count == 1,
        let last = graph.operators.firstIndex(where: { $0.outputs == [output] }),
        graph.operators[last].kind is Dequantize || graph.operators[last].kind is Quantize,
        let inner = graph.operators[last].inputs[0], tensors[inner].type == .int8,
        !graph.inputs.contains(inner), !graph.outputs.contains(inner),
        !graph.operators.contains(where: { $0.inputs.contains(output) })
      else { continue }
      graph.operators.remove(at: last)
      graph.outputs[position] = inner
    }
    return graph
  }
}
