import Network
import Planning
import Support

/// What a schedule is to be made for.
package struct Target {
  package var board: Board
  package var budget: Budget
  package var input: InputMode
  /// How the plan's buffers will be placed.
  package var placement: PlacementMethod
  /// Answers what stages and schedules of the graph cost.
  package var planner: StagePlanner
  /// The job that the schedule is for.
  package var job: Job

  package init(
    board: Board, budget: Budget, input: InputMode, placement: PlacementMethod, planner: StagePlanner,
    job: Job
  ) {
    self.job = job
    self.board = board
    self.budget = budget
    self.input = input
    self.placement = placement
    self.planner = planner
  }
}

/// The value of an option of a policy.
package enum OptionValue: Sendable, Hashable {
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  case text(String)
}

/// An option that a policy declares.
package struct PolicyOption: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable { case integer, number, boolean, string }

  package var name: String
  package var kind: Kind
  package var fallback: OptionValue?
  package var least: Double?
  package var greatest: Double?
  /// For strings the values it may have; empty for any.
  package var choices: [String]
  package var help: String

  package init(
    name: String, kind: Kind, fallback: OptionValue?, least: Double?, greatest: Double?, choices: [String],
    help: String
  ) {
    self.name = name
    self.kind = kind
    self.fallback = fallback
    self.least = least
    self.greatest = greatest
    self.choices = choices
    self.help = help
  }
}

/// A way of making schedules: a plug-in's policy.
package protocol Policy {
  var name: String { get }
  var description: String { get }
  var version: String { get }
  var options: [PolicyOption] { get }
  /// How buffers of its schedules are placed where nobody asks for anything else; nil for greedily.
  var placement: PlacementMethod? { get }
  /// Where its code stands, for messages.
  var location: Location { get }

  /// A schedule for a normalised graph. Options are complete and of the declared kinds.
  /// - Throws: the policy's own reason why it cannot apply, or an error of its code with file and line.
  func schedule(
    _ graph: Graph, for target: Target, options: [String: OptionValue]
  ) throws(Diagnostics) -> Schedule
}

extension Policy {
  package var placement: PlacementMethod? { nil }

  /// The options as the policy gets them: those given, of the right kinds and in range, and defaults.
  package func resolve(_ given: [String: String]) throws(Diagnostics) -> [String: OptionValue] {
    var problems = given.keys.sorted().compactMap { problem(with: $0, given[$0]!) }
    var values: [String: OptionValue] = [:]
    for option in options {
      guard let text = given[option.name] else {
        values[option.name] = option.fallback
        if option.fallback == nil {
          problems.append(
            Problem("option \(option.name) of policy \(name) is missing", expected: option.help))
        }
        continue
      }
      values[option.name] = option.value(of: text)
    }
    guard problems.isEmpty else { throw Diagnostics(problems.map { $0.diagnostic(at: nil) }) }
    return values
  }

  /// What is wrong with one option as it is given.
  package func problem(with name: String, _ text: String) -> Problem? {
    guard let option = options.first(where: { $0.name == name }) else {
      return .unknown("option of policy \(self.name)", name, among: options.map(\.name))
    }
    return option.value(of: text) == nil ? option.refusal(of: text, policy: self.name) : nil
  }
}

extension PolicyOption {
  /// The value a text stands for, nil where it is none of this option's.
  package func value(of text: String) -> OptionValue? {
    func isInRange(_ number: Double) -> Bool {
      number.isFinite && number >= least ?? -.infinity && number <= greatest ?? .infinity
    }
    switch kind {
    case .integer: return Int(text).flatMap { isInRange(Double($0)) ? .integer($0) : nil }
    case .number: return Double(text).flatMap { isInRange($0) ? .number($0) : nil }
    case .boolean: return ["true": .boolean(true), "false": .boolean(false)][text]
    case .string: return choices.isEmpty || choices.contains(text) ? .text(text) : nil
    }
  }

  /// The finding that a text is no value of this option.
  package func refusal(of text: String, policy: String) -> Problem {
    Problem("option \(name) of policy \(policy) is \(text.quoted)", expected: expectation)
  }

  /// What a value may be, in words.
  package var expectation: String {
    if !choices.isEmpty { return choices.joined(separator: ", ") }
    var text = kind == .boolean ? "true or false" : "\(kind.rawValue)"
    func number(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
    if let least { text += " from \(number(least))" }
    if let greatest { text += " to \(number(greatest))" }
    return text
  }
}
