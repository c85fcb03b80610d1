import Network

/// A normalised graph as Lua sees it.
final class GraphObject: LuaObject, Sendable {
  let graph: Graph
  let producers: [OperatorIndex?]
  let consumers: [[OperatorIndex]]

  init(_ graph: Graph) {
    self.graph = graph
    producers = graph.producers()
    consumers = graph.consumers()
  }

  static let luaType = LuaObjectType<GraphObject>(
    name: "graph", summary: "A network in its normal form: operators in order, tensors between them.",
    properties: [
      .init("name", "The model's name.") { .string($0.graph.name) },
      .init("hash", "The hash of its structure, which a schedule may carry.") {
        .string($0.graph.structuralHash)
      },
      .init("operators", "The operators in order of execution.") { .object(OperatorList(graph: $0)) },
      .init("inputs", "The input tensors.") { .list($0.tensors($0.graph.inputs)) },
      .init("outputs", "The output tensors.") { .list($0.tensors($0.graph.outputs)) },
      .init("macs", "Multiply-accumulates of the whole network, padding included.") {
        .integer($0.macs.nominal)
      },
      .init("valid_macs", "Multiply-accumulates inside the tensors.") { .integer($0.macs.valid) },
    ],
    methods: [
      .init("operator", "The operator of a name, or nil.") { graph, call in
        graph.graph.operatorIndex(named: try call.string(1, "name"))
          .map { .object(OperatorObject(owner: graph, index: $0)) } ?? .nil
      },
      .init("tensor", "The tensor of a name, or nil.") { graph, call in
        graph.graph.tensor(named: try call.string(1, "name"))
          .map { .object(TensorObject(owner: graph, index: $0)) } ?? .nil
      },
      .init("cuts", "The places where stages may end: after which operator, and which tensors cross.") {
        graph, _ in
        .list(
          graph.graph.cuts().map { cut in
            .record([
              ("after", .object(OperatorObject(owner: graph, index: cut.after))),
              ("crossing", .list(graph.tensors(cut.crossing))), ("narrow", .boolean(cut.isNarrow)),
            ])
          })
      },
    ],
    text: { "graph \($0.graph.name)" })

  func tensors(_ indices: [TensorIndex]) -> [LuaOutput] {
    indices.map { .object(TensorObject(owner: self, index: $0)) }
  }

  private var macs: MACs { graph.operators.reduce(MACs()) { $0 + graph.macs(of: $1) } }
}

/// The operators of a graph as a list.
struct OperatorList: LuaObject {
  let graph: GraphObject

  static let luaType = LuaObjectType<OperatorList>(
    name: "operators", summary: "The operators of a graph, `[1]` on, in order of execution.",
    text: { "\($0.graph.graph.operators.count) operators" },
    elements: (
      count: { $0.graph.graph.operators.count },
      get: { .object(OperatorObject(owner: $0.graph, index: $1)) }
    ))
}
