/// A table of plain text for a terminal: two blanks between columns, no trailing blanks.
///
/// ```swift
/// var table = Table([.left("model"), .right("peak")])
/// table.append(["mcunet-vww1", "12.3 KiB"])
/// let text = table.rendered()
/// ```
package struct Table: Sendable, Equatable {
  /// A column: its title, and the side on which its cells stand.
  package enum Column: Sendable, Equatable {
    case left(String)
    case right(String)

    var title: String {
      switch self {
      case .left(let title), .right(let title): title
      }
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row with one cell for each column.
  package mutating func append(_ cells: [String]) {
    precondition(cells.count == columns.count, "a row has one cell for each column")
    rows.append(cells.map(\.onSingleLine))
  }

  /// The titles, where there are any, and the rows, line by line; widths count characters.
  package func rendered() -> String {
    let titles = columns.map(\.title)
    let lines = (titles.allSatisfy(\.isEmpty) ? [] : [titles]) + rows
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = columns.indices.map { column in
        let blanks = String(repeating: " ", count: widths[column] - line[column].count)
        return switch columns[column] {
        case .left: line[column] + blanks
        case .right: blanks + line[column]
        }
      }
      var text = Substring(cells.joined(separator: "  "))
      while text.last == " " { text.removeLast() }
      return String(text)
    }.joined(separator: "\n")
  }
}
