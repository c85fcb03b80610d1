import Support

extension Problem {
  /// A finding for a name that does not exist, with the nearest one that does.
  package static func unknown(_ what: String, _ name: String, among names: [String]) -> Problem {
    Problem(
      "there is no \(what) named \(name)",
      hint: suggestion(for: name, among: names).map { "did you mean \"\($0)\"?" })
  }
}
