/// How TensorFlow Lite writes one kind of operator down.
struct TFLiteOperator: Sendable {
  let kind: any OperatorKind.Type
  /// The number of its options in the union of option tables; nil where it reads none.
  let optionsType: UInt8?
  /// Where each attribute of the kind comes from, by the kind's own name for it.
  let attributes: [String: TFLiteAttribute]
  /// The operands that hold attributes: they are no operands of the graph's operator.
  let parameters: Set<Int>
  /// Options that only have one supported value, 0.
  let unsupportedOptions: [FlatField]

  init(
    _ kind: any OperatorKind.Type, options: UInt8? = nil, _ attributes: [String: TFLiteAttribute] = [:],
    unsupportedOptions: [FlatField] = []
  ) {
    self.kind = kind
    optionsType = options
    self.attributes = attributes
    parameters = Set(attributes.values.compactMap(\.operand))
    self.unsupportedOptions = unsupportedOptions
  }
}

/// A place that an attribute of an operator comes from: one or two fields of its options, or an operand.
enum TFLiteAttribute: Sendable {
  case integer(FlatField, default: Int32 = 0)
  case integers(FlatField)
  case rowsAndColumns(FlatField, FlatField, default: Int32 = 0)
  case boolean(FlatField)
  case real(FlatField)
  case padding(FlatField)
  case activation(FlatField)
  /// A constant of one element, and one of several.
  case scalarOperand(Int)
  case listOperand(Int)
  /// The shape the file gives the result. The operand that holds it too may be computed at run time.
  case resultShape(operand: Int)

  /// The operand that holds the attribute.
  var operand: Int? {
    switch self {
    case .scalarOperand(let operand), .listOperand(let operand), .resultShape(let operand): operand
    default: nil
    }
  }
}
