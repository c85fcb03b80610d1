import Network
import Support

/// Operators that move elements and compute nothing.
extension RandomGraph {
  static let copyAdditions = [
    Addition(kind: Pad.name, weight: 2) { maker in
      let rowsAndColumnsOnly = maker.random.oneIn(2)
      maker.addPad(rowsAndColumnsOnly: rowsAndColumnsOnly)
    },
    Addition(kind: Reshape.name, weight: 2) { $0.addReshape() },
    Addition(kind: Squeeze.name, weight: 1) { $0.addSqueeze() },
    Addition(kind: ExpandDimensions.name, weight: 1) { $0.addExpansion() },
    Addition(kind: Concatenation.name, weight: 2) { $0.addConcatenation() },
    Addition(kind: Split.name, weight: 2) { $0.addSplit() },
    Addition(kind: StridedSlice.name, weight: 2) { $0.addSlice() },
    Addition(kind: Transpose.name, weight: 1) { $0.addTranspose() },
    Addition(kind: ResizeNearestNeighbor.name, weight: 2) { $0.addResize() },
    Addition(kind: nil, weight: 1) { $0.addShapeArithmetic() },
  ]

  /// Copies keep the scale of what they copy, or claim another one without converting.
  private mutating func copied(_ input: TensorIndex) -> Quantization? {
    random.oneIn(5) ? quantization() : tensor(input).quantization
  }

  mutating func addPad(rowsAndColumnsOnly: Bool) {
    let input = image(below: 400)
    var paddings = [0, 0] + (0..<6).map { _ in random.int(in: 0...3) }
    if rowsAndColumnsOnly { paddings[6...7] = [0, 0] }
    if random.oneIn(8) { paddings = Array(repeating: 0, count: 8) }
    add(Pad(paddings: paddings), [input], copied(input))
  }

  private mutating func addReshape() {
    let input = operand()
    let count = tensor(input).shape.count
    let channels = random.choice((1...count).filter { count % $0 == 0 })
    let columns = random.choice((1...count / channels).filter { count / channels % $0 == 0 })
    let rows = count / channels / columns
    var shape = random.choice([
      [1, rows, columns, channels], [1, rows, columns, channels], [1, count], [count],
    ])
    if random.oneIn(3) { shape[shape.count - 1] = -1 }
    add(Reshape(shape: shape), [input], copied(input))
  }

  private mutating func addSqueeze() {
    let input = operand { $0.shape.extents.contains(1) && $0.shape.rank > 1 }
    let ones = tensor(input).shape.extents.indices.filter { tensor(input).shape.extents[$0] == 1 }
    guard let axis = ones.first else { return }
    let axes = random.oneIn(3) ? [] : [random.oneIn(2) ? axis : axis - tensor(input).shape.rank]
    add(
      GivenAttributes.kind(Squeeze.self, [Attribute("axes", .integers(axes))]), [input],
      tensor(input).quantization)
  }

  private mutating func addExpansion() {
    let input = operand { $0.shape.rank < 5 }
    let shape = tensor(input).shape
    // Further right, rows would become images.
    let axis = random.int(in: 0...max(0, shape.extents.prefix { $0 == 1 }.count))
    let isFar = shape.rank > 2 && Shape(shape.extents[..<axis] + [1] + shape.extents[axis...]).batch != 1
    add(
      GivenAttributes.kind(ExpandDimensions.self, [Attribute("axis", .integer(isFar ? 0 : axis))]), [input],
      tensor(input).quantization)
  }

  private mutating func addConcatenation() {
    let first = image(below: 600)
    let (shape, quantization) = (tensor(first).shape, tensor(first).quantization)
    let axis = random.int(in: 1...3)
    var operands = [first]
    for _ in 0..<random.int(in: 0...3) {
      var other = shape
      other.extents[axis] = random.int(in: 1...4)
      let fits = { (tensor: Tensor) in
        guard tensor.shape.rank == 4, tensor.quantization == quantization else { return false }
        var aligned = tensor.shape
        aligned.extents[axis] = shape.extents[axis]
        return aligned == shape && tensor.shape.count < 600
      }
      let operand =
        live.contains { fits(graph.tensors[$0]) } && !random.oneIn(4)
        ? operand(where: fits) : addInput(other, .int8, quantization)
      operands.append(operand)
    }
    add(Concatenation(axis: random.oneIn(2) ? axis : axis - 4), operands, quantization)
  }

  private mutating func addSplit() {
    let input = operand {
      $0.shape.rank >= 2 && $0.shape.extents.dropFirst().contains { $0 % 2 == 0 || $0 == 3 }
    }
    let extents = tensor(input).shape.extents
    let first = max(0, extents.count - 3)
    let axes = (first..<extents.count).filter { extents[$0] > 1 }
    guard let axis = axes.isEmpty ? extents.indices.last : random.choice(axes) else { return }
    let count = random.choice((1...min(4, extents[axis])).filter { extents[axis] % $0 == 0 })
    let results = (0..<count).map { _ in (ElementType.int8, tensor(input).quantization) }
    add(Split(axis: random.oneIn(2) ? axis : axis - extents.count, count: count), [input], results: results)
  }

  private mutating func addSlice() {
    let input = image()
    var slice = StridedSlice(begin: [], end: [], strides: [])
    for (axis, extent) in tensor(input).shape.extents.enumerated() {
      let first = random.int(in: 0...extent - 1)
      let isReversed = random.oneIn(4)
      let last = isReversed ? random.int(in: 0...first) : random.int(in: first...extent - 1)
      slice.strides.append((isReversed ? -1 : 1) * random.int(in: 1...3))
      slice.begin.append(random.oneIn(3) ? first - extent : first)
      // The end is exclusive; before element 0 there is no number, only the mask.
      slice.end.append(isReversed ? last - 1 : last + 1)
      if isReversed && last == 0 || random.oneIn(4) { slice.endMask |= 1 << axis }
      if random.oneIn(6) { slice.beginMask |= 1 << axis }
      if random.oneIn(8) { slice.shrinkMask |= 1 << axis }
    }
    add(slice, [input], copied(input))
  }

  private mutating func addTranspose() {
    let input = operand { $0.shape.rank == 4 || $0.shape.rank == 2 }
    let inner =
      tensor(input).shape.rank == 2
      ? [[1, 0]] : [[0, 1, 3, 2], [0, 2, 1, 3], [0, 2, 3, 1], [0, 3, 1, 2], [0, 3, 2, 1], [0, 1, 2, 3]]
    add(Transpose(permutation: random.choice(inner)), [input], copied(input))
  }

  private mutating func addResize() {
    let input = image(below: 300)
    let mode = random.choice([(false, false), (true, false), (false, true)])
    add(
      ResizeNearestNeighbor(
        size: Extent(rows: random.int(in: 1...12), columns: random.int(in: 1...12)), alignCorners: mode.0,
        halfPixelCenters: mode.1),
      [input], tensor(input).quantization)
  }

  /// SHAPE, a slice of it and PACK: exporters leave them behind a reshape, and they fold.
  private mutating func addShapeArithmetic() {
    // Slices may leave no axes at all, and then there is no extent to take.
    let input = operand { $0.shape.rank > 0 }
    let shape = add(GivenAttributes.kind(ShapeOf.self), [input], results: [(.int32, nil)])
    let extent = add(
      StridedSlice(begin: [0], end: [1], strides: [1], shrinkMask: 1), [shape[0]], results: [(.int32, nil)])
    add(GivenAttributes.kind(Pack.self), [extent[0], extent[0]], results: [(.int32, nil)])
  }
}
