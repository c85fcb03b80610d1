import Network
import Support

/// The C names of operators and tables: made from the model's own, unique and stable.
struct FirmwareNames {
  /// For each operator its function, which begins with `op_`.
  let functions: [String]
  let prefix: String

  init(_ model: FirmwareModel) {
    prefix = model.prefix
    var taken = Set<String>()
    functions = model.program.graph.operators.map { node in
      let name = "op_\(CText.identifier(node.name))"
      var unique = name
      var count = 1
      while !taken.insert(unique).inserted {
        count += 1
        unique = "\(name)_\(count)"
      }
      return unique
    }
  }

  /// A table of an operator, such as its weights.
  func table(_ index: OperatorIndex, _ field: String) -> String {
    "\(prefix)_\(functions[index].dropFirst(3))_\(field)"
  }

  /// A constant operand of an operator.
  func constant(_ index: OperatorIndex, _ operand: Int) -> String {
    "\(prefix)_\(functions[index].dropFirst(3))_operand\(operand)"
  }

  /// A macro of the model.
  func macro(_ name: String) -> String { "\(prefix.uppercased())_\(name)" }
}

extension FirmwareModel {
  /// A finding where the prefix cannot begin the public names.
  func prefixFindings() -> [Diagnostic] {
    guard let fault = CText.fault(inIdentifier: prefix) else { return [] }
    return [Diagnostic("the prefix \(CText.literal(prefix)) cannot begin C names: \(fault)")]
  }
}
