/// A TensorFlow Lite file, its one subgraph decoded: tensors and operators by their positions in the file.
struct TFLiteFile {
  struct FileTensor {
    var label: String
    var shape: Shape
    var typeCode: Int
    var quantization: FlatTable?
    var isVariable: Bool
    var isSparse: Bool
    /// Where its data stands in the file; nil for an activation.
    var data: FlatVector?
    /// Whether its data stands outside of the FlatBuffer.
    var isExternal: Bool

    var type: ElementType? { TFLiteEnumerations.elementType(typeCode) }
    var typeName: String { TFLiteEnumerations.elementTypeName(typeCode) }

    /// Why no graph may hold it: "a variable"; nil where one may.
    var fault: Problem? {
      if isVariable { return Problem("a variable", expected: "a constant or a result") }
      if isSparse { return Problem("stored sparsely", expected: "all elements") }
      if isExternal { return Problem("stored behind the model's tables", expected: "a buffer with data") }
      if type == nil {
        return Problem(
          "of type \(typeName)", expected: ElementType.allCases.map(\.rawValue).joined(separator: ", "))
      }
      return nil
    }
  }

  struct FileOperator {
    /// Its builtin name, such as `CONV_2D`; `CUSTOM` for one that the file names itself.
    var kind: String
    var customName: String?
    /// Attributes of an operator with a name of its own, in a form of its own.
    var customOptions: [UInt8] = []
    var inputs: [Int]
    var outputs: [Int]
    var optionsType: UInt8
    var options: FlatTable?
  }

  private(set) var tensors: [FileTensor] = []
  private(set) var operators: [FileOperator] = []
  private(set) var inputs: [Int] = []
  private(set) var outputs: [Int] = []

  /// How many bytes may still be copied out of the file. Honest files hold every list once; a hostile one of
  /// a few kilobytes could have each of its tensors share one long list.
  private(set) var allowance: Int

  private typealias Schema = TFLiteSchema

  /// Decodes everything but constants and quantisation. O(bytes of the file).
  init(_ bytes: [UInt8]) throws(Problem) {
    guard TFLite.isTFLite(bytes) else {
      throw Problem("the file is not a TensorFlow Lite model", expected: "the identifier TFL3 at byte 4")
    }
    allowance = 4 * bytes.count
    let model = try FlatBuffer(bytes: bytes).root("the model")
    let version = try model.integer(Schema.Model.version, default: UInt32(0))
    guard version == Schema.version else {
      throw Problem("version \(version) of the format", expected: "\(Schema.version)")
    }
    let subgraphs = try model.vector(Schema.Model.subgraphs, width: 4)
    guard subgraphs.count == 1 else { throw Problem("\(subgraphs.count) subgraphs", expected: "1") }
    let subgraph = try subgraphs.table(0, name: "the subgraph")
    inputs = try indices(subgraph, Schema.Subgraph.inputs)
    outputs = try indices(subgraph, Schema.Subgraph.outputs)
    try readTensors(subgraph, buffers: try model.vector(Schema.Model.buffers, width: 4))
    try readOperators(subgraph, codes: try model.vector(Schema.Model.operatorCodes, width: 4))
  }

  /// Takes bytes from the ``allowance``.
  mutating func spend(_ bytes: Int, _ what: @autoclosure () -> String) throws(Problem) {
    allowance -= bytes
    guard allowance >= 0 else {
      throw Problem("\(what()) shares its bytes with too many others", hint: "the file is damaged")
    }
  }

  private mutating func readTensors(_ subgraph: FlatTable, buffers: FlatVector) throws(Problem) {
    let tables = try subgraph.vector(Schema.Subgraph.tensors, width: 4)
    try TFLite.limit(tables.count, to: TFLite.maximumTensors, "tensors")
    tensors.reserveCapacity(tables.count)
    for index in 0..<tables.count {
      let table = try tables.table(index, name: "tensor \(index)")
      let label = try table.string(Schema.Tensor.name, limit: TFLite.maximumNameLength)
      try spend(label.utf8.count, table.name)
      let shape = try table.vector(Schema.Tensor.shape, width: 4)
      try TFLite.limit(shape.count, to: Shape.maximumRank, "axes of tensor \(index)")
      let bufferIndex = try table.integer(Schema.Tensor.buffer, default: UInt32(0))
      guard bufferIndex < buffers.count else {
        throw Problem("buffer \(bufferIndex) of tensor \(index)", expected: "one of \(buffers.count) buffers")
      }
      let buffer = try buffers.table(Int(bufferIndex), name: "buffer \(bufferIndex)")
      let data = try buffer.vector(Schema.Buffer.data, width: 1)
      tensors.append(
        FileTensor(
          label: label, shape: Shape(try shape.integers(as: Int32.self).map(Int.init)),
          typeCode: Int(try table.integer(Schema.Tensor.type, default: Int8(0))),
          quantization: try table.table(Schema.Tensor.quantization),
          isVariable: try table.boolean(Schema.Tensor.isVariable),
          isSparse: try table.isPresent(Schema.Tensor.sparsity), data: data.count > 0 ? data : nil,
          isExternal: try buffer.integer(Schema.Buffer.offset, default: UInt64(0)) > 1))
    }
  }

  private mutating func readOperators(_ subgraph: FlatTable, codes: FlatVector) throws(Problem) {
    let tables = try subgraph.vector(Schema.Subgraph.operators, width: 4)
    try TFLite.limit(tables.count, to: TFLite.maximumOperators, "operators")
    operators.reserveCapacity(tables.count)
    for index in 0..<tables.count {
      let table = try tables.table(index, name: "operator \(index)")
      let codeIndex = try table.integer(Schema.Operator.codeIndex, default: UInt32(0))
      guard codeIndex < codes.count else {
        throw Problem(
          "operator code \(codeIndex) of operator \(index)", expected: "one of \(codes.count) codes")
      }
      let code = try codes.table(Int(codeIndex), name: "operator code \(codeIndex)")
      let old = try code.integer(Schema.OperatorCode.deprecatedBuiltinCode, default: Int8(0))
      let number = max(Int(old), Int(try code.integer(Schema.OperatorCode.builtinCode, default: Int32(0))))
      var customName: String?
      var customOptions: [UInt8] = []
      if number == TFLiteOperatorNames.custom {
        let name = try code.string(Schema.OperatorCode.customCode, limit: TFLite.maximumNameLength)
        try spend(name.utf8.count, code.name)
        customName = name
        let options = try table.vector(Schema.Operator.customOptions, width: 1)
        try TFLite.limit(options.count, to: TFLite.maximumOptionBytes, "bytes of \(options.name)")
        try spend(options.count, options.name)
        customOptions = options.contents
      }
      operators.append(
        FileOperator(
          kind: TFLiteOperatorNames.name(of: number), customName: customName,
          customOptions: customOptions, inputs: try indices(table, Schema.Operator.inputs),
          outputs: try indices(table, Schema.Operator.outputs),
          optionsType: try table.integer(Schema.Operator.optionsType, default: UInt8(0)),
          options: try table.table(Schema.Operator.options)))
    }
  }

  private mutating func indices(_ table: FlatTable, _ field: FlatField) throws(Problem) -> [Int] {
    let vector = try table.vector(field, width: 4)
    try TFLite.limit(vector.count, to: TFLite.maximumOperands, "\(vector.name)")
    try spend(4 * vector.count, vector.name)
    return try vector.integers(as: Int32.self).map(Int.init)
  }
}
