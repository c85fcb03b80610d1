import Glibc
import Network
import Planning
import Support

/// The ratios of the StreamNet paper's Table 3 beside ours: MACs stand in for latency.
package struct TableThree {
  package var entries: [Entry]

  /// A network: the published row, and our plan for each column.
  package struct Entry {
    package var published: PublishedTable.Row
    package var plans: [Plan]

    package init(published: PublishedTable.Row, plans: [Plan]) {
      self.published = published
      self.plans = plans
    }

    /// How many times less work than the first column each column has.
    package var ratios: [Double] { plans.map { Double(plans[0].macs.nominal) / Double($0.macs.nominal) } }
  }

  /// What a column of the table is taken to be.
  package struct Column: Sendable {
    package var name: String
    package var policy: String
    package var options: [String: String]
  }

  /// The reading of the columns. That MNv2 computes uniform patches and MNv2+ clipped ones is our hypothesis.
  package static let columns = zip(
    PublishedTable.columns,
    [
      ("patch", ["work": "uniform"]), ("patch", ["work": "clipped"]), ("streamnet-1d", [:]),
      ("streamnet-2d", [:]),
    ]
  ).map { Column(name: $0, policy: $1.0, options: $1.1) }

  /// The settings of every column of every row.
  package static let rule = ["split": "auto", "tile": "1"]

  package static let hypothesis =
    "That MNv2 is patches with uniform work and MNv2+ patches clipped to the tensors is our hypothesis, as is"
    + " the rule: the paper's settings are not public. Ours are MACs, the published figures are latencies."

  package init(_ entries: [Entry]) { self.entries = entries }

  /// For each column the geometric mean of our ratios over all networks.
  package var geometricMeans: [Double] {
    TableThree.columns.indices.map { column in geometricMean(entries.map { $0.ratios[column] }) }
  }
}

/// The geometric mean of positive numbers; 1 for none.
func geometricMean(_ numbers: [Double]) -> Double {
  numbers.isEmpty ? 1 : exp(numbers.reduce(0) { $0 + log($1) } / Double(numbers.count))
}

extension TableThree.Entry {
  /// What a column's plan cuts into tiles: `last operator, tiles`; empty where no stage holds several operators.
  package func stage(_ column: Int) -> (last: String, tile: (rows: Int, columns: Int), tiles: Int)? {
    let plan = plans[column]
    guard let loop = plan.program.stages.first(where: { $0.count > 1 }) else { return nil }
    return (
      plan.program.graph.operators[loop.operators.upperBound].name,
      (loop.grid.tileRows, loop.grid.tileColumns), loop.grid.count
    )
  }

  /// How far our ratio lies from the published one, as a part of it.
  package func residual(_ column: Int) -> Double { ratios[column] / published.ratios[column] - 1 }
}
