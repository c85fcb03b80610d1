/// Where a finding stands: a place in a file, or an operator of the user's model.
package enum Location: Sendable, Hashable {
  /// A file, and where known its line and column (both from 1).
  case file(String, line: Int? = nil, column: Int? = nil)
  /// An operator of a model, and where one is meant, a tensor of it.
  case graph(model: String, operator: String? = nil, tensor: String? = nil)
}

/// One finding about the user's input: where, what is wrong, what was expected, and what to try.
///
/// A diagnostic is a value. It is collected, not thrown one at a time: a pass that can find several things
/// wrong returns them all. The wording of the line is made in one place, ``description``.
package struct Diagnostic: Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable { case error, warning }

  package var severity: Severity
  package var location: Location?
  /// What is wrong, in lower case, without a full stop.
  package var message: String
  /// What would have been right.
  package var expected: String?
  /// What the reader can do about it.
  package var hint: String?

  package init(
    at location: Location? = nil, _ message: String, expected: String? = nil, hint: String? = nil,
    severity: Severity = .error
  ) {
    self.severity = severity
    self.location = location
    self.message = message
    self.expected = expected
    self.hint = hint
  }
}

/// The errors that ended a piece of work, in the order found; never empty.
package struct Diagnostics: Error, Sendable, Equatable {
  package let all: [Diagnostic]

  package init(_ all: [Diagnostic]) {
    precondition(!all.isEmpty, "an error without a finding")
    self.all = all
  }

  package init(_ only: Diagnostic) { self.all = [only] }

  /// The same errors, those without a place at this one.
  package func located(at location: Location) -> Diagnostics {
    Diagnostics(
      all.map { diagnostic in
        var diagnostic = diagnostic
        diagnostic.location = diagnostic.location ?? location
        return diagnostic
      })
  }
}
