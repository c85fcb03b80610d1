import Network
import Support

/// An operator that a plug-in defines: its shape, what its windows read, and what it computes.
///
/// Every question runs the file anew in a state of its own, so that an operator is a value like any other.
struct OperatorPlugin: Sendable {
  let path: String
  let text: String
  let limits: LuaLimits

  /// More values are too many for arithmetic in Lua.
  private static let greatestCount = 1 << 20

  /// The file as run, with its functions.
  private struct Definition {
    var header: PluginFile.Header
    var state: LuaState
    var source: LuaSource
    var shape: LuaReference?
    var window: LuaValue?
    var reference: LuaReference
  }

  /// - Throws: every missing, unknown or wrong field, with file and line.
  private func definition() throws(Diagnostics) -> Definition {
    let plugin = try PluginFile(path: path, text: text, catalog: PluginCatalog(folders: [], limits: limits))
    let fields = plugin.fields
    let definition = Definition(
      header: plugin.header(.operator), state: plugin.state, source: plugin.source,
      shape: fields.optional("shape") { fields.function($0) },
      window: fields.has("window") ? fields.table["window"] : nil, reference: fields.function("reference"))
    try fields.finish()
    return definition
  }

  /// The version, where the file can be used.
  func version() throws(Diagnostics) -> String { try definition().header.version }

  /// The operator at one place of a graph.
  ///
  /// - Throws: what is wrong with the file, or what it says of this place.
  func operation(
    _ name: String, _ inputs: [(shape: Shape, isConstant: Bool)], _ options: [UInt8]
  ) throws(Diagnostics) -> CustomOperator {
    let definition = try definition()
    let node = OperatorPlugin.node(inputs.map(\.shape), options)
    var result = inputs[0].shape
    if let shape = definition.shape {
      let fields = try table(try call(definition, shape, [node]), "shape", definition)
      result = Shape(
        rows: fields.integer("rows", in: 1...Shape.maximumExtent),
        columns: fields.integer("columns", in: 1...Shape.maximumExtent),
        channels: fields.integer("channels", in: 1...Shape.maximumExtent))
      try fields.finish()
      if let fault = result.fault {
        throw Diagnostics(
          Diagnostic(
            at: definition.source.location(of: ["shape"]), "the result of shape \(result) has \(fault)"))
      }
    }
    var windows = inputs.map { input in
      let whole = Window(
        rows: .whole(input.shape.rows), columns: .whole(input.shape.columns),
        channels: .whole(input.shape.channels))
      return input.isConstant ? whole : Window.identity
    }
    if var window = definition.window {
      if case .function(let function) = window { window = try call(definition, function, [node]) }
      windows[0] = try self.window(window, of: inputs[0].shape, definition)
    }
    return CustomOperator(
      name, options: options, inputs: inputs.map(\.shape), result: result, windows: windows
    ) { values, operands throws(Problem) in
      do throws(Diagnostics) {
        return [try self.evaluate(values, operands, options)]
      } catch {
        throw Problem(error.all[0].description)
      }
    }
  }

  /// `"whole"`, or a table of rows and columns.
  private func window(
    _ value: LuaValue, of shape: Shape, _ definition: Definition
  ) throws(Diagnostics) -> Window {
    if value == .string("whole") {
      return Window(
        rows: .whole(shape.rows), columns: .whole(shape.columns), channels: .whole(shape.channels))
    }
    let fields = try table(value, "window", definition)
    func axis(_ key: String) -> AxisWindow {
      guard fields.has(key) else { return .identity }
      let axis = fields.table(key, of: "window")
      defer { try? axis.finish() }
      func number(_ key: String, _ range: ClosedRange<Int>, _ none: Int) -> Int {
        axis.optional(key) { axis.integer($0, in: range) } ?? none
      }
      return AxisWindow(
        numerator: number("stride", 1...4096, 1), offset: number("offset", -4096...4096, 0),
        taps: number("taps", 1...4096, 1), dilation: number("dilation", 1...4096, 1))
    }
    let (rows, columns) = (axis("rows"), axis("columns"))
    try fields.finish()
    return Window(rows: rows, columns: columns, channels: .identity)
  }

