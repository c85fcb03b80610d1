extension GraphRewriting {
  /// Gives every activation rank 3 and every operator the attributes that go with it; matrices become
  /// convolutions, splits slices, and whatever only gives another shape RESHAPE: one result an operator.
  mutating func canonicalise() {
    let asRead = graph
    for index in graph.operators.indices {
      let node = asRead.operators[index]
      let operands = asRead.operands(of: node)
      if let tensor = operands.activationsAndResults.first(where: { $0.shape.batch != 1 }) {
        report(
          Problem(
            "tensor \(tensor.name) of shape \(tensor.shape) holds \(tensor.shape.batch) images",
            expected: "one image", hint: "export the model with a batch of 1"), at: node)
        continue
      }
      do throws(Problem) {
        graph.operators[index].kind = try node.kind.canonical(operands)
      } catch {
        report(error, at: node)
      }
    }
    for tensor in Set(asRead.operators.flatMap { $0.images.compactMap { $0 } + $0.outputs } + asRead.inputs) {
      graph.tensors[tensor].shape = asRead.tensors[tensor].shape.canonical
    }
    var operators: [Operator] = []
    for node in graph.operators {
      switch node.kind {
      case let matrix as FullyConnected: operators += convolution(for: node, matrix)
      case let split as Split: operators += slices(for: node, split)
      default: operators += reshaped(node)
      }
    }
    graph.operators = operators
  }

  /// The operator, and a RESHAPE behind it where its result has lost an extent between others: without the
  /// columns of an image its rows become columns.
  private mutating func reshaped(_ node: Operator) -> [Operator] {
    let result = graph.tensors[node.outputs[0]]
    guard !(node.kind is Reshape),
      let shape = try? node.kind.outputShapes(graph.operands(of: node).inputs).first,
      shape != result.shape, shape.count == result.shape.count
    else { return [node] }
    var image = result
    image.name = newName("image", of: node)
    image.shape = shape
    var computing = node
    computing.name = image.name
    computing.outputs = [add(image)]
    let reshape = Operator(
      name: node.name, kind: Reshape(shape: result.shape.extents), inputs: [computing.outputs[0]],
      outputs: node.outputs, provenance: node.provenance)
    return [computing, reshape]
  }

  /// One STRIDED_SLICE a part, each with the name of the tensor it makes.
  private func slices(for node: Operator, _ split: Split) -> [Operator] {
    let shape = graph.tensors[node.inputs[0]!].shape
    return node.outputs.enumerated().map { part, output in
      Operator(
        name: graph.tensors[output].name, kind: split.slice(part, of: shape), inputs: node.inputs,
        outputs: [output], provenance: node.provenance)
    }
  }

  /// CONV_2D in place of a matrix. One row of inputs: a window as large as the image, which reads the same
  /// elements in the same order. Several rows: a window of one pixel, behind a RESHAPE where the pixels are
  /// not the rows yet.
  private mutating func convolution(for node: Operator, _ matrix: FullyConnected) -> [Operator] {
    var node = node
    let weights = graph.tensors[node.inputs[1]!]
    let (units, depth) = (weights.shape.extents[0], weights.shape.extents[1])
    let output = graph.tensors[node.outputs[0]].shape
    node.kind = Convolution2D(
      activation: matrix.activation, multipliesScalesInSingle: weights.quantization?.isPerTensor ?? false)
    var input = node.inputs[0]!
    var reshapes: [Operator] = []
    var kernel = Extent(1)
    if graph.tensors[input].shape.count == depth {
      input = source(ofReinterpreted: input)
      kernel = Extent(rows: graph.tensors[input].shape.rows, columns: graph.tensors[input].shape.columns)
    } else if graph.tensors[input].shape.channels != depth || graph.tensors[input].shape.rows != output.rows
      || graph.tensors[input].shape.columns != output.columns
    {
      var rows = graph.tensors[input]
      rows.name = newName("rows", of: node)
      rows.shape = Shape(rows: output.rows, columns: output.columns, channels: depth)
      let reshaped = add(rows)
      reshapes = [
        Operator(
          name: rows.name, kind: Reshape(shape: rows.shape.extents), inputs: [input], outputs: [reshaped],
          provenance: node.provenance)
      ]
      input = reshaped
    }
    var filter = weights
    filter.shape = Shape([units, kernel.rows, kernel.columns, depth / (kernel.rows * kernel.columns)])
    filter.name = newName("filter", of: node)
    node.inputs[0] = input
    node.inputs[1] = add(filter)
    return reshapes + [node]
  }

  /// The tensor whose bytes a RESHAPE gives another shape, if it is quantised alike.
  private func source(ofReinterpreted tensor: TensorIndex) -> TensorIndex {
    guard let node = graph.operators.first(where: { $0.outputs.contains(tensor) }), node.kind is Reshape,
      let input = node.inputs[0], graph.tensors[input].quantization == graph.tensors[tensor].quantization
    else { return tensor }
    return source(ofReinterpreted: input)
  }
}

extension Operands {
  fileprivate var activationsAndResults: [Tensor] {
    inputs.compactMap { $0 }.filter { !$0.isConstant } + outputs
  }
}
