import Network

/// A tensor of a graph as Lua sees it.
struct TensorObject: LuaObject {
  let owner: GraphObject
  let index: TensorIndex

  private var tensor: Tensor { owner.graph.tensors[index] }

  static let luaType = LuaObjectType<TensorObject>(
    name: "tensor", summary: "One tensor of a graph.",
    properties: [
      .init("name", "string", "Its name: what schedules use.") { .string($0.tensor.name) },
      .init("type", "string", "The type of its elements, such as int8.") { .string($0.tensor.type.rawValue) },
      .init("rows", "integer", "Its rows.") { .integer($0.tensor.shape.rows) },
      .init("columns", "integer", "Its columns.") { .integer($0.tensor.shape.columns) },
      .init("channels", "integer", "Its channels.") { .integer($0.tensor.shape.channels) },
      .init("bytes", "integer", "The bytes of all of it.") { .integer($0.tensor.byteCount) },
      .init("is_input", "boolean", "Whether the graph is given it.") {
        .boolean($0.owner.graph.inputs.contains($0.index))
      },
      .init("is_output", "boolean", "Whether the graph returns it.") {
        .boolean($0.owner.graph.outputs.contains($0.index))
      },
      .init("producer", "operator?", "The operator that makes it, or nil.") { tensor in
        tensor.owner.producers[tensor.index]
          .map { .object(OperatorObject(owner: tensor.owner, index: $0)) } ?? .nil
      },
      .init("consumers", "operator[]", "The operators that read it.") { tensor in
        .list(
          tensor.owner.consumers[tensor.index].map { .object(OperatorObject(owner: tensor.owner, index: $0)) }
        )
      },
    ],
    text: { "tensor \($0.tensor.name)" }, equal: { $0.owner === $1.owner && $0.index == $1.index })
}