  private func table(_ value: LuaValue, _ what: String, _ definition: Definition) throws(Diagnostics)
    -> LuaFields
  {
    guard case .table(let table) = value else {
      throw Diagnostics(
        Diagnostic(
          at: definition.source.location(of: [what]), "\(what) is \(value.kind)", expected: "a table"))
    }
    return LuaFields(table, of: what, in: definition.source)
  }

  /// The result of the operator, by its `reference`.
  private func evaluate(
    _ values: [[UInt8]?], _ operands: Operands, _ options: [UInt8]
  ) throws(Diagnostics) -> [UInt8] {
    let definition = try definition()
    let location = definition.source.location(of: ["reference"])
    let count = values.reduce(operands.output.shape.count) { $0 + ($1?.count ?? 0) }
    guard count <= OperatorPlugin.greatestCount else {
      throw Diagnostics(
        Diagnostic(
          at: location, "a reference in Lua would take \(count) values",
          expected: "at most \(OperatorPlugin.greatestCount)"))
    }
    let lists = values.enumerated().map { index, bytes in
      LuaOutput.list((bytes ?? []).map { .integer(Int(Int8(bitPattern: $0))) })
    }
    let node = operands.record(options)
    guard case .table(let table) = try call(definition, definition.reference, [.list(lists), node]) else {
      throw Diagnostics(
        Diagnostic(at: location, "reference gives no list", expected: "the values of the result"))
    }
    guard table.list.count == operands.output.shape.count, table.fields.isEmpty else {
      throw Diagnostics(
        Diagnostic(
          at: location, "reference gives \(table.list.count) values",
          expected: "\(operands.output.shape.count)"))
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(table.list.count)
    for (index, value) in table.list.enumerated() {
      guard case .integer(let integer) = value, let byte = Int8(exactly: integer) else {
        throw Diagnostics(
          Diagnostic(
            at: location, "value \(index + 1) of the reference is \(value.kind)",
            expected: "an integer from -128 to 127"))
      }
      bytes.append(UInt8(bitPattern: byte))
    }
    return bytes
  }

  private func call(
    _ definition: Definition, _ function: LuaReference, _ arguments: [LuaOutput]
  ) throws(Diagnostics) -> LuaValue {
    do throws(LuaFailure) {
      return try definition.state.call(function, arguments).first ?? .nil
    } catch {
      throw error.diagnostics
    }
  }

  private static func node(_ inputs: [Shape], _ options: [UInt8]) -> LuaOutput {
    .record([
      (
        "inputs",
        .list(
          inputs.map { shape in
            .record([
              ("rows", .integer(shape.rows)), ("columns", .integer(shape.columns)),
              ("channels", .integer(shape.channels)),
            ])
          })
      ), ("options", .list(options.map { .integer(Int($0)) })),
    ])
  }
}

extension Operands {
  /// The operands and the result as a reference sees them.
  fileprivate func record(_ options: [UInt8]) -> LuaOutput {
    func tensor(_ tensor: Tensor) -> LuaOutput {
      .record([
        ("rows", .integer(tensor.shape.rows)), ("columns", .integer(tensor.shape.columns)),
        ("channels", .integer(tensor.shape.channels)),
        ("scale", tensor.quantization.map { .number(Double($0.scale)) } ?? .nil),
        ("zero_point", tensor.quantization.map { .integer($0.zeroPoint) } ?? .nil),
      ])
    }
    return .record([
      ("inputs", .list(inputs.map { $0.map(tensor) ?? .boolean(false) })), ("output", tensor(output)),
      ("options", .list(options.map { .integer(Int($0)) })),
    ])
  }
}
