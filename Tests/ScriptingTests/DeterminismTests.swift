import Network
import Pipeline
import Planning
import Scripting
import Support
import Testing

/// The same input gives the same plan, byte for byte: again in one process, and beside itself.
@Suite struct DeterminismTests {
  /// Everything that is printed of a plan by `auto` and of a front.
  private static func plan(_ network: String, _ input: InputMode) throws -> String {
    let catalog = ShippedPolicyTests.catalog
    let path = ShippedPolicyTests.root + "/recipes/zoo/\(network).yaml"
    let bytes = try Files.read(path, limit: 1 << 20)
    let model = try Model(
      name: network, hash: SHA256.hash(bytes).hex, format: .description,
      graph: Description.read(bytes, file: "\(network).yaml"))
    let job = try Job(
      model: model, board: catalog.board("mps2-an500"), policy: catalog.policy("auto"), input: input,
      placement: .exact)
    let plan = try job.plan()
    return "\(plan.schedule)\n\(plan.placement)\n\(PlanReport(plan).json.rendered(pretty: true))"
  }

  private static func front(_ network: String) throws -> String {
    let catalog = ShippedPolicyTests.catalog
    let job = try Job(
      model: OwnNetworks.model(network), board: catalog.board("mps2-an500"), policy: catalog.policy("auto"),
      input: .streamed, placement: .exact)
    let runs = try Comparison(job, policies: [catalog.policy("row-stream"), job.policy], sweeps: []).runs
    let front = try ParetoFront(job, resolution: 0.05, effort: 2, policies: runs)
    let report = ParetoReport(front, replay: "")
    return [report.text, report.csv, report.json.rendered(pretty: true), ParetoChart(front).svg].joined()
      + front.points.map { $0.plan.policySource(name: "p") + "\($0.plan.placement)" }.joined()
  }

  @Test func plans() async throws {
    let first = try Self.plan("mcunet-in0", .streamed)
    async let left = Self.plan("mcunet-in0", .streamed)
    async let right = Self.plan("mcunet-in0", .streamed)
    #expect(try await left == first)
    #expect(try await right == first)
  }

  @Test func fronts() async throws {
    let first = try Self.front("heads")
    async let left = Self.front("heads")
    async let right = Self.front("heads")
    #expect(try await left == first)
    #expect(try await right == first)
  }
}
