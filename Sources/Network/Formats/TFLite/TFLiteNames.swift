/// The names that the graph gives the operators and tensors of a file, by their positions in the file.
///
/// Operators are named by kind and position, their results and constants after them: the file's own names are
/// long, differ from converter to converter and need not be unique. Only graph inputs keep theirs.
struct TFLiteNames {
  private(set) var operators: [String] = []
  /// Nil for a tensor that the graph does not use.
  private(set) var tensors: [String?]
  /// The operator that makes a tensor, or the first that reads it.
  private(set) var places: [Int?]

  /// Names everything that the graph uses. O(operands of all operators).
  init(_ file: TFLiteFile, entries: [TFLiteOperator?]) {
    tensors = Array(repeating: nil, count: file.tensors.count)
    places = tensors.map { _ in nil }
    nameResults(file)
    nameConstants(file, entries)
    nameOthers(file, entries)
  }

  private mutating func nameResults(_ file: TFLiteFile) {
    for (index, node) in file.operators.enumerated() {
      let name = "\(node.kind.lowercased())_\(index)"
      operators.append(name)
      for (position, tensor) in node.outputs.enumerated() {
        give(position == 0 ? name : "\(name).\(position)", to: tensor, at: index)
      }
    }
  }

  private mutating func nameConstants(_ file: TFLiteFile, _ entries: [TFLiteOperator?]) {
    for (index, node) in file.operators.enumerated() {
      let known = entries[index]?.kind.operandNames ?? []
      for (position, tensor) in node.inputs.enumerated() {
        guard tensors.indices.contains(tensor), file.tensors[tensor].data != nil else { continue }
        if entries[index]?.parameters.contains(position) == true { continue }
        let operand = known.indices.contains(position) ? known[position] : "operand\(position)"
        give("\(operators[index]).\(operand)", to: tensor, at: index)
      }
    }
  }

  /// The inputs of the graph, and tensors that nothing makes: they can meet any name.
  private mutating func nameOthers(_ file: TFLiteFile, _ entries: [TFLiteOperator?]) {
    var used = Set(operators + tensors.compactMap { $0 })
    var lastSuffix: [String: Int] = [:]
    func unique(_ name: String) -> String {
      if used.insert(name).inserted { return name }
      while true {
        let suffix = lastSuffix[name, default: 1] + 1
        lastSuffix[name] = suffix
        if used.insert("\(name)_\(suffix)").inserted { return "\(name)_\(suffix)" }
      }
    }
    for tensor in file.inputs where tensors.indices.contains(tensor) && tensors[tensor] == nil {
      give(unique(TFLiteNames.inputName(file.tensors[tensor].label)), to: tensor)
    }
    for (index, node) in file.operators.enumerated() {
      for (position, tensor) in node.inputs.enumerated() where tensors.indices.contains(tensor) {
        if entries[index]?.parameters.contains(position) == true { continue }
        if tensors[tensor] == nil { give(unique("tensor_\(tensor)"), to: tensor) }
        if places[tensor] == nil { places[tensor] = index }
      }
    }
    for tensor in file.outputs where tensors.indices.contains(tensor) && tensors[tensor] == nil {
      give(unique("tensor_\(tensor)"), to: tensor)
    }
  }

  private mutating func give(_ name: String, to tensor: Int, at place: Int? = nil) {
    guard tensors.indices.contains(tensor), tensors[tensor] == nil else { return }
    tensors[tensor] = name
    places[tensor] = place
  }

  /// A file's name for an input, such as `serving_default_input_1:0`, as letters, digits and `_ - . /`.
  static func inputName(_ label: String) -> String {
    let start = label.unicodeScalars.prefix { $0 != ";" && $0 != ":" }
    let name = start.map { scalar -> Character in
      let isKept = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isKept || "_-./".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
    }
    return name.isEmpty ? "input" : String(name)
  }
}
