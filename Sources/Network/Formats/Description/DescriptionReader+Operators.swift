import Support
import YAML

extension DescriptionReader {
  /// A layer that is one operator. All its attributes are read even where its operands are refused.
  mutating func readOperator(_ layer: Layer, _ type: any OperatorKind.Type) -> [TensorIndex]? {
    let before = findings
    let operands = readOperands(layer)
    var attributes = LayerAttributes(reader: layer.reader)
    let weights = readWeights(
      layer, type, &attributes, input: operands?.first.map { graph.tensors[$0].shape })
    let constant = type is any Broadcasting.Type ? readConstant(layer) : nil
    let result = type == Quantize.self ? readResultType(layer) : nil
    var reader = AttributeReader(attributes)
    let kind = type.init(&reader)
    refuse(reader.problems, of: attributes)
    guard let operands, findings == before else { return nil }
    guard isCount(operands.count, of: layer, type, hasConstant: constant != nil) else { return nil }
    var inputs: [TensorIndex?] = operands
    if let weights {
      let shape = graph.tensors[operands[0]].shape
      guard let constants = addWeights(weights, kind, input: shape, name: layer.name, at: layer.node) else {
        return nil
      }
      inputs += constants
    }
    if let constant {
      guard let tensor = addConstant(constant, name: layer.name, at: layer.node) else { return nil }
      inputs.insert(tensor, at: constant.isFirst ? 0 : 1)
    }
    return add(kind, layer, name: layer.name, inputs: inputs, result: result)
  }

  /// Adds an operator and its results; nil where its operands do not fit or the network becomes too large.
  mutating func add(
    _ kind: any OperatorKind, _ layer: Layer, name: String, inputs: [TensorIndex?], result: ElementType? = nil
  ) -> [TensorIndex]? {
    let operands = inputs.map { $0.map { graph.tensors[$0] } }
    var shapes: [Shape] = []
    do throws(Problem) {
      shapes = try kind.outputShapes(operands)
    } catch {
      refuse("\(name): \(error.message)", at: layer.node, expected: error.expected, hint: error.hint)
      return nil
    }
    guard graph.tensors.count + shapes.count <= Description.maximumTensors else {
      refuse("\(name): too many tensors", at: layer.node, expected: "at most \(Description.maximumTensors)")
      return nil
    }
    for shape in shapes {
      if let fault = shape.fault {
        refuse("\(name): the result of shape \(shape) has \(fault)", at: layer.node)
        return nil
      }
      guard claimActivation(shape, at: layer.node) else { return nil }
    }
    let first = graph.tensors.count
    for (index, shape) in shapes.enumerated() {
      let label = index == 0 ? name : "\(name).\(index)"
      let type = result ?? Synthetic.resultType(of: kind, operands)
      graph.tensors.append(
        Tensor(name: label, shape: shape, type: type, label: label))
    }
    let outputs = Array(first..<graph.tensors.count)
    let provenance = layer.provenance(type(of: kind), label: name)
    graph.operators.append(
      Operator(name: name, kind: kind, inputs: inputs, outputs: outputs, provenance: [provenance]))
    layers.append(layer.node)
    return claimWork(of: graph.operators[graph.operators.count - 1], at: layer.node) ? outputs : nil
  }

  /// Whether a kind takes so many inputs besides its constants; refuses the layer otherwise.
  private mutating func isCount(
    _ given: Int, of layer: Layer, _ type: any OperatorKind.Type, hasConstant: Bool
  ) -> Bool {
    let taken = Description.hasWeights(type) || hasConstant ? 1 : type.operandNames.count
    guard type.isVariadic ? given >= 1 : given == taken else {
      let expected = type.isVariadic ? "at least 1" : "\(taken)"
      refuse(
        "\(layer.name): \(given) inputs", at: layer.node, expected: expected,
        hint: taken == 2 ? "name them with `inputs: [..., ...]`, or give a `constant`" : nil)
      return false
    }
    return true
  }

  private mutating func readResultType(_ layer: Layer) -> ElementType {
    let types: [ElementType] = [.int8, .uint8, .int16]
    let name = layer.reader.string("type", default: ElementType.int8.rawValue, among: types.map(\.rawValue))
    return ElementType(rawValue: name) ?? .int8
  }

  /// Counts the arithmetic of one run of an operator; refuses it where all together become too much.
  private mutating func claimWork(of node: Operator, at place: YAML.Node) -> Bool {
    let (sum, overflow) = work.addingReportingOverflow(Synthetic.work(node.kind, graph.operands(of: node)))
    guard overflow || sum > Description.maximumWork else {
      work = sum
      return true
    }
    refuse(
      "\(node.name): the network up to here takes too much arithmetic", at: place,
      expected: "at most \(Description.maximumWork) multiply-accumulates")
    return false
  }
}
