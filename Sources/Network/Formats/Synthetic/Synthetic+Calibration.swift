extension Synthetic {
  /// Chooses the scales of one operator's results, whose operands have theirs, and computes the results.
  static func calibrate(
    _ node: Operator, in graph: inout Graph, _ values: inout [[UInt8]], _ scales: inout SharedScales,
    seed: Int
  ) throws(Problem) {
    let operands = graph.operands(of: node)
    if let first = node.inputs.first.flatMap({ $0 }),
      let sums = ChannelSums(node.kind, operands, input: values[first])
    {
      values[node.outputs[0]] = calibrateSums(sums, node, in: &graph, &scales, seed: seed)
      return
    }
    let results: [[UInt8]]
    switch rule(node.kind) {
    case .fixed(let quantization):
      set(quantization, node, &graph)
      results = try evaluate(node, graph, values)
    case .shared:
      set(scales.quantization(of: node.outputs[0]) ?? operands.input(0).quantization, node, &graph)
      results = try evaluate(node, graph, values)
    case .measured:
      if node.kind is any Broadcasting { scaleConstants(of: node, in: &graph) }
      results = try measure(node, in: &graph, values, &scales)
    }
    for (output, bytes) in zip(node.outputs, results) { values[output] = bytes }
  }

  private static func set(_ quantization: Quantization?, _ node: Operator, _ graph: inout Graph) {
    for output in node.outputs where graph.tensors[output].type != .float32 {
      graph.tensors[output].quantization = quantization
    }
  }

  private static func evaluate(
    _ node: Operator, _ graph: Graph, _ values: [[UInt8]]
  ) throws(Problem) -> [[UInt8]] {
    try node.kind.evaluate(node.inputs.map { $0.map { values[$0] } }, graph.operands(of: node))
  }

  /// A constant of a sum gets the scale of the other operand, a factor numbers from -2 to 2.
  private static func scaleConstants(of node: Operator, in graph: inout Graph) {
    guard let other = graph.activations(of: node).first?.tensor else { return }
    let scale = node.kind is Multiply ? 1 / 64 : graph.tensors[other].quantization?.scale ?? 1
    for case let input? in node.inputs where graph.tensors[input].isConstant {
      graph.tensors[input].quantization = Quantization(scale: scale, zeroPoint: 0)
    }
  }

  /// Evaluates with a scale wide enough for any values of the operands, and again with narrower ones until the
  /// result uses most of its range.
  private static func measure(
    _ node: Operator, in graph: inout Graph, _ values: [[UInt8]], _ scales: inout SharedScales
  ) throws(Problem) -> [[UInt8]] {
    let output = node.outputs[0]
    let type = graph.tensors[output].type
    guard type != .float32 else { return try evaluate(node, graph, values) }
    if let chosen = scales.quantization(of: output) {
      set(chosen, node, &graph)
      return try evaluate(node, graph, values)
    }
    let attempts = type == .int8 ? 3 : 1
    var range = possibleRange(node, graph, values)
    var results: [[UInt8]] = []
    for attempt in 1...attempts {
      let quantization = range.quantization(type)
      set(quantization, node, &graph)
      results = try evaluate(node, graph, values)
      let used = usedRange(results[0], quantization)
      let isFull = used.greatest - used.least > 0.75 * (range.greatest - range.least)
      if isFull || attempt == attempts || used.least == used.greatest { break }
      range = used
    }
    if let quantization = graph.tensors[output].quantization { scales.choose(quantization, for: output) }
    return results
  }

  /// The interval of an int8 result's values and a step around it.
  private static func usedRange(_ bytes: [UInt8], _ quantization: Quantization) -> ValueRange {
    var (least, greatest): (Int8, Int8) = (.max, .min)
    for byte in bytes {
      let value = Int8(truncatingIfNeeded: byte)
      if value < least { least = value }
      if value > greatest { greatest = value }
    }
    let scale = Double(quantization.scale)
    return ValueRange(
      scale * Double(Int(least) - 1 - quantization.zeroPoint),
      scale * Double(Int(greatest) + 1 - quantization.zeroPoint))
  }
}
