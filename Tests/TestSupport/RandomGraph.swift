import Network
import Support

/// Makes random graphs as a reader of model files would give them: valid, small, full of awkward shapes.
///
/// Odd channels, width 1, windows larger than the image, uneven padding, depth multipliers, dilation,
/// broadcasting, biases at the ends of their range, weights of scale 0: what real models rarely hold.
package struct RandomGraph {
  var random: SplitMix64
  private(set) var graph: Graph
  /// The int8 activations that further operators may read.
  private(set) var live: [TensorIndex] = []
  /// Quantisations that many tensors of the graph share, so that operators fold and concatenations exist.
  private let shared: [Quantization]

  private init(name: String, seed: UInt64) {
    random = SplitMix64(seed: seed)
    graph = Graph(name: name)
    var generator = SplitMix64(seed: ~seed)
    shared = (0..<2).map { _ in RandomGraph.quantization(&generator) }
  }

  /// A graph of 3 to 12 operators; the same for the same seed on every machine.
  package static func make(seed: UInt64) -> Graph {
    var maker = RandomGraph(name: "random-\(seed)", seed: seed)
    let wanted = maker.random.int(in: 3...8)
    maker.addBorderInput()
    while maker.graph.operators.count < wanted || maker.results.isEmpty {
      let weighted = additions.flatMap { Array(repeating: $0, count: $0.weight) }
      maker.random.choice(weighted).add(&maker)
    }
    maker.finish(borders: true)
    return maker.graph
  }

  /// A graph of one operator of this kind, with random attributes.
  package static func make(only kind: String, seed: UInt64) -> Graph {
    var maker = RandomGraph(name: "\(kind.lowercased())-\(seed)", seed: seed)
    let addition = additions.filter { $0.kind == kind }
    while maker.graph.operators.isEmpty { maker.random.choice(addition).add(&maker) }
    maker.finish(borders: false)
    return maker.graph
  }

  /// The kinds that ``make(only:seed:)`` can make: all but those that always fold.
  package static var kinds: [String] {
    OperatorRegistry.kinds.map { $0.name }.filter { ![ShapeOf.name, Pack.name].contains($0) }
  }

  /// Ways to add operators; `kind` names those that add exactly one of that kind.
  struct Addition: Sendable {
    var kind: String?
    var weight: Int
    var add: @Sendable (inout RandomGraph) -> Void
  }

  private static var additions: [Addition] {
    windowAdditions + elementAdditions + copyAdditions + borderAdditions
  }

  /// Adds an operator and its results; int8 results can be read by later operators.
  @discardableResult
  mutating func add(_ kind: any OperatorKind, _ inputs: [TensorIndex?], _ quantization: Quantization?...)
    -> [TensorIndex]
  {
    add(kind, inputs, results: quantization.map { (.int8, $0) })
  }

  @discardableResult
  mutating func add(
    _ kind: any OperatorKind, _ inputs: [TensorIndex?], results: [(ElementType, Quantization?)]
  ) -> [TensorIndex] {
    guard let shapes = try? kind.outputShapes(inputs.map { $0.map { graph.tensors[$0] } }) else { return [] }
    let position = graph.operators.count
    let kindName = type(of: kind).name
    let name = "\(kindName.lowercased())_\(position)"
    let outputs = zip(shapes, results).enumerated().map { index, result in
      let suffix = index == 0 ? "" : ".\(index)"
      return append(Tensor(name: name + suffix, shape: result.0, type: result.1.0, quantization: result.1.1))
    }
    graph.operators.append(
      Operator(
        name: name, kind: kind, inputs: inputs, outputs: outputs,
        provenance: [Provenance(index: position, kind: kindName, label: "")]))
    live += outputs.filter { graph.tensors[$0].type == .int8 }
    return outputs
  }

  mutating func append(_ tensor: Tensor) -> TensorIndex {
    graph.tensors.append(tensor)
    return graph.tensors.count - 1
  }

  mutating func addInput(
    _ shape: Shape, _ type: ElementType = .int8, _ quantization: Quantization? = nil
  ) -> TensorIndex {
    let quantization = quantization ?? self.quantization(type)
    let input = append(
      Tensor(name: "input_\(graph.inputs.count)", shape: shape, type: type, quantization: quantization))
    graph.inputs.append(input)
    if type == .int8 { live.append(input) }
    return input
  }

  mutating func addConstant(
    _ shape: Shape, _ type: ElementType, _ quantization: Quantization?, _ data: [UInt8]
  ) -> TensorIndex {
    append(
      Tensor(
        name: "constant_\(graph.tensors.count)", shape: shape, type: type, quantization: quantization,
        data: data))
  }

  /// A live tensor that satisfies a condition, most often the latest; else a new input of the graph.
  mutating func operand(where isUsable: (Tensor) -> Bool = { _ in true }, else shape: Shape? = nil)
    -> TensorIndex
  {
    let usable = live.filter { isUsable(graph.tensors[$0]) }
    if let last = usable.last { return random.oneIn(3) ? random.choice(usable) : last }
    return addInput(shape ?? randomShape())
  }

  /// A live image of rank 4 that is not large yet.
  mutating func image(below limit: Int = 1500) -> TensorIndex {
    operand { $0.shape.rank == 4 && $0.shape.count < limit }
  }

  mutating func randomShape() -> Shape {
    let extents = [1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9]
    let channels = [1, 1, 2, 3, 3, 4, 5, 7, 8, 9]
    return Shape([1, random.choice(extents), random.choice(extents), random.choice(channels)])
  }

  func tensor(_ index: TensorIndex) -> Tensor { graph.tensors[index] }

  /// A quantisation for a new tensor: often a shared one.
  mutating func quantization(_ type: ElementType = .int8) -> Quantization? {
    switch type {
    case .float32: return nil
    case .uint8: return Quantization(scale: random.scale(-8, -2), zeroPoint: random.int(in: 0...255))
    case .int16:
      return Quantization(
        scale: random.scale(-14, -8), zeroPoint: random.oneIn(2) ? 0 : random.int(in: -900...900))
    default: return random.oneIn(3) ? RandomGraph.quantization(&random) : random.choice(shared)
    }
  }

  private static func quantization(_ random: inout SplitMix64) -> Quantization {
    let zeroPoints = [-128, 127, 0, random.int(in: -128...127), random.int(in: -128...127)]
    let scale = random.oneIn(12) ? random.scale(-12, 4) : random.scale(-8, -3)
    return Quantization(scale: scale, zeroPoint: random.choice(zeroPoints))
  }

  /// What operators make, but for the arithmetic of shapes.
  private var results: [TensorIndex] {
    graph.operators.flatMap(\.outputs).filter { graph.tensors[$0].type != .int32 }
  }

  /// Makes outputs of what nothing reads, at most four, and sometimes of what is read too.
  private mutating func finish(borders: Bool) {
    let read = Set(graph.operators.flatMap(\.inputs).compactMap { $0 })
    let made = results
    var outputs = made.filter { !read.contains($0) }.filter { _ in !borders || !random.oneIn(12) }.suffix(4)
    if borders, outputs.count < 4, random.oneIn(4), let inner = made.first(where: read.contains) {
      outputs.append(inner)
    }
    if outputs.isEmpty { outputs = made.suffix(1) }
    graph.outputs = outputs.map { output in
      borders && graph.operators.count < 12 ? addBorder(behind: output) : output
    }
  }
}
