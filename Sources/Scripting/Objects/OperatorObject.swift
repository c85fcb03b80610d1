import Network

/// An operator of a graph as Lua sees it.
struct OperatorObject: LuaObject {
  let owner: GraphObject
  let index: OperatorIndex

  private var node: Operator { owner.graph.operators[index] }

  static let luaType = LuaObjectType<OperatorObject>(
    name: "operator", summary: "One operator of a graph.",
    properties: [
      .init("name", "string", "Its name: what schedules use.") { .string($0.node.name) },
      .init("kind", "string", "What it computes, such as CONV_2D.") { .string($0.node.kindName) },
      .init("index", "integer", "Its position in the order of execution, from 1.") { .integer($0.index + 1) },
      .init("inputs", "tensor[]", "The tensors it reads that are made or given at run time.") { node in
        .list(node.owner.tensors(node.owner.graph.activations(of: node.node).map(\.tensor)))
      },
      .init("output", "tensor", "The tensor it makes.") {
        .object(TensorObject(owner: $0.owner, index: $0.node.outputs[0]))
      },
      .init(
        "window",
        "integer",
        "How many positions of its first operand one position of its output reads, along rows or columns, the greater."
      ) {
        operation in
        let operands = operation.owner.graph.operands(of: operation.node)
        let window = operation.node.kind.window(of: 0, operands)
        return .integer(max(window.rows.taps, window.columns.taps))
      },
      .init("attributes", "table<string, any>", "Stride, padding and the like, by name.") { node in
        .record(node.node.kind.attributes.map { ($0.name, $0.value.lua) })
      },
      .init("macs", "integer", "Multiply-accumulates, padding included.") {
        .integer($0.owner.graph.macs(of: $0.node).nominal)
      },
      .init("valid_macs", "integer", "Multiply-accumulates inside the tensors.") {
        .integer($0.owner.graph.macs(of: $0.node).valid)
      },
      .init("weight_bytes", "integer", "Bytes of its constants.") { node in
        .integer(
          node.node.inputs.reduce(0) { sum, input in
            sum + (input.flatMap { node.owner.graph.tensors[$0].data }?.count ?? 0)
          })
      },
      .init("from", "string[]", "The operators of the model's file that it stands for.") { node in
        .list(node.node.provenance.map { .string($0.description) })
      },
    ],
    text: { "operator \($0.node.name)" }, equal: { $0.owner === $1.owner && $0.index == $1.index })
}

extension AttributeValue {
  /// The value as Lua has it.
  var lua: LuaOutput {
    switch self {
    case .integer(let value): .integer(value)
    case .real(let value): .number(value)
    case .boolean(let value): .boolean(value)
    case .text(let value): .string(value)
    case .integers(let values): .list(values.map { .integer($0) })
    }
  }
}
