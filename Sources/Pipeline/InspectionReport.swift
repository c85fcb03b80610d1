import Network
import Planning
import Support

/// What a model holds, operator by operator.
package struct InspectionReport {
  package var model: Model

  package init(_ model: Model) { self.model = model }

  private var graph: Graph { model.normalised.graph }

  package var json: JSON {
    .object([
      ("report", "inspect"), ("version", 1), ("model", .string(model.name)),
      ("format", .string(model.format.rawValue)), ("sha256", .string(model.hash)),
      ("inputs", .array(model.graph.inputs.map { json(model.graph.tensors[$0]) })),
      ("outputs", .array(model.graph.outputs.map { json(model.graph.tensors[$0]) })),
      ("operators_in_file", .integer(model.graph.operators.count)), ("macs", .integer(model.macs.nominal)),
      ("valid_macs", .integer(model.macs.valid)), ("weight_bytes", .integer(weightBytes)),
      ("operators", .array(graph.operators.map(json))),
    ])
  }

  private func json(_ tensor: Tensor) -> JSON {
    .object([
      ("name", .string(tensor.name)), ("type", .string(tensor.type.rawValue)),
      ("shape", .array(tensor.shape.extents.map(JSON.integer))),
      ("scale", tensor.quantization.map { .number(Double($0.scale)) } ?? .null),
      ("zero_point", tensor.quantization.map { .integer($0.zeroPoint) } ?? .null),
    ])
  }

  private func json(_ node: Operator) -> JSON {
    let macs = graph.macs(of: node)
    return .object([
      ("name", .string(node.name)), ("kind", .string(node.kindName)),
      ("attributes", .string(node.kind.attributes.map(\.description).joined(separator: " "))),
      (
        "inputs",
        .array(
          node.inputs.compactMap { $0 }.filter { !graph.tensors[$0].isConstant }.map {
            .string(graph.tensors[$0].name)
          })
      ),
      ("shape", .array(graph.tensors[node.outputs[0]].shape.extents.map(JSON.integer))),
      ("macs", .integer(macs.nominal)), ("valid_macs", .integer(macs.valid)),
      ("from", .array(node.provenance.map { .string($0.description) })),
    ])
  }

  private var weightBytes: Int { graph.tensors.reduce(0) { $0 + ($1.data?.count ?? 0) } }

  package var text: String {
    var table = Table([
      .left("operator"), .left("kind"), .left("input"), .left("output"), .right("bytes"), .right("MACs"),
      .left("from"),
    ])
    for node in graph.operators {
      let operands = graph.operands(of: node)
      table.append([
        node.name, node.kindName, operands.input(0).shape.description, operands.output.shape.description,
        String(operands.output.byteCount), String(graph.macs(of: node).nominal),
        node.provenance.map { "#\($0.index)" }.joined(separator: " "),
      ])
    }
    let inputs = model.graph.inputs.map { model.graph.tensors[$0].summary }.joined(separator: ", ")
    let outputs = model.graph.outputs.map { model.graph.tensors[$0].summary }.joined(separator: ", ")
    return """
      \(model.name) (\(model.format.rawValue), \(model.graph.operators.count) operators, \(graph.operators.count) after normalisation)
      inputs   \(inputs)
      outputs  \(outputs)
      MACs     \(model.macs.nominal), \(model.macs.valid) of them inside the tensors
      weights  \(size(weightBytes))

      \(table.rendered())
      """
  }
}
