import Network
import Planning

/// What operators read: the operands of all of them, one behind the other, and each window once.
struct OperandTable {
  /// The first of them is what `SN_SAME` says.
  private(set) var reads = [Window.identity.table]
  private(set) var lines: [String] = []
  /// For each operator the places of its operands.
  private(set) var ofOperator: [Range<Int>] = []

  init(_ model: FirmwareModel) {
    var numbers = [reads[0]: 0]
    for index in model.program.graph.operators.indices {
      let first = lines.count
      for (operand, image) in model.operands(of: index).enumerated() {
        let text = image.window.table
        let number = numbers[text] ?? reads.count
        if number == reads.count {
          numbers[text] = number
          reads.append(text)
        }
        lines.append("    {\(model.tensorNumber(image.tensor, operand: operand, of: index)), \(number)},")
      }
      ofOperator.append(first..<lines.count)
    }
  }
}

extension Window {
  /// As an `sn_reads`.
  fileprivate var table: String { "{\(rows.table), \(columns.table)}" }
}

extension AxisWindow {
  /// As an `sn_axis`.
  fileprivate var table: String {
    "{\(numerator), \(denominator), \(phase), \(offset), \(taps), \(dilation)}"
  }
}
