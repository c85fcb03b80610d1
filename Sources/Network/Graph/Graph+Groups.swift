import Support

extension Graph {
  /// The graph with some filters cut into groups of channels.
  ///
  /// A window over the pixels of each channel needs of what it reads only the same channels. So it can run as
  /// several, each with those channels of what makes its operand, and what they make is put side by side: group
  /// by group the two can do with little memory, or keep more of what they read than others do. The same bytes come
  /// out, and multiply-accumulates are the same. Of filter `f` and its producer `p` there are `p.1`, `f.1`, `p.2`,
  /// `f.2` and so on, and `f` becomes the concatenation of `f.1`, `f.2` and so on. Tensors that stay keep their
  /// positions.
  ///
  /// - Parameter groups: for each filter by name the channels of each group, in order.
  /// - Throws: the first filter that cannot be cut so.
  /// - Complexity: O(operators + weights of those cut), for each.
  package func grouped(_ groups: [String: [Int]]) throws(Problem) -> Graph {
    var graph = self
    for name in groups.keys.sorted() { try graph.cut(name, into: groups[name]!) }
    return graph
  }

  /// The operator that makes what a filter reads, where both can be cut into groups of channels.
  package func producerOfChannels(of filter: OperatorIndex) -> OperatorIndex? {
    let node = operators[filter]
    guard node.kind is DepthwiseConvolution2D, let image = node.inputs[0], !outputs.contains(image),
      let producer = operators[..<filter].lastIndex(where: { $0.outputs == [image] }),
      operators[producer].kind is Convolution2D,
      operators.indices.allSatisfy({ $0 == filter || !operators[$0].inputs.contains(image) }),
      tensors[image].shape.channels == tensors[node.outputs[0]].shape.channels
    else { return nil }
    let constants = node.inputs.dropFirst() + operators[producer].inputs.dropFirst()
    return constants.allSatisfy { $0.map { tensors[$0].isConstant } ?? true } ? producer : nil
  }

  private mutating func cut(_ name: String, into groups: [Int]) throws(Problem) {
    guard let position = operatorIndex(named: name) else {
      throw Problem("there is no operator named \(name)")
    }
    guard let maker = producerOfChannels(of: position) else {
      throw Problem(
        "\(name) cannot be cut into groups of channels",
        expected: "a DEPTHWISE_CONV_2D without multiplier that alone reads what a CONV_2D makes")
    }
    let (filter, producer) = (operators[position], operators[maker])
    let channels = tensors[filter.outputs[0]].shape.channels
    guard groups.count > 1, groups.allSatisfy({ $0 > 0 && $0 <= channels }),
      groups.reduce(0, +) == channels
    else {
      throw Problem(
        "groups of \(groups.map(String.init).joined(separator: ", ")) channels of \(name)",
        expected: "two or more that come to \(channels)")
    }
    var added: [Operator] = []
    var begin = 0
    for (index, count) in groups.enumerated() {
      let part = begin..<begin + count
      let made = copy(producer, part, suffix: index + 1, weightsAxis: 0, images: producer.inputs.prefix(1))
      let filtered = copy(filter, part, suffix: index + 1, weightsAxis: 3, images: [made.outputs[0]])
      added += [made, filtered]
      begin += count
    }
    // The first group's operand takes the place of the whole one, which is no more.
    let (whole, first) = (producer.outputs[0], added[0].outputs[0])
    tensors.swapAt(whole, first)
    added[0].outputs = [whole]
    added[1].inputs[0] = whole
    let parts = added.enumerated().filter { $0.offset % 2 == 1 }.map { Optional($0.element.outputs[0]) }
    let joined = Operator(
      name: filter.name, kind: Concatenation(axis: 2), inputs: parts, outputs: filter.outputs,
      provenance: filter.provenance)
    operators.replaceSubrange(position...position, with: added + [joined])
    operators.remove(at: maker)
    removeTensor(first)
  }

  /// An operator for some of its channels.
  private mutating func copy(
    _ node: Operator, _ channels: Range<Int>, suffix: Int, weightsAxis: Int,
    images: some Sequence<TensorIndex?>
  ) -> Operator {
    var result = tensors[node.outputs[0]]
    let name = newName("\(node.name).\(suffix)")
    result.name = name
    result.shape = result.shape.replacingImage(
      rows: result.shape.rows, columns: result.shape.columns, channels: channels.count)
    var inputs = Array(images)
    for (operand, tensor) in node.inputs.enumerated().dropFirst() {
      inputs.append(
        tensor.map { tensor in
          var constant = tensors[tensor].slice(channels, axis: operand == 1 ? weightsAxis : 0)
          constant.name = newName("\(constant.name).\(suffix)")
          tensors.append(constant)
          return tensors.count - 1
        })
    }
    tensors.append(result)
    return Operator(
      name: name, kind: node.kind, inputs: inputs, outputs: [tensors.count - 1],
      provenance: node.provenance)
  }

  /// Takes out a tensor that nothing refers to, one of those behind all that stay.
  private mutating func removeTensor(_ index: TensorIndex) {
    tensors.remove(at: index)
    for node in operators.indices {
      operators[node].inputs = operators[node].inputs.map { $0.map { $0 > index ? $0 - 1 : $0 } }
      operators[node].outputs = operators[node].outputs.map { $0 > index ? $0 - 1 : $0 }
    }
  }
}

extension Tensor {
  /// Some of a constant along an axis, with their scales.
  fileprivate func slice(_ part: Range<Int>, axis: Int) -> Tensor {
    var slice = self
    let axis = min(axis, shape.rank - 1)
    let outer = shape.extents[..<axis].reduce(1, *)
    let inner = shape.extents[(axis + 1)...].reduce(1, *) * type.byteCount
    let extent = shape.extents[axis]
    slice.shape.extents[axis] = part.count
    if let data {
      slice.data = (0..<outer).flatMap { index in
        data[(index * extent + part.lowerBound) * inner..<(index * extent + part.upperBound) * inner]
      }
    }
    if var quantization, !quantization.isPerTensor {
      quantization.scales = Array(quantization.scales[part])
      if quantization.zeroPoints.count == extent {
        quantization.zeroPoints = Array(quantization.zeroPoints[part])
      }
      slice.quantization = quantization
    }
    return slice
  }
}
