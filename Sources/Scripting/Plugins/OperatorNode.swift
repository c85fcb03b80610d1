import Network

extension Operator {
  /// The operator of a normalised graph as the functions of kernels see it: plain data.
  func record(_ operands: Operands) -> LuaOutput {
    var fields: [(key: String, value: LuaOutput)] = [
      ("name", .string(name)), ("kind", .string(kindName)),
      ("attributes", .record(kind.attributes.map { ($0.name, $0.value.lua) })),
      ("inputs", .list(operands.inputs.map { $0.map(\.record) ?? .boolean(false) })),
      ("output", operands.output.record),
    ]
    if let results = tableOfResults(operands) {
      fields.append(("results", .list(results.map { .integer($0) })))
    }
    return .record(fields)
  }

  /// What an operator that works value by value makes of the values -128 to 127, by the reference.
  private func tableOfResults(_ operands: Operands) -> [Int]? {
    guard kind is any Elementwise, operands.input(0).type == .int8,
      operands.output.type == .int8
    else { return nil }
    var (input, output) = (operands.input(0), operands.output)
    input.shape = Shape(rows: 1, columns: 1, channels: 256)
    output.shape = input.shape
    let values = (-128...127).map { UInt8(bitPattern: Int8($0)) }
    let results = try? kind.evaluate([values], Operands(inputs: [input], outputs: [output]))
    return results?.first?.map { Int(Int8(bitPattern: $0)) }
  }
}

extension Tensor {
  /// More values of a constant are not shown to Lua.
  private static let greatestShown = 1 << 16

  fileprivate var record: LuaOutput {
    var fields: [(key: String, value: LuaOutput)] = [
      ("name", .string(name)), ("type", .string(type.rawValue)), ("rows", .integer(shape.rows)),
      ("columns", .integer(shape.columns)), ("channels", .integer(shape.channels)),
      ("shape", .list(shape.extents.map { .integer($0) })), ("constant", .boolean(isConstant)),
    ]
    if let quantization {
      fields.append(("scales", .list(quantization.scales.map { .number(Double($0)) })))
      fields.append(("zero_points", .list(quantization.zeroPoints.map { .integer($0) })))
    }
    if isConstant, shape.count <= Tensor.greatestShown {
      fields.append(("values", .list(integers.map { .integer($0) })))
    }
    return .record(fields)
  }
}
