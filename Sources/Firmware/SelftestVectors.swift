import Network

extension FirmwareModel {
  /// `selftest_vectors.c`: the inputs of the self-test and the outputs they must give.
  func selftestVectors(_ names: FirmwareNames) -> [UInt8] {
    var bytes = Array(
      """
      \(banner)
      /* To be compiled, like model.c, with \(names.macro("STATIC_ARENA")) defined. */
      #include "model.h"
      #include "selftest.h"

      """.utf8)
    for (position, vector) in vectors.enumerated() {
      for (what, tensors) in [("input", vector.inputs), ("output", vector.outputs)] {
        for (index, tensor) in tensors.enumerated() {
          bytes += Array("\nstatic const uint8_t case\(position)_\(what)\(index)[] = {\n".utf8)
          bytes += CText.elements(tensor.lazy.map { Int($0) })
          bytes += Array("\n};\n".utf8)
        }
        let list = tensors.indices.map { "case\(position)_\(what)\($0)" }.joined(separator: ", ")
        bytes += Array("static const uint8_t *const case\(position)_\(what)s[] = {\(list)};\n".utf8)
      }
    }
    bytes += Array(tables(names).utf8)
    return bytes
  }

  private func tables(_ names: FirmwareNames) -> String {
    func numbers(_ values: [Int]) -> String { values.map(String.init).joined(separator: ", ") }
    let (inputs, outputs) = (graph.inputs.map { graph.tensors[$0] }, graph.outputs.map { graph.tensors[$0] })
    // Rows are those of the program: an input may have been given another shape of the same bytes.
    let rows = program.graph.inputs.map { program.graph.tensors[$0] }.map { $0.byteCount / $0.shape.rows }
    let nodes = program.graph.operators.map { "    \(CText.literal(word($0.name)))," }.joined(separator: "\n")
    let cases = vectors.enumerated().map { position, vector in
      "    {\(CText.literal(vector.data)), case\(position)_inputs, case\(position)_outputs},"
    }
    let calls = selftestCalls()
    return """

      static const uint32_t input_bytes[] = {\(numbers(inputs.map(\.byteCount)))};
      static const uint32_t input_row_bytes[] = {\(numbers(rows))};
      static const uint32_t output_bytes[] = {\(numbers(outputs.map(\.byteCount)))};

      static const char *const node_names[] = {
      \(nodes)
      };

      static const sn_selftest_case cases[] = {
      \(cases.joined(separator: "\n"))
      };

      #ifdef SN_PROFILE
      static uint32_t cycles[\(program.graph.operators.count)];
      #endif
      #ifdef SN_OBSERVE
      static uint64_t results[\(program.graph.operators.count)];
      #endif
      \(calls.definitions)
      const sn_selftest sn_selftest_model = {
          .model = \(CText.literal(graph.name)),
          .node_names = node_names,
          .cases = cases,
          .input_bytes = input_bytes,
          .input_row_bytes = input_row_bytes,
          .output_bytes = output_bytes,
          .arena = \(calls.arena),
          .run = \(calls.run),
          .input = \(calls.input),
          .output = \(calls.output),
          .node_count = \(program.graph.operators.count),
          .case_count = \(vectors.count),
          .input_count = \(inputs.count),
          .output_count = \(outputs.count),
          .is_streamed = \(program.input == .streamed ? 1 : 0),
      #ifdef SN_PROFILE
          .cycles = cycles,
      #endif
      #ifdef SN_OBSERVE
          .results = results,
      #endif
      };

      """
  }

  /// A name as one word of a line.
  private func word(_ name: String) -> String {
    name.isEmpty ? "_" : String(name.unicodeScalars.map { $0 == " " ? "_" : Character($0) })
  }
}
