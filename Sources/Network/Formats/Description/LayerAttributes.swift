import Support
import YAML

/// The attributes of an operator as the keys of a layer.
struct LayerAttributes: AttributeSource {
  let reader: YAML.Reader
  /// Values that stand for what is written: numbers for words such as `half`.
  var substitutes: [String: AttributeValue] = [:]

  func value(_ name: String) throws(Problem) -> AttributeValue? {
    guard let node = reader.node(name, .optional) else { return nil }
    if let substitute = substitutes[name] { return substitute }
    switch node.kind {
    case .scalar(let scalar): return LayerAttributes.value(scalar)
    case .sequence(let elements):
      var integers: [Int] = []
      for element in elements {
        guard case .scalar(let scalar) = element.kind, case .integer(let integer) = scalar.value else {
          throw Problem("attribute \(name) holds \(element.summary)", expected: "integers")
        }
        integers.append(integer)
      }
      return .integers(integers)
    case .mapping: throw Problem("attribute \(name) is a mapping", expected: "a number, a word or integers")
    }
  }

  /// Whether the attribute is written as this word.
  func has(_ name: String, _ word: String) -> Bool { reader.node(name, .optional)?.text == word }

  /// Where a problem of an attribute stands: the value it names, or else the layer.
  func place(of problem: Problem) -> YAML.Node {
    guard case .mapping(let members) = reader.node.kind else { return reader.node }
    let member = members.first { member in
      let name = "attribute \(member.key.text ?? "")"
      return problem.message.hasPrefix("\(name)=") || problem.message.hasPrefix("\(name) ")
    }
    return member?.value ?? reader.node
  }

  private static func value(_ scalar: YAML.Scalar) -> AttributeValue {
    switch scalar.value {
    case .integer(let value): .integer(value)
    case .real(let value): .real(value)
    case .bool(let value): .boolean(value)
    case .string(let value): .text(value)
    case .null: .text(scalar.text)
    }
  }
}
