import Support

/// TensorFlow Lite files: a quantised network as TensorFlow's converter writes it.
package enum TFLite {
  /// A graph, and where each tensor of the file that it uses went.
  package struct Model: Sendable {
    package var graph: Graph
    /// The graph's tensor for each used position in the file's own list of tensors.
    package var fileTensors: [Int: TensorIndex]
  }

  /// What a file may hold at most; beyond it the file is refused.
  package static let maximumOperators = 100_000
  package static let maximumTensors = 100_000
  package static let maximumOperands = 4096
  package static let maximumOptionBytes = 1 << 16
  /// Names are cut after as many characters.
  package static let maximumNameLength = 256

  /// Whether the bytes claim to be a TensorFlow Lite file: `TFL3` at bytes 4 to 7.
  package static func isTFLite(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 8 && bytes[4..<8].elementsEqual(TFLiteSchema.identifier)
  }

  /// The graph in a file, with the shapes, types and operators of the file.
  ///
  /// The bytes may come from anyone: whatever is wrong with them is reported and never traps. All operators
  /// that are not supported and all findings of ``Graph/validate()`` are reported together.
  /// - Parameters:
  ///   - bytes: The file. The caller limits how long it is.
  ///   - name: What messages call the model; the graph's name.
  /// - Complexity: O(bytes).
  package static func read(_ bytes: [UInt8], name: String) throws(Diagnostics) -> Graph {
    try readModel(bytes, name: name).graph
  }

  /// As ``read(_:name:)``, with the mapping from the file's tensors to the graph's.
  ///
  /// - Parameter custom: finds operators that the file calls by names of its own.
  package static func readModel(
    _ bytes: [UInt8], name: String, custom: CustomOperators = { _, _, _ throws(Problem) in nil }
  ) throws(Diagnostics) -> Model {
    let reader: TFLiteReader
    do throws(Problem) {
      reader = try TFLiteReader(try TFLiteFile(bytes), name: name, custom: custom)
    } catch {
      throw Diagnostics(error.diagnostic(at: .graph(model: name)))
    }
    let findings = reader.isBroken ? reader.findings : reader.findings + reader.graph.validate()
    guard findings.isEmpty else { throw Diagnostics(reader.onePerOperator(findings)) }
    return Model(graph: reader.graph, fileTensors: reader.fileTensors)
  }

  static func limit(_ count: Int, to maximum: Int, _ what: @autoclosure () -> String) throws(Problem) {
    guard count <= maximum else { throw Problem("\(count) \(what())", expected: "\(maximum) or fewer") }
  }
}
