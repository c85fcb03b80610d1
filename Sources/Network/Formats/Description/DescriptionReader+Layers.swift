import Support
import YAML

extension DescriptionReader {
  /// The results of a layer, nil where it is refused.
  mutating func readLayer(_ node: YAML.Node, index: Int) -> [TensorIndex]? {
    guard case .mapping(let members) = node.kind, members.count == 1, let key = members[0].key.text else {
      let keys = if case .mapping(let members) = node.kind { "\(members.count) keys" } else { node.summary }
      refuse("\(keys) where a layer belongs", at: node, expected: "one key, such as `conv_2d: { ... }`")
      return nil
    }
    guard Description.layerKeys.contains(key) else {
      refuse(
        "unknown kind of layer \(key.quoted)", at: members[0].key,
        expected: "block or a kind of operator in lower case",
        hint: suggestionHint(for: key, among: Description.layerKeys))
      skip(members[0].value)
      return nil
    }
    guard let layer = open(key, members[0], index: index) else { return nil }
    let results =
      key == Description.block
      ? readBlock(layer)
      : Description.operatorKinds.first { $0.key == key }.flatMap { readOperator(layer, $0.kind) }
    if let results {
      for tensor in results { define(graph.tensors[tensor].name, tensor) }
    }
    // The name stands for the block's last operator, or for a layer that is refused.
    define(layer.name, results?.first)
    return results
  }

  /// A layer with its name; nil where it has no body or its name is taken.
  private mutating func open(_ key: String, _ member: YAML.Node.Member, index: Int) -> Layer? {
    var body = member.value
    if case .scalar(let scalar) = body.kind, scalar.value == .null {
      body = YAML.Node(at: body.position, .mapping([]))
    }
    guard case .mapping = body.kind else {
      refuse(
        "\(body.summary) where the attributes of \(key) belong", at: body, expected: "`{ key: value, ... }`")
      return nil
    }
    let reader = document.reader(over: body)
    let count = counts[key, default: 0] + 1
    counts[key] = count
    let given = reader.string("name", .optional)
    let name = given ?? (key == Description.block ? "\(key)\(count)" : "\(key)_\(count)")
    let node = reader.node("name", .optional) ?? member.key
    if let given, !check(name: given, at: node) {
      _ = reader.entries()  // Nothing more is said of this layer.
      return nil
    }
    if known[name] != nil {
      _ = reader.entries()
      refuse(
        "a layer or input before is named \(name.quoted), too", at: node,
        hint: given == nil ? "give this layer a name" : nil)
      return nil
    }
    return Layer(key: key, name: name, index: index, reader: reader, node: member.key)
  }

  /// Makes the name of a layer of unknown kind known, so that nothing is said of those that read it.
  private mutating func skip(_ body: YAML.Node) {
    guard case .mapping(let members) = body.kind else { return }
    if let name = members.first(where: { $0.key.text == "name" })?.value.text { define(name, nil) }
  }

  /// The tensors a layer reads: named, or the first result of the layer before. Nil where one of them is
  /// refused.
  mutating func readOperands(_ layer: Layer) -> [TensorIndex]? {
    let single = layer.reader.node("input", .optional)
    if layer.reader.has("inputs") {
      if let single { refuse("both \"input\" and \"inputs\"", at: single, expected: "one of them") }
      guard let nodes = layer.reader.sequence("inputs", expected: "a sequence of names") else { return nil }
      let operands = nodes.map { resolve($0) }
      return operands.contains(nil) ? nil : operands.compactMap { $0 }
    }
    if let single { return resolve(single).map { [$0] } }
    if let previous { return Array(previous.prefix(1)) }
    return nil
  }

  /// Reports what an attribute reader collected.
  mutating func refuse(_ problems: [Problem], of attributes: LayerAttributes) {
    for problem in problems {
      refuse(
        problem.message, at: attributes.place(of: problem), expected: problem.expected, hint: problem.hint)
    }
  }
}
