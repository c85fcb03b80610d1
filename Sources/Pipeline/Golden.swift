import Network
import Support

/// Reference outputs of a model, recorded by another interpreter.
package struct Golden: Sendable {
  /// The interpreter, for reports.
  package var oracle: String
  package var cases: [Case]

  package struct Case: Sendable {
    package var data: InputData
    package var output: [UInt8]
    /// Of each operator of the file the output tensor's number there and the SHA-256 of its bytes.
    package var tensors: [(operator: Int, tensor: Int, hash: String)]
  }

  /// Reads a golden file.
  ///
  /// - Throws: what is malformed, or a model the file is not for.
  package init(_ bytes: [UInt8], file: String, model: Model) throws(Diagnostics) {
    let root = try JSON.parse(bytes, file: file)
    func malformed(_ what: String) -> Diagnostics {
      Diagnostics(
        Diagnostic(at: .file(file), what, expected: "a golden file: oracle and cases of input and output"))
    }
    guard let entries = root["cases"]?.array, !entries.isEmpty else { throw malformed("it has no cases") }
    if let hash = root["model_sha256"]?.string, hash != model.hash {
      throw Diagnostics(
        Diagnostic(
          at: .file(file), "it is for another model",
          expected: "outputs of the model with SHA-256 \(model.hash.prefix(12))…"))
    }
    oracle = root["oracle"]?.string ?? "golden file"
    cases = []
    for entry in entries {
      guard let input = entry["input"]?.string, let data = try? InputData(input),
        let output = entry["output"]?.array, let values = Golden.bytes(output)
      else { throw malformed("a case has no input or no output of int8 values") }
      // Where the interpreters disagree the hashes are of the one that is not the reference.
      let isComparable = entry["litert_ref_equal"]?.bool ?? true
      let tensors = isComparable ? entry["tensors"]?.array ?? [] : []
      cases.append(
        Case(
          data: data, output: values,
          tensors: tensors.compactMap { tensor in
            // TensorFlow Lite, which the hashes are of, rounds matrices once, TensorFlow Lite Micro twice.
            guard let node = tensor["op"]?.integer, let index = tensor["tensor"]?.integer,
              let hash = tensor["sha256"]?.string, tensor["kind"]?.string != "FULLY_CONNECTED"
            else { return nil }
            return (node, index, hash)
          }))
    }
  }

  private static func bytes(_ values: [JSON]) -> [UInt8]? {
    let bytes = values.compactMap { value in value.integer.flatMap { Int8(exactly: $0) } }
    return bytes.count == values.count ? bytes.map { UInt8(bitPattern: $0) } : nil
  }
}
