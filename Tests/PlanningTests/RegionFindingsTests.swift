import Network
import Planning
import Support
import TestSupport
import Testing

/// Each mistake of a schedule about memories gives one line that says where and what.
@Suite struct RegionFindingsTests {
  private static let memories = [
    MemoryRegion(name: "dtcm", kind: .ram, address: 0, bytes: 1024),
    MemoryRegion(name: "sram", kind: .ram, address: 4096, bytes: 1024),
    MemoryRegion(name: "flash", kind: .flash, address: 8192, bytes: 1024),
  ]

  /// `sum` reads the result of `first` and the image again.
  private func graph() throws -> Graph {
    var graph = Graph(name: "net")
    let image = graph.addInput("image", 4, 4, 2)
    let unread = graph.addInput("unread", 4, 4, 2)
    graph.inputs = [image, unread]
    let first = try graph.add("first", Relu(), [image])
    graph.outputs = [try graph.add("sum", Add(), [first, image])]
    return graph
  }

  private func findings(_ regions: [String: String]..., isBoardKnown: Bool = true) throws -> [String] {
    let stages = zip(["first", "sum"], regions).map { Stage(last: $0, region: $1) }
    return try Schedule(stages: stages).findings(
      for: graph(), input: .resident, memories: isBoardKnown ? Self.memories : nil,
      source: .graph(model: "policy")
    ).map(\.description)
  }

  @Test func goodPins() throws {
    #expect(try findings(["image": "sram", "first": "dtcm"], ["sum": "sram"]).isEmpty)
    #expect(try findings(["image": "any"], [:], isBoardKnown: false).isEmpty)
  }

  @Test func memoriesThatAreNot() throws {
    #expect(
      try findings(["first": "sdram"], ["sum": "flash"]) == [
        "policy: stage 1 (to first): region puts first into sdram, which the board does not have; "
          + "expected dtcm or sram; did you mean \"sram\"?",
        "policy: stage 2 (to sum): region puts sum into flash, which cannot be written; "
          + "expected dtcm or sram",
      ])
  }

  @Test func tensorsOfOthers() throws {
    let expected = "expected a result of the stage, or an input that it is the first to read"
    #expect(
      try findings(["frst": "sram", "sum": "sram", "unread": "sram"], ["image": "dtcm"]) == [
        "policy: stage 1 (to first): there is no tensor named frst; did you mean \"first\"?",
        "policy: stage 1 (to first): region names sum, which sum makes outside the stage; \(expected)",
        "policy: stage 1 (to first): region names unread, which nothing reads; \(expected)",
        "policy: stage 2 (to sum): region names image, which first outside the stage is the first to read; "
          + expected,
      ])
  }

  @Test func bothMistakesOfOnePin() throws {
    #expect(try findings(["sum": "fla"], [:]).count == 2)
  }

  @Test func constants() throws {
    var graph = Graph(name: "net")
    let image = graph.addInput("image", 2, 2, 1)
    let table = graph.addWeights("table", [2, 2, 1], [1, 2, 3, 4])
    graph.outputs = [try graph.add("sum", Add(), [image, table])]
    let stage = Stage(last: "sum", region: ["table": "sram"])
    let lines = Schedule(stages: [stage]).findings(
      for: graph, input: .resident, memories: Self.memories, source: .graph(model: "policy"))
    #expect(
      lines.map(\.description) == [
        "policy: stage 1 (to sum): region names table, a constant; "
          + "expected a result of the stage, or an input that it is the first to read"
      ])
  }

  @Test func textOfSchedule() {
    let stage = Stage(last: "sum", keep: ["first": .x], region: ["sum": "sram", "first": "dtcm"])
    #expect(
      Schedule(stages: [stage]).description.hasSuffix(" keep first=x region first=dtcm region sum=sram"))
  }
}
