import Network
import Planning
import Support

/// A kernel written as a plug-in: a descriptor as built-in kernels have, and its C.
///
/// Its Lua functions are asked once for each operator of a graph, so that what comes out is plain data. Its C is
/// never run in this process.
package final class KernelPlugin {
  package let name: String
  package let version: String
  package let description: String
  package let operatorName: String
  private let boards: [String]?
  private let plugin: PluginFile
  private let base: KernelDescriptor?
  private let fields: KernelStructure?
  private let text: String
  private let shape: (call: CallShape, alias: AliasContract, costClass: CostClass)
  private let priority: Int
  private let requires: [String]
  private let matches: LuaReference?
  private let prepare: LuaReference?
  private let scratch: LuaReference?
  private let reference: LuaReference?

  /// - Throws: every missing, unknown or wrong field, with file and line.
  init(_ plugin: PluginFile) throws(Diagnostics) {
    let table = plugin.fields
    let header = plugin.header(.kernel)
    (name, version, description) = (header.name, header.version, header.description)
    self.plugin = plugin
    operatorName = table.string("operator")
    boards = table.optional("boards") { table.strings($0) }
    requires = table.optional("requires") { table.strings($0) } ?? []
    priority = table.optional("priority") { table.integer($0, in: 0...1000) } ?? 0
    text = table.string("source")
    matches = table.optional("matches") { table.function($0) }
    scratch = table.optional("scratch") { table.function($0) }
    reference = table.optional("reference") { table.function($0) }
    let like = table.optional("like") { table.string($0) }
    base = KernelRegistry.portable.kernels.first { $0.name == like }
    if let like, base == nil {
      let known = KernelRegistry.portable.kernels.map(\.name)
      table.note(
        "like", "there is no kernel named \(like.quoted)", expected: known.joined(separator: ", "),
        hint: suggestionHint(for: like, among: known))
    } else if let base, base.operatorName != operatorName {
      table.note(
        "like", "\(base.name) computes \(base.operatorName)", expected: "a kernel of \(operatorName)")
    }
    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ base: Choice?, _ none: Choice)
      -> Choice
    where Choice.RawValue == String {
      guard base == nil || table.has(key) else { return base! }
      return Choice(rawValue: table.string(key, oneOf: Choice.allCases.map(\.rawValue))) ?? none
    }
    shape = (
      choice("call", base?.call, .row), choice("alias", base?.alias, .none),
      choice("cost", base?.costClass, .elementwise)
    )
    if like == nil {
      fields = KernelStructure(table)
      prepare = table.function("prepare")
    } else {
      (fields, prepare) = (nil, nil)
    }
    let isName = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    if !isName { table.note("name", "'name' is \(name.quoted)", expected: "letters, digits and hyphens") }
    try table.finish()
  }

  /// The board that it is checked on; nil for any.
  var boardForChecks: String? { boards?.first }

  /// What the C function, its structure and its files are called.
  private var identifier: String { "kernel_\(name.replacing("-", with: "_"))" }

  /// The kernel for the operators of a normalised graph that it computes; nil where there are none, or where it
  /// is not for the board.
  ///
  /// - Throws: errors of its functions, and constants that are not what it declares.
  package func descriptor(for graph: Graph, board: Board) throws(Diagnostics) -> KernelDescriptor? {
    guard boards?.contains(board.name) ?? true, Set(requires).isSubset(of: board.features) else { return nil }
    var parameters: [String: KernelParameters] = [:]
    var scratchOfResult: [String: Int] = [:]
    for node in graph.operators where node.kindName == operatorName {
      let operands = graph.operands(of: node)
      guard base?.matches(node, operands) ?? true else { continue }
      let record = node.record(operands)
      if let matches, try call(matches, record) == .boolean(false) { continue }
      if let scratch { scratchOfResult[operands.output.name] = try bytes(call(scratch, record), of: node) }
      if let base {
        parameters[node.name] = base.parameters(node, operands)
      } else if let prepare, let fields {
        guard case .table(let table) = try call(prepare, record) else {
          throw Diagnostics(
            Diagnostic(
              at: plugin.source.location(of: ["prepare"]), "prepare gives no table for \(node.name)",
              expected: "a value for each parameter"))
        }
        parameters[node.name] = try fields.parameters(
          LuaFields(table, of: "table of parameters", in: plugin.source))
      }
    }
    guard !parameters.isEmpty else { return nil }
    var descriptor = KernelDescriptor(
      name: name, operatorName: operatorName, function: identifier,
      structure: base?.structure ?? "\(identifier)_params", source: "\(identifier).c", call: shape.call,
      alias: shape.alias, costClass: shape.costClass
    ) { [parameters] node, _ in
      parameters[node.name] != nil
    } parameters: { [parameters] node, _ in
      parameters[node.name]!
    }
    descriptor.priority = priority
    descriptor.requires = Set(requires)
    descriptor.scratch = { [scratchOfResult] operands in scratchOfResult[operands.output.name] ?? 0 }
    descriptor.texts = [
      KernelDescriptor.Text(name: "\(identifier).h", text: header),
      KernelDescriptor.Text(name: "\(identifier).c", text: "#include \"\(identifier).h\"\n\(text)"),
    ]
    return descriptor
  }

  /// The scratch that a function gives, whole words.
  private func bytes(_ value: LuaValue, of node: Operator) throws(Diagnostics) -> Int {
    guard case .integer(let bytes) = value, (0...1 << 24).contains(bytes) else {
      throw Diagnostics(
        Diagnostic(
          at: plugin.source.location(of: ["scratch"]), "scratch gives \(value.kind) for \(node.name)",
          expected: "bytes, an integer from 0 to \(1 << 24)"))
    }
    return (bytes + 3) / 4 * 4
  }

  /// What its reference in Lua gives for the values of an operator's images; nil where it has none.
  ///
  /// - Throws: errors of the function, and what is no list.
  func values(of node: Operator, _ operands: Operands, _ images: [[UInt8]]) throws(Diagnostics) -> [LuaValue]?
  {
    guard let reference else { return nil }
    let lists = images.map { bytes in LuaOutput.list(bytes.map { .integer(Int(Int8(bitPattern: $0))) }) }
    guard case .table(let table) = try call(reference, .list(lists), node.record(operands)) else {
      throw Diagnostics(
        Diagnostic(
          at: plugin.source.location(of: ["reference"]), "reference gives no list",
          expected: "the values of the result"))
    }
    return table.list
  }

  /// The first result of one of its functions.
  private func call(_ function: LuaReference, _ arguments: LuaOutput...) throws(Diagnostics) -> LuaValue {
    do throws(LuaFailure) {
      return try plugin.state.call(function, arguments).first ?? .nil
    } catch {
      throw error.diagnostics
    }
  }

  /// The C header: the structure of its constants, unless it takes another's, and its function.
  private var header: String {
    """
    /* The kernel \(name), by a plug-in. */
    #ifndef \(identifier.uppercased())_H
    #define \(identifier.uppercased())_H

    #include "streamnet_kernels.h"

    \(fields?.definition(named: "\(identifier)_params") ?? "")void \(identifier)(const void *params, const sn_call *call);

    #endif

    """
  }
}
