import Support

/// What came out of a request, for people and for programs.
public struct Report: Sendable {
  /// How it ended.
  public enum Outcome: Int32, Sendable {
    case done = 0
    /// Nothing that was asked for could be done; the report says why.
    case failed = 1
    /// It does not fit the budget, or a check found a difference.
    case notFulfilled = 2
  }

  /// A text for a terminal, without a line break at its end.
  public var text: String
  /// The same as JSON, with the name of the report and its version.
  public var json: String
  /// The same as CSV with a header, one row a run; nil for reports that are no table.
  public var csv: String?
  /// The same as a picture in SVG, where one was asked for.
  public var svg: String?
  /// Whether all that was asked for holds.
  public var outcome: Outcome
  /// What is to be said beside the result: why it does not fit.
  public var notices: [String]

  package init(
    text: String, json: JSON, csv: String? = nil, svg: String? = nil, outcome: Outcome = .done,
    notices: [String] = []
  ) {
    self.text = text
    self.csv = csv
    self.svg = svg
    let rendered = json.rendered(pretty: true)
    self.json = rendered.last == "\n" ? String(rendered.dropLast()) : rendered
    self.outcome = outcome
    self.notices = notices
  }
}

/// Why a request could not be answered.
public struct RequestFailure: Error, CustomStringConvertible, Sendable {
  /// What went wrong, a line a finding: where, what, what was expected, and a hint.
  public var lines: [String]
  /// Whether the request itself was malformed, not what it names.
  public var isUsage: Bool

  /// All lines.
  public var description: String { lines.joined(separator: "\n") }

  package init(_ diagnostics: Diagnostics, isUsage: Bool = false) {
    lines = diagnostics.all.map(\.description)
    self.isUsage = isUsage
  }
}
