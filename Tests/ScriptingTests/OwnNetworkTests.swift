import Network
import Pipeline
import Planning
import Scripting
import Support
import Testing

/// Policies on networks that are no chains of blocks: branches that are joined, several outputs, sizes that grow
/// again, no residuals.
@Suite struct OwnNetworkTests {
  private func job(_ network: String, _ policy: String, _ input: InputMode) throws -> Job {
    let policy = try ShippedPolicyTests.catalog.policy(policy)
    return try Job(
      model: OwnNetworks.model(network), board: ShippedPolicyTests.catalog.board("mps2-an500"),
      policy: policy,
      options: policy.options.contains { $0.choices.contains("memory") } ? ["objective": "memory"] : [:],
      input: input)
  }

  /// No more memory than layer by layer, operators that run together, and the bytes of the reference.
  @Test(arguments: ["auto", "msf", "row-stream", "streamnet"], OwnNetworks.names)
  func policiesPlanThem(_ policy: String, _ network: String) throws {
    // Its prefix ends where one tensor crosses, behind three windows, which this network does not have.
    if policy == "streamnet", network == "twice" { return }
    for input in InputMode.allCases {
      let plan = try job(network, policy, input).plan()
      #expect(plan.placement.peak < plan.program.layerwisePeak, "\(network) by \(policy), \(input)")
      #expect(plan.program.stages.contains { $0.operators.count > 1 }, "\(network) by \(policy), \(input)")
      let verification = try Verification(
        plan, cases: [InputCase(.noise(1))], golden: nil, links: [.guarded], toolVersion: "")
      #expect(verification.isBitExact, "\(network) by \(policy), \(input): \(verification.links)")
      if ["auto", "row-stream"].contains(policy) {
        #expect(plan.macFactor == 1, "\(network) by \(policy), \(input)")
      }
    }
  }

  /// What is searched needs no more than rows that are placed as it is.
  @Test(arguments: OwnNetworks.names)
  func autoIsTheLowest(_ network: String) throws {
    for input in InputMode.allCases {
      var rows = try job(network, "row-stream", input)
      rows.placement = .exact
      let found = try job(network, "auto", input).plan()
      #expect(try found.placement.peak <= rows.plan().placement.peak, "\(network), \(input)")
    }
  }

  @Test(arguments: ["heads", "pyramid"])
  func theirFronts(_ network: String) throws {
    let job = try job(network, "auto", .streamed)
    let front = try ParetoFront(job, resolution: 0.1, effort: 2, policies: [])
    #expect(front.points.count > 2)
    #expect(try front.points[0].figures.peak <= job.plan().placement.peak)
  }
}
