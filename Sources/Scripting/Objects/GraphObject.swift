import Network
import Pipeline
import Planning
import Support

/// A normalised graph as Lua sees it.
final class GraphObject: LuaObject, Sendable {
  let graph: Graph
  /// The model it is the normal form of, where that is known.
  let model: Model?
  let producers: [OperatorIndex?]
  let consumers: [[OperatorIndex]]

  convenience init(_ model: Model) { self.init(model.normalised.graph, model: model) }

  init(_ graph: Graph, model: Model? = nil) {
    self.graph = graph
    self.model = model
    producers = graph.producers()
    consumers = graph.consumers()
  }

  static let luaType = LuaObjectType<GraphObject>(
    name: "graph", summary: "A network in its normal form: operators in order, tensors between them.",
    properties: [
      .init("name", "string", "The model's name.") { .string($0.graph.name) },
      .init("hash", "string", "The hash of its structure, which a schedule may carry.") {
        .string($0.graph.structuralHash)
      },
      .init("operators", "operator[]", "The operators in order of execution.") {
        .object(OperatorList(graph: $0))
      },
      .init("inputs", "tensor[]", "The input tensors.") { .list($0.tensors($0.graph.inputs)) },
      .init("outputs", "tensor[]", "The output tensors.") { .list($0.tensors($0.graph.outputs)) },
      .init("macs", "integer", "Multiply-accumulates of the whole network, padding included.") {
        .integer($0.macs.nominal)
      },
      .init("valid_macs", "integer", "Multiply-accumulates inside the tensors.") { .integer($0.macs.valid) },
    ],
    methods: [
      .init("operator", "name: string -> operator?", "The operator of a name, or nil.") { graph, call in
        graph.graph.operatorIndex(named: try call.string(1, "name"))
          .map { .object(OperatorObject(owner: graph, index: $0)) } ?? .nil
      },
      .init("tensor", "name: string -> tensor?", "The tensor of a name, or nil.") { graph, call in
        graph.graph.tensor(named: try call.string(1, "name"))
          .map { .object(TensorObject(owner: graph, index: $0)) } ?? .nil
      },
      .init(
        "cuts", "-> cut[]", "The places where stages may end: after which operator, and which tensors cross."
      ) {
        graph, _ in
        .list(
          graph.graph.cuts().map { cut in
            .record([
              ("after", .object(OperatorObject(owner: graph, index: cut.after))),
              ("crossing", .list(graph.tensors(cut.crossing))), ("narrow", .boolean(cut.isNarrow)),
            ])
          })
      },
      .init(
        "region", "last: string, rows: integer[], columns: integer[], tensor: string -> region?",
        "The part of a tensor that a part of an operator's output is computed from; rows and columns are "
          + "{ first, last }, from 1. nil where none of it is."
      ) { graph, call in try graph.region(call) },
      .init(
        "receptive_field", "last: string, tensor: string -> extent?",
        "How many rows and columns of a tensor one pixel of an operator's output is computed from, padding "
          + "included; nil where none is."
      ) { graph, call in try graph.receptiveField(call) },
    ],
    text: { "graph \($0.graph.name)" })

  func tensors(_ indices: [TensorIndex]) -> [LuaOutput] {
    indices.map { .object(TensorObject(owner: self, index: $0)) }
  }

  private var macs: MACs { graph.operators.reduce(MACs()) { $0 + graph.macs(of: $1) } }
}

extension GraphObject {
  private func operatorIndex(_ call: LuaCall) throws -> OperatorIndex {
    let name = try call.string(1, "last")
    guard let index = graph.operatorIndex(named: name) else {
      throw call.error(1, "last", unknown("operator", name, graph.operators.map(\.name)))
    }
    return index
  }

  private func tensorIndex(_ call: LuaCall, _ position: Int) throws -> TensorIndex {
    let name = try call.string(position, "tensor")
    guard let index = graph.tensor(named: name) else {
      throw call.error(position, "tensor", unknown("tensor", name, graph.tensors.map(\.name)))
    }
    return index
  }

  private func unknown(_ what: String, _ name: String, _ names: [String]) -> String {
    Problem.unknown(what, name, among: names).diagnostic(at: nil).description
  }

  fileprivate func region(_ call: LuaCall) throws -> LuaOutput {
    let last = try operatorIndex(call)
    let output = graph.tensors[graph.operators[last].outputs[0]].shape
    let wanted = Region(
      rows: try call.interval(2, "rows", of: output.rows),
      columns: try call.interval(3, "columns", of: output.columns))
    let tensor = try tensorIndex(call, 4)
    call.charge(graph.operators.count)
    let region = graph.regions(of: last, wanted, isClipped: true)[tensor]
    guard let region, !region.rows.isEmpty, !region.columns.isEmpty else { return .nil }
    func ends(_ range: Range<Int>) -> LuaOutput {
      .list([.integer(range.lowerBound + 1), .integer(range.upperBound)])
    }
    return .record([("rows", ends(region.rows)), ("columns", ends(region.columns))])
  }

  fileprivate func receptiveField(_ call: LuaCall) throws -> LuaOutput {
    let last = try operatorIndex(call)
    let tensor = try tensorIndex(call, 2)
    call.charge(graph.operators.count)
    let pixel = Region(rows: 0..<1, columns: 0..<1)
    guard let region = graph.regions(of: last, pixel, isClipped: false)[tensor] else { return .nil }
    return .record([
      ("rows", .integer(region.rows.count)), ("columns", .integer(region.columns.count)),
    ])
  }
}

extension LuaCall {
  /// `{ first, last }`, from 1, as positions from 0.
  fileprivate func interval(_ position: Int, _ name: String, of size: Int) throws -> Range<Int> {
    guard case let list = try table(position, name).list, list.count == 2,
      case .integer(let first) = list[0], case .integer(let last) = list[1],
      first >= 1, first <= last, last <= size
    else { throw error(position, name, "expected { first, last } within 1 and \(size)") }
    return first - 1..<last
  }
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
