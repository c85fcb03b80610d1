import Network
import Planning

/// What operators read: the operands of all of them, one behind the other, and each window once.
struct OperandTable {
  private(set) var reads: [String] = []
  private(set) var lines: [String] = []
  /// For each operator the places of its operands.
  private(set) var ofOperator: [Range<Int>] = []

  init(_ model: FirmwareModel) {
    var numbers: [String: Int] = [:]
    for index in model.program.graph.operators.indices {
      let first = lines.count
      for (operand, image) in model.operands(of: index).enumerated() {
        let text = "{\(image.window.rows.table), \(image.window.columns.table)}"
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

extension AxisWindow {
  /// As an `sn_axis`.
  fileprivate var table: String {
    "{\(numerator), \(denominator), \(phase), \(offset), \(taps), \(dilation)}"
  }
}
