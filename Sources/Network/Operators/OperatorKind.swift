import Support

/// What an operator computes: its attributes, and the facts about it that planning needs.
///
/// One kind a file. A kind is added in four steps: this value, its entry in ``OperatorRegistry``, its
/// arithmetic in `Reference/`, and its kernel descriptor in `Planning/Kernels`.
package protocol OperatorKind: ReferenceArithmetic, Sendable {
  /// The field's name for it, as TensorFlow Lite spells it: `CONV_2D`.
  static var name: String { get }
  /// What it computes and which variations are supported, in one line.
  static var summary: String { get }
  /// The names of its operands, in order; those after the first ``requiredOperands`` may be left out.
  static var operandNames: [String] { get }
  static var requiredOperands: Int { get }
  /// How many leading operands are images; those behind are weights, which kernels take as parameters.
  static var imageOperands: Int { get }
  /// Whether it takes any number of operands like its last one.
  static var isVariadic: Bool { get }

  /// The name of this one: that of its type, but for operators that plug-ins define.
  var kindName: String { get }

  /// Reads the attributes from a file's own form; problems are collected in the reader.
  init(_ attributes: inout AttributeReader)

  /// The attributes by name, for printing, hashing and scripts; the reverse of `init`.
  var attributes: [Attribute] { get }

  /// The shapes of the outputs for inputs of these shapes.
  func outputShapes(_ inputs: [Tensor?]) throws(Problem) -> [Shape]

  /// Everything about the operands' types and quantisation that this kind cannot compute.
  func problems(_ operands: Operands) -> [Problem]

  /// What part of operand `input` a part of the output needs. Operands are in canonical form (rank 3).
  func window(of input: Int, _ operands: Operands) -> Window

  /// Multiply-accumulates of one tap of the window of operand 0 for one output pixel; 0 where none are counted.
  func macsPerTap(_ operands: Operands) -> Int

  /// Whether its one result is the sum of all it reads, so that it can take what it reads part by part.
  var addsUp: Bool { get }

  /// The same operator for operands in canonical form: axes become 0 rows, 1 columns, 2 channels.
  func canonical(_ operands: Operands) throws(Problem) -> any OperatorKind
}

extension OperatorKind {
  package var kindName: String { Self.name }
  package static var requiredOperands: Int { operandNames.count }
  package static var isVariadic: Bool { false }
  package static var imageOperands: Int { isVariadic ? Int.max : operandNames.count }
  package func macsPerTap(_ operands: Operands) -> Int { 0 }
  package var addsUp: Bool { false }
  package func canonical(_ operands: Operands) throws(Problem) -> any OperatorKind { self }
}

/// A reason why an operator cannot be what it claims: the message of a ``Diagnostic`` still without its place.
package struct Problem: Error, Sendable, Hashable {
  package var message: String
  package var expected: String?
  package var hint: String?

  package init(_ message: String, expected: String? = nil, hint: String? = nil) {
    self.message = message
    self.expected = expected
    self.hint = hint
  }

  package func diagnostic(at location: Location?) -> Diagnostic {
    Diagnostic(at: location, message, expected: expected, hint: hint)
  }
}
