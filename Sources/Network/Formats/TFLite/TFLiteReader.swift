import Support

/// Builds a graph from a decoded file and collects everything that is wrong with it.
struct TFLiteReader {
  private(set) var graph: Graph
  private(set) var fileTensors: [Int: TensorIndex] = [:]
  private(set) var findings: [Diagnostic] = []
  /// Whether something is so wrong that the graph is not worth examining: every operator around it would be
  /// reported as well.
  private(set) var isBroken = false

  private(set) var file: TFLiteFile
  private let entries: [TFLiteOperator?]
  private let names: TFLiteNames
  /// Constants by where they stand in the file: tensors may share one buffer.
  private var constants: [Int: [UInt8]] = [:]

  init(_ file: TFLiteFile, name: String, custom: CustomOperators) throws(Problem) {
    self.file = file
    graph = Graph(name: name)
    entries = file.operators.map { TFLiteOperators.entry(named: $0.kind) }
    names = TFLiteNames(file, entries: entries)
    try readTensors()
    for index in file.operators.indices { readOperator(index, custom) }
    graph.inputs = border(file.inputs, "input")
    graph.outputs = border(file.outputs, "output")
  }

  private mutating func readTensors() throws(Problem) {
    for (index, name) in names.tensors.enumerated() {
      guard let name else { continue }
      let source = file.tensors[index]
      var tensor = Tensor(name: name, shape: source.shape, type: source.type ?? .int8, label: source.label)
      do throws(Problem) {
        if let fault = source.fault { throw fault }
        tensor.quantization = try source.readQuantization(&file)
      } catch {
        isBroken = true
        findings.append(error.diagnostic(at: location(names.places[index], tensor: name)))
      }
      tensor.data = try data(of: source)
      fileTensors[index] = graph.tensors.count
      graph.tensors.append(tensor)
    }
  }

  private mutating func data(of tensor: TFLiteFile.FileTensor) throws(Problem) -> [UInt8]? {
    guard let data = tensor.data else { return nil }
    if let known = constants[data.position], known.count == data.count { return known }
    try file.spend(data.count, data.name)
    let contents = data.contents
    constants[data.position] = contents
    return contents
  }

  /// Adds an operator to the graph. One that is not supported is reported and stands in the graph with
  /// the results the file says, so that the operators around it are still examined.
  private mutating func readOperator(_ index: Int, _ custom: CustomOperators) {
    let node = file.operators[index]
    let parameters = entries[index]?.parameters ?? []
    let outputs = node.outputs.compactMap { fileTensors[$0] }
    var kind: any OperatorKind = TFLiteUnsupportedOperator(
      resultShapes: outputs.map { graph.tensors[$0].shape })
    var problems = file.indexProblems(of: node)
    if !problems.isEmpty {
      isBroken = true
    } else if let entry = entries[index] {
      (kind, problems) = file.readKind(of: node, entry, otherwise: kind)
    } else {
      do throws(Problem) {
        if let defined = try customKind(of: node, custom) {
          kind = defined
        } else {
          problems = [file.unsupported(node)]
        }
      } catch {
        problems = [error]
      }
    }
    var inputs: [TensorIndex?] = []
    for (position, tensor) in node.inputs.enumerated() where !parameters.contains(position) {
      inputs.append(fileTensors[tensor])
    }
    if !problems.isEmpty { inputs.removeAll { $0 == nil } }
    while let last = inputs.last, last == nil { inputs.removeLast() }
    graph.operators.append(
      Operator(
        name: names.operators[index], kind: kind, inputs: inputs, outputs: outputs,
        provenance: [provenance(index)]))
    findings += problems.map { $0.diagnostic(at: location(index)) }
  }

  /// What a name that the file has of its own stands for; nil where nothing defines it.
  private func customKind(
    of node: TFLiteFile.FileOperator, _ custom: CustomOperators
  ) throws(Problem) -> CustomOperator? {
    guard let name = node.customName else { return nil }
    let operands = node.inputs.compactMap { fileTensors[$0] }.map { graph.tensors[$0] }
    guard operands.count == node.inputs.count, !operands.isEmpty, node.outputs.count == 1 else { return nil }
    return try custom(name, operands.map { ($0.shape.canonical, $0.isConstant) }, node.customOptions)
  }

  /// The graph's tensors for the inputs or outputs of the file.
  private mutating func border(_ tensors: [Int], _ what: String) -> [TensorIndex] {
    tensors.compactMap { tensor in
      if let known = fileTensors[tensor] { return known }
      isBroken = true
      findings.append(
        Diagnostic(
          at: .graph(model: graph.name), "an \(what) of the graph is tensor \(tensor)",
          expected: "one of \(file.tensors.count)"))
      return nil
    }
  }

  private func provenance(_ index: Int) -> Provenance {
    let node = file.operators[index]
    let first = node.outputs.first { file.tensors.indices.contains($0) }
    return Provenance(index: index, kind: node.kind, label: first.map { file.tensors[$0].label } ?? "")
  }

  /// Where messages say an operator of the file stands.
  func location(_ index: Int?, tensor: String? = nil) -> Location {
    let place = index.map { "\(names.operators[$0]) (\(provenance($0)))" }
    return .graph(model: graph.name, operator: place, tensor: tensor)
  }
}
