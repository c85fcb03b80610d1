import Planning
import Support

/// Table 3 of the StreamNet paper beside our figures, for people and for programs.
package struct TableThreeReport {
  package var table: TableThree
  /// The rule and what a user gave on top of it.
  package var settings: [String: String]

  package init(_ table: TableThree, settings: [String: String]) {
    self.table = table
    self.settings = settings
  }

  private var settingText: String {
    settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  package var json: JSON {
    let means = table.geometricMeans
    return .object([
      ("report", "reproduce"), ("version", 1), ("experiment", "table3"),
      ("settings", .object(settings.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
      ("columns", .array(TableThree.columns.map(json))), ("hypothesis", .string(TableThree.hypothesis)),
      ("rows", .array(table.entries.map(json))),
      (
        "geometric_means",
        .array(
          TableThree.columns.indices.map { column in
            .object([
              ("column", .string(TableThree.columns[column].name)),
              ("ratio", .number(rounded(means[column]))),
              ("published_ratio", .number(PublishedTable.geometricMeans[column])),
            ])
          })
      ),
    ])
  }

  private func json(_ column: TableThree.Column) -> JSON {
    .object([
      ("name", .string(column.name)), ("policy", .string(column.policy)),
      ("options", .object(column.options.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
    ])
  }

  private func json(_ entry: TableThree.Entry) -> JSON {
    let columns = TableThree.columns.indices.map { column in
      let (plan, stage) = (entry.plans[column], entry.stage(column))
      return JSON.object([
        ("column", .string(TableThree.columns[column].name)),
        ("split", stage.map { .string($0.last) } ?? .null),
        ("tile", stage.map { .array([.integer($0.tile.rows), .integer($0.tile.columns)]) } ?? .null),
        ("tiles", stage.map { .integer($0.tiles) } ?? .null), ("macs", .integer(plan.macs.nominal)),
        ("valid_macs", .integer(plan.macs.valid)), ("ratio", .number(rounded(entry.ratios[column]))),
        ("published_ms", .integer(entry.published.milliseconds[column])),
        ("published_ratio", .number(rounded(entry.published.ratios[column]))),
        ("residual", .number(rounded(entry.residual(column)))),
      ])
    }
    return .object([
      ("label", .string(entry.published.label)), ("model", .string(entry.published.network)),
      ("columns", .array(columns)),
    ])
  }

  /// A row a network and column.
  package var csv: String {
    let header = [
      "label", "model", "column", "policy", "options", "split", "tile_rows", "tile_columns", "tiles", "macs",
      "valid_macs", "ratio", "published_ms", "published_ratio", "residual",
    ]
    let rows = table.entries.flatMap { entry in
      TableThree.columns.indices.map { column in
        let (plan, stage) = (entry.plans[column], entry.stage(column))
        let options = settings.merging(TableThree.columns[column].options) { $1 }
        return [
          entry.published.label, entry.published.network, TableThree.columns[column].name,
          TableThree.columns[column].policy,
          options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
          stage?.last ?? "", stage.map { String($0.tile.rows) } ?? "",
          stage.map { String($0.tile.columns) } ?? "", stage.map { String($0.tiles) } ?? "",
          String(plan.macs.nominal), String(plan.macs.valid), String(rounded(entry.ratios[column])),
          String(entry.published.milliseconds[column]), String(rounded(entry.published.ratios[column])),
          String(rounded(entry.residual(column))),
        ]
      }
    }
    return CSV.rendered([header] + rows)
  }

  package var text: String {
    let columns = TableThree.columns.indices.dropFirst()
    var titles: [Table.Column] = [.left("model"), .left("split"), .right("tiles"), .right("MNv2 MACs")]
    for column in columns {
      titles += [.right(TableThree.columns[column].name), .right("published"), .right("off")]
    }
    var rows = Table(titles)
    for entry in table.entries {
      let stages = TableThree.columns.indices.compactMap(entry.stage)
      var cells = [
        entry.published.network, distinct(stages.map(\.last)), distinct(stages.map { String($0.tiles) }),
        String(entry.plans[0].macs.nominal),
      ]
      for column in columns {
        cells += [
          decimal(entry.ratios[column], places: 2), decimal(entry.published.ratios[column], places: 2),
          percent(entry.residual(column)),
        ]
      }
      rows.append(cells)
    }
    var cells = ["geometric mean", "", "", ""]
    for column in columns {
      let (ours, published) = (table.geometricMeans[column], PublishedTable.geometricMeans[column])
      cells += [decimal(ours, places: 2), decimal(published, places: 2), percent(ours / published - 1)]
    }
    rows.append(cells)
    let reading = TableThree.columns.map { column in
      let options = column.options.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
      return "\(column.name) = \(column.policy)\(options)"
    }
    return """
      \(rows.rendered())
      ratios of MNv2's work to the column's, by nominal MACs; published: by latency on the STM32F767ZI
      every row: \(settingText); \(reading.joined(separator: ", "))
      \(TableThree.hypothesis)
      """
  }

  /// The values that differ, each once.
  private func distinct(_ values: [String]) -> String {
    values.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "/")
  }
}

/// A figure of a report with four decimals, so that it does not hang on the last bit of a logarithm.
private func rounded(_ number: Double) -> Double { (number * 10_000).rounded() / 10_000 }

/// A part as signed percent with one decimal.
private func percent(_ part: Double) -> String {
  let tenths = Int((part * 1000).rounded())
  return "\(tenths < 0 ? "-" : "+")\(abs(tenths) / 10).\(abs(tenths) % 10) %"
}
