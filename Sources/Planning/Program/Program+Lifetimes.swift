import Network

/// The buffers a program needs and the constraints on their places.
package struct MemoryDemand: Sendable {
  package var buffers: [Buffer]
  /// For each tensor of the graph the buffer that holds it; nil for constants and inputs nothing reads.
  package var bufferOfTensor: [Int?]
  /// Buffers that may be written over others in place.
  package var inPlace: Set<InPlacePair>
  /// For each moment the step it belongs to.
  package var stepOfMoment: [Int]
}

extension Program {
  /// Walks the steps once and finds when every row lives. Everything the inference needs is a buffer.
  ///
  /// Inputs that are resident live from before the first step; outputs of the graph live to behind the last.
  /// - Complexity: O(steps * rows a step touches).
  package func memoryDemand() -> MemoryDemand {
    var lives = graph.tensors.map { [RowLife?](repeating: nil, count: $0.isConstant ? 0 : $0.shape.rows) }
    if input == .resident {
      for tensor in graph.inputs {
        lives[tensor] = lives[tensor].map { _ in RowLife(start: -1, end: -1) }
      }
    }
    var stepOfMoment: [Int] = []
    for (position, step) in steps.enumerated() {
      for moment in moments(of: step) {
        let now = stepOfMoment.count
        stepOfMoment.append(position)
        for read in reads(of: moment) {
          for row in read.rows { lives[read.tensor][row]?.end = now }
        }
        let write = write(of: moment)
        for row in write.rows {
          lives[write.tensor][row] = RowLife(start: lives[write.tensor][row]?.start ?? now, end: now)
        }
      }
    }
    for tensor in graph.outputs {
      lives[tensor] = lives[tensor].map { $0.map { RowLife(start: $0.start, end: stepOfMoment.count) } }
    }
    return demand(lives, stepOfMoment)
  }

  private func demand(_ lives: [[RowLife?]], _ stepOfMoment: [Int]) -> MemoryDemand {
    let consumers = graph.consumers()
    var buffers: [Buffer] = []
    var bufferOfTensor = [Int?](repeating: nil, count: graph.tensors.count)
    for (index, tensor) in graph.tensors.enumerated() where !tensor.isConstant {
      let isRing = input == .streamed && graph.inputs.contains(index) && !graph.outputs.contains(index)
      if graph.inputs.contains(index), consumers[index].isEmpty { continue }
      let slots = isRing ? Buffer.slots(for: lives[index]) : tensor.shape.rows
      bufferOfTensor[index] = buffers.count
      buffers.append(
        Buffer(
          name: tensor.name, kind: slots < tensor.shape.rows ? .ring : .tensor, slots: slots,
          rowBytes: tensor.byteCount / tensor.shape.rows, alignment: max(4, tensor.type.byteCount),
          lives: lives[index]))
    }
    return MemoryDemand(
      buffers: buffers, bufferOfTensor: bufferOfTensor, inPlace: inPlacePairs(bufferOfTensor),
      stepOfMoment: stepOfMoment)
  }

  /// The operators that may write over an operand: those that promise to, for operands with the same pixels.
  private func inPlacePairs(_ bufferOfTensor: [Int?]) -> Set<InPlacePair> {
    var pairs = Set<InPlacePair>()
    for (index, node) in graph.operators.enumerated() where kernels[index].alias == .elements {
      let output = graph.tensors[node.outputs[0]]
      for (_, tensor) in graph.activations(of: node) {
        let operand = graph.tensors[tensor]
        guard operand.shape == output.shape, operand.type.byteCount >= output.type.byteCount else { continue }
        pairs.insert(InPlacePair(written: bufferOfTensor[node.outputs[0]]!, read: bufferOfTensor[tensor]!))
      }
    }
    return pairs
  }
}
