import Support
import YAML

extension DescriptionReader {
  /// `input: {...}` or `inputs: [{...}, ...]`.
  mutating func readInputs() {
    var readers: [YAML.Reader] = []
    if document.has("inputs") {
      if document.has("input") {
        refuse("both \"input\" and \"inputs\"", at: document.node("input") ?? document.node, expected: "one")
      }
      readers = document.mappings("inputs") ?? []
      if readers.isEmpty, let node = document.node("inputs"), case .sequence([]) = node.kind {
        refuse("a network without inputs", at: node, expected: "`{ name: ..., shape: [...] }`")
      }
    } else {
      readers = document.mapping("input").map { [$0] } ?? []
    }
    for reader in readers { readInput(reader, isOnly: readers.count == 1) }
    previous = graph.inputs.first.map { [$0] }
  }

  private mutating func readInput(_ reader: YAML.Reader, isOnly: Bool) {
    let given = reader.string("name", isOnly ? .optional : .required)
    let shape = readShape(reader)
    let types: [ElementType] = [.int8, .uint8, .int16, .float32]
    let type = reader.string("type", default: ElementType.int8.rawValue, among: types.map(\.rawValue))
    let name = given ?? "input"
    let node = reader.node("name", .optional) ?? reader.node
    guard given == nil || check(name: name, at: node) else { return }
    guard known[name] == nil else { return refuse("two inputs are named \(name.quoted)", at: node) }
    guard let shape, let type = ElementType(rawValue: type), (given != nil || isOnly),
      claimActivation(shape, at: reader.node)
    else { return define(name, nil) }
    let quantization = Synthetic.inputQuantization(type)
    graph.tensors.append(
      Tensor(name: name, shape: shape, type: type, quantization: quantization, label: name))
    graph.inputs.append(graph.tensors.count - 1)
    define(name, graph.tensors.count - 1)
  }

  /// The extents at the key `shape`, one to four; nil where they are refused.
  mutating func readShape(_ reader: YAML.Reader) -> Shape? {
    guard let extents = reader.integers("shape"), let node = reader.node("shape") else { return nil }
    guard (1...4).contains(extents.count) else {
      refuse("a shape of \(extents.count) extents", at: node, expected: "[rows, columns, channels]")
      return nil
    }
    let shape = Shape(extents)
    if let fault = shape.fault {
      refuse("the shape has \(fault)", at: node)
      return nil
    }
    return shape
  }

  /// Makes a name known; nil stands for a tensor that is refused.
  mutating func define(_ name: String, _ tensor: TensorIndex?) {
    guard known[name] == nil else { return }
    known[name] = .some(tensor)
    names.append(name)
  }

  /// Counts the elements of an activation of a valid shape; refuses it where all together become too many.
  mutating func claimActivation(_ shape: Shape, at node: YAML.Node) -> Bool {
    activationElements += shape.count
    guard activationElements > Description.maximumActivationElements else { return true }
    activationElements -= shape.count
    refuse(
      "the activations up to here have too many elements", at: node,
      expected: "at most \(Description.maximumActivationElements) in the whole network")
    return false
  }
}
