import Pipeline
import Planning
import Support

extension Toolkit {
  /// A published result that can be made again.
  public enum Experiment: String, Sendable, CaseIterable {
    /// Table 3 of the StreamNet paper, by MACs.
    case table3
  }

  /// Makes a published result again, beside the published figures.
  ///
  /// - Parameter options: options of the policies that differ from the experiment's own settings.
  public func reproduce(
    _ experiment: Experiment, options: [String: String] = [:], pluginPath: [String] = []
  ) throws(RequestFailure) -> Report {
    let settings = TableThree.rule.merging(options) { $1 }
    var entries: [TableThree.Entry] = []
    for row in PublishedTable.rows {
      var plans: [Plan] = []
      for column in TableThree.columns {
        let request = Request(
          model: row.network, policy: column.policy, options: settings.merging(column.options) { $1 },
          pluginPath: pluginPath)
        plans.append(try makePlan(Settings(request, home: home)))
      }
      entries.append(TableThree.Entry(published: row, plans: plans))
    }
    let report = TableThreeReport(TableThree(entries), settings: settings)
    return Report(text: report.text, json: report.json, csv: report.csv)
  }
}
