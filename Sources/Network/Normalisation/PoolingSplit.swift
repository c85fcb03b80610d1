extension GraphRewriting {
  /// Makes means over whole images two operators, a sum and what is made of it: then a stage that ends with the
  /// sum need not hold the image.
  mutating func splitGlobalPooling() {
    for node in graph.operators {
      guard let image = node.inputs[0] ?? nil, let pixels = graph.tensors[image].quantization,
        graph.tensors[image].shape.rank == 3,
        graph.tensors[image].shape.rows * graph.tensors[image].shape.columns > 1,
        let index = graph.operatorIndex(named: node.name)
      else { continue }
      let shape = graph.tensors[image].shape
      let pool: Activation?
      switch node.kind {
      case let mean as Mean where mean.axes == [0, 1]: pool = nil
      case let average as AveragePool2D where average.isGlobal(shape): pool = average.activation
      default: continue
      }
      let name = newName("sum", of: node)
      let sum = add(
        Tensor(name: name, shape: Shape(rows: 1, columns: 1, channels: shape.channels), type: .int32))
      var result = node
      result.kind = MeanOfSum(count: shape.rows * shape.columns, of: pixels, pool: pool)
      result.inputs = [sum]
      let adding = Operator(
        name: name, kind: PixelSum(), inputs: [image], outputs: [sum], provenance: node.provenance)
      graph.operators.replaceSubrange(index...index, with: [adding, result])
    }
  }
}

extension AveragePool2D {
  /// Whether it has one window, as large as the image.
  fileprivate func isGlobal(_ shape: Shape) -> Bool {
    let sides = geometry.sides(rows: shape.rows, columns: shape.columns)
    return kernel.rows == shape.rows && kernel.columns == shape.columns
      && [sides.top, sides.bottom, sides.left, sides.right].allSatisfy { $0 == 0 }
  }
}
