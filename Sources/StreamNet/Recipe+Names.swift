import Network
import Pipeline
import Planning
import Scripting
import Support
import YAML

extension Recipe {
  /// The board that it names, with memories of the sizes that it gives.
  ///
  /// - Throws: what is wrong with the board, and names and sizes that it does not have.
  func board(of catalog: PluginCatalog) throws(Diagnostics) -> Board {
    var board = try located(at: member("board", "base") ?? member("board")) { () throws(Diagnostics) in
      try catalog.board(self.board ?? Settings.defaultBoard)
    }
    var findings: [Diagnostic] = []
    for name in boardSizes.keys.sorted() {
      let (member, bytes) = (member("board", name), boardSizes[name]!)
      guard let index = board.memories.firstIndex(where: { $0.name == name }) else {
        let problem = Problem.unknown(
          "memory of board \(board.name)", name, among: board.memories.map(\.name))
        findings.append(problem.diagnostic(at: location(member?.key)))
        continue
      }
      if bytes > board.memories[index].bytes || bytes < 1 {
        let problem = Problem(
          "memory \(name) is to have \(bytes) bytes", expected: "1 to \(board.memories[index].bytes)")
        findings.append(problem.diagnostic(at: location(member?.value)))
      }
      board.memories[index].bytes = bytes
    }
    guard findings.isEmpty else { throw Diagnostics(findings) }
    return board
  }

  /// The policy that it names.
  func policy(of catalog: PluginCatalog) throws(Diagnostics) -> any Policy {
    try located(at: member("schedule", "policy")) { () throws(Diagnostics) in
      try catalog.policy(policy ?? Settings.defaultPolicy)
    }
  }

  /// What is wrong with its budget for a board, and with its options for its policy.
  ///
  /// - Parameter policy: nil where another is taken, which has no options of the recipe.
  func findings(board: Board, policy: (any Policy)?) -> [Diagnostic] {
    let sizes = budget.keys.sorted().flatMap { name in
      Budget([name: budget[name]!]).findings(for: board).map {
        $0.diagnostic(at: location(member("budget", name)?.key))
      }
    }
    let texts = options.keys.sorted().compactMap { name -> Diagnostic? in
      guard let policy, let problem = policy.problem(with: name, options[name]!) else { return nil }
      let member = member("schedule", "options", name)
      let isKnown = policy.options.contains { $0.name == name }
      return problem.diagnostic(at: location(isKnown ? member?.value : member?.key))
    }
    return sizes + texts
  }

  /// What is found wrong with the value of a member has its place, where it has none of its own.
  private func located<Value>(
    at member: YAML.Node.Member?, _ work: () throws(Diagnostics) -> Value
  ) throws(Diagnostics) -> Value {
    do throws(Diagnostics) {
      return try work()
    } catch {
      throw error.located(at: location(member?.value))
    }
  }

  private func location(_ node: YAML.Node?) -> Location {
    node?.position.location(in: path) ?? .file(path)
  }
}
