import Support

/// Made-up weights and measured scales for a graph that has only a structure.
///
/// Weights come from a seed and the names. One generated image then passes through the graph, operator by
/// operator: the sums of a convolution decide its weights' scales and bias, as batch normalisation would
/// (Ioffe and Szegedy, 2015), and the range of its result decides that tensor's scale and zero point. So
/// activations use their range, no channel is dead, and different images give different results. All of it is
/// integer arithmetic or IEEE + - * / sqrt in a fixed order: the same bytes on every machine.
package enum Synthetic {
  /// Fills the constants of a valid graph and sets the scales of all its tensors.
  ///
  /// Constants must have their shapes, types and axis of scales; what they hold is replaced.
  /// - Throws: what the reference arithmetic cannot compute, by operator.
  /// - Complexity: O(multiply-accumulates).
  package static func parameterise(_ graph: inout Graph, seed: Int) throws(Diagnostics) {
    let name = graph.name
    for node in graph.operators { fillConstants(of: node, in: &graph, seed: seed) }
    var values = [[UInt8]](repeating: [], count: graph.tensors.count)
    for tensor in graph.tensors.indices {
      if let data = graph.tensors[tensor].data { values[tensor] = data }
    }
    for input in graph.inputs {
      values[input] = image(for: graph.tensors[input], random(seed, name, graph.tensors[input].name))
    }
    var scales = SharedScales(graph)
    scales.settleInputs(&graph)
    for index in graph.operators.indices {
      do throws(Problem) {
        try calibrate(graph.operators[index], in: &graph, &values, &scales, seed: seed)
      } catch {
        throw Diagnostics(error.diagnostic(at: graph.location(of: graph.operators[index])))
      }
    }
  }

  /// The random numbers of one tensor or operator of a network.
  static func random(_ seed: Int, _ network: String, _ name: String) -> SplitMix64 {
    let digest = SHA256.hash(Array("\(seed)\n\(network)\n\(name)".utf8))
    return SplitMix64(seed: digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
  }

  /// The scale and zero point of an input of the network: real numbers from -1 to 1.
  static func inputQuantization(_ type: ElementType) -> Quantization? {
    switch type {
    case .int8: Quantization(scale: 1 / 128, zeroPoint: 0)
    case .uint8: Quantization(scale: 1 / 128, zeroPoint: 128)
    case .int16: Quantization(scale: 1 / 32768, zeroPoint: 0)
    case .int32, .int64, .float32, .bool: nil
    }
  }

  /// Steps of arithmetic of one run of an operator whose shapes are valid; 2^55 at most.
  static func work(_ kind: any OperatorKind, _ operands: Operands) -> Int {
    let output = operands.output.shape
    switch kind {
    case is Convolution2D, is FullyConnected:
      return operands.input(1).shape.count * (output.count / output.channels)
    case is DepthwiseConvolution2D:
      return output.count * operands.input(1).shape.rows * operands.input(1).shape.columns
    case let pooling as any Pooling:
      // The plain interpreter runs these, at an eighth of the speed.
      return 8 * output.count * pooling.kernel.rows * pooling.kernel.columns
    default: return (operands.inputs + operands.outputs).reduce(0) { $0 + ($1?.shape.count ?? 0) }
    }
  }
}
