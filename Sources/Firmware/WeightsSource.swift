import Network
import Planning

extension FirmwareModel {
  /// A table of constants with its C type.
  private struct ConstantTable {
    var name: String
    var type: String
    var count: Int
    var elements: [UInt8]
  }

  private func tables(_ names: FirmwareNames) -> [ConstantTable] {
    program.graph.operators.indices.flatMap { index -> [ConstantTable] in
      let node = program.graph.operators[index]
      let parameters = program.kernels[index].parameters(node, program.graph.operands(of: node))
      let tables = parameters.tables.map { table in
        switch table.values {
        case .int8(let values):
          ConstantTable(
            name: names.table(index, table.field), type: "int8_t", count: values.count,
            elements: CText.elements(values.lazy.map { Int(Int8(bitPattern: $0)) }))
        case .int32(let values):
          ConstantTable(
            name: names.table(index, table.field), type: "int32_t", count: values.count,
            elements: CText.elements(values.lazy.map { Int($0) }))
        }
      }
      let constants = node.images.enumerated().compactMap { operand, tensor -> ConstantTable? in
        guard let tensor, let data = program.graph.tensors[tensor].data else { return nil }
        return ConstantTable(
          name: names.constant(index, operand), type: "uint8_t", count: data.count,
          elements: CText.elements(data.lazy.map { Int($0) }))
      }
      return tables + constants
    }
  }

  /// `weights.c`: every constant table.
  func weights(_ names: FirmwareNames) -> [UInt8] {
    var bytes = Array("\(banner)\n#include \"weights.h\"\n".utf8)
    for table in tables(names) {
      bytes += Array("\nconst \(table.type) \(table.name)[\(table.count)] = {\n".utf8)
      bytes += table.elements
      bytes += Array("\n};\n".utf8)
    }
    return bytes
  }

  /// `weights.h`: their declarations.
  func weightsHeader(_ names: FirmwareNames) -> String {
    let guardName = names.macro("WEIGHTS_H")
    let declarations = tables(names).map { "extern const \($0.type) \($0.name)[\($0.count)];" }
    return """
      \(banner)
      #ifndef \(guardName)
      #define \(guardName)

      #include <stdint.h>

      \(declarations.joined(separator: "\n"))

      #endif

      """
  }
}
