/// The attributes of one operator of a file, as its kind asks for them.
struct TFLiteAttributes: AttributeSource {
  let entry: TFLiteOperator
  /// Its options; nil where the file leaves them out, which gives every field its default.
  let options: FlatTable?
  /// The tensors that hold attributes, by operand.
  let parameters: [Int: TFLiteFile.FileTensor]
  /// The shape of the first result.
  let resultShape: Shape?

  /// More elements than any attribute has.
  private static let longestList = 2 * Shape.maximumRank

  func value(_ name: String) throws(Problem) -> AttributeValue? {
    switch entry.attributes[name] {
    case nil: return nil
    case .integer(let field, let fallback)?: return .integer(try integer(field, default: fallback))
    case .rowsAndColumns(let rows, let columns, let fallback)?:
      return .integers([try integer(rows, default: fallback), try integer(columns, default: fallback)])
    case .integers(let field)?: return .integers(try integers(field))
    case .boolean(let field)?: return .boolean(try options?.boolean(field) ?? false)
    case .real(let field)?: return .real(Double(try options?.real(field) ?? 0))
    case .padding(let field)?: return try TFLiteEnumerations.padding(try code(field)).value
    case .activation(let field)?: return try TFLiteEnumerations.activation(try code(field)).value
    case .listOperand(let operand)?: return .integers(try constant(operand, name))
    case .scalarOperand(let operand)?:
      let values = try constant(operand, name)
      guard values.count == 1 else {
        throw Problem("operand \(name) has \(values.count) elements", expected: "1")
      }
      return .integer(values[0])
    case .resultShape?: return resultShape.map { .integers($0.extents) }
    }
  }

  /// Options that are set and change what the operator computes to something no kind does.
  func unsupportedOptions() -> [Problem] {
    entry.unsupportedOptions.compactMap { field in
      do throws(Problem) {
        let value = try code(field)
        return value == 0 ? nil : Problem("option \(field.name)=\(value)", expected: "0")
      } catch {
        return error
      }
    }
  }

  private func integer(_ field: FlatField, default fallback: Int32) throws(Problem) -> Int {
    Int(try options?.integer(field, default: fallback) ?? fallback)
  }

  /// A field of one byte.
  private func code(_ field: FlatField) throws(Problem) -> Int {
    Int(try options?.integer(field, default: Int8(0)) ?? 0)
  }

  private func integers(_ field: FlatField) throws(Problem) -> [Int] {
    guard let vector = try options?.vector(field, width: 4) else { return [] }
    try limit(vector.count, field.name)
    return try vector.integers(as: Int32.self).map(Int.init)
  }

  private func constant(_ operand: Int, _ name: String) throws(Problem) -> [Int] {
    guard let tensor = parameters[operand] else {
      throw Problem("operand \(name) is missing", expected: "a constant")
    }
    if let fault = tensor.fault {
      throw Problem("operand \(name) is \(fault.message)", expected: fault.expected)
    }
    guard let data = tensor.data else {
      throw Problem("operand \(name) is computed at run time", expected: "a constant")
    }
    guard let type = tensor.type, type == .int32 || type == .int64 else {
      throw Problem("operand \(name) is \(tensor.typeName)", expected: "int32 or int64")
    }
    let count = data.count / type.byteCount
    try limit(count, "operand \(name)")
    guard tensor.shape.fault == nil, tensor.shape.count * type.byteCount == data.count else {
      throw Problem(
        "operand \(name) of shape \(tensor.shape) holds \(data.count) bytes", expected: "as many as its shape"
      )
    }
    let elements = FlatVector(
      buffer: data.buffer, name: data.name, position: data.position, count: count, width: type.byteCount)
    return type == .int32
      ? try elements.integers(as: Int32.self).map(Int.init)
      : try elements.integers(as: Int64.self).map(Int.init)
  }

  private func limit(_ count: Int, _ name: String) throws(Problem) {
    guard count <= TFLiteAttributes.longestList else {
      throw Problem("\(name) has \(count) elements", expected: "\(TFLiteAttributes.longestList) or fewer")
    }
  }
}
