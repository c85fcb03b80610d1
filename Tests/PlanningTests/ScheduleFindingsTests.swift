import Network
import Planning
import Support
import TestSupport
import Testing

/// Each mistake of a schedule gives one line that says where and what.
@Suite struct ScheduleFindingsTests {
  private func graph() throws -> Graph {
    var graph = Graph(name: "net")
    var tensor = graph.addInput("image", 4, 4, 2)
    for name in ["first", "second", "third"] { tensor = try graph.add(name, Relu(), [tensor]) }
    graph.outputs = [tensor]
    return graph
  }

  private func findings(_ stages: [Stage], hash: String? = nil) throws -> [String] {
    let schedule = Schedule(graphHash: hash, stages: stages)
    return try schedule.findings(for: graph(), input: .streamed, source: .graph(model: "policy")).map(
      \.description)
  }

  private func stages(_ names: String...) -> [Stage] { names.map { Stage(last: $0) } }

  @Test func goodScheduleHasNone() throws {
    #expect(try findings(stages("first", "second", "third"), hash: graph().structuralHash).isEmpty)
  }

  @Test func unknownOperator() throws {
    #expect(
      try findings(stages("first", "secnd", "third"))
        == ["policy: stage 2 (to secnd): there is no operator named secnd; did you mean \"second\"?"])
    #expect(
      try findings(stages("first", "convolution_99", "third"))
        == ["policy: stage 2 (to convolution_99): there is no operator named convolution_99"])
  }

  @Test func stageThatEndsBeforeItBegins() throws {
    #expect(
      try findings(stages("first", "second", "first", "third"))
        == [
          "policy: stage 3 (to first): it ends before it begins; expected an operator behind the stage before"
        ])
  }

  @Test func stageOfSeveralOperators() throws {
    var stages = stages("third")
    stages[0].keep = ["first": .x, "second": .xy]
    #expect(try findings(stages).isEmpty)
  }

  /// `second` is read behind `third`; `third` is an output too.
  private func branches() throws -> Graph {
    var graph = Graph(name: "net")
    let image = graph.addInput("image", 4, 4, 2)
    let first = try graph.add("first", Relu(), [image])
    let second = try graph.add("second", Relu(), [first])
    let third = try graph.add("third", Relu(), [second])
    graph.outputs = [third, try graph.add("sum", Add(), [second, third])]
    return graph
  }

  private func findings(_ stages: [Stage], for graph: Graph) -> [String] {
    Schedule(stages: stages).findings(for: graph, input: .streamed, source: .graph(model: "policy")).map(
      \.description)
  }

  @Test func tensorsThatLeaveTheStage() throws {
    let expected = "expected only the last tensor to leave the stage"
    #expect(
      findings(stages("third", "sum"), for: try branches()) == [
        "policy: stage 1 (to third): second is made inside and read by sum behind it; \(expected)"
      ])
    #expect(
      findings(stages("first", "sum"), for: try branches()) == [
        "policy: stage 2 (to sum): third is made inside and read by the caller behind it; \(expected)"
      ])
    #expect(findings(stages("second", "third", "sum"), for: try branches()).isEmpty)
  }

  @Test func axisReadBackwards() throws {
    var graph = Graph(name: "net")
    let image = graph.addInput("image", 4, 4, 2)
    let first = try graph.add("first", Relu(), [image])
    let flip = StridedSlice(begin: [0, 3, 0], end: [4, 0, 2], strides: [1, -1, 1], endMask: 2)
    graph.outputs = [try graph.add("flip", flip, [first])]
    #expect(
      findings(stages("flip"), for: graph) == [
        "policy: stage 1 (to flip): flip reads first backwards; expected a stage of its own for it"
      ])
    #expect(findings(stages("first", "flip"), for: graph).isEmpty)
  }

  /// A tensor beside itself: tiles go through its columns twice.
  @Test func keptTensorThatIsNeededAgain() throws {
    var graph = Graph(name: "net")
    let relu = try graph.add("relu", Relu(), [graph.addInput("image", 4, 4, 2)])
    graph.outputs = [try graph.add("twice", Concatenation(axis: 1), [relu, relu])]
    var stages = stages("twice")
    stages[0].tile = Tile(rows: nil, columns: 2)
    #expect(findings(stages, for: graph).isEmpty)
    stages[0].keep = ["relu": .x]
    #expect(
      findings(stages, for: graph) == [
        "policy: stage 1 (to twice): later tiles need parts of relu that earlier ones have left behind; "
          + "expected nothing kept of it, or the end of the stage before"
      ])
  }

  @Test func uniformWorkThatKeepsOrPulls() throws {
    var stages = stages("third")
    stages[0].work = .uniform
    stages[0].keep = ["first": .none]
    #expect(try findings(stages).isEmpty)
    stages[0].keep = ["second": .y]
    #expect(
      try findings(stages) == [
        "policy: stage 1 (to third): uniform work keeps tensors; expected clipped work, or nothing kept"
      ])
    stages[0].keep = [:]
    stages[0].order = .pull
    #expect(
      try findings(stages) == [
        "policy: stage 1 (to third): uniform work pulls rows; expected clipped work, or order operator"
      ])
  }

  @Test func rowsPulledOverSomeColumns() throws {
    var stages = stages("third")
    stages[0].order = .pull
    stages[0].tile = Tile(rows: 1, columns: 2)
    #expect(
      try findings(stages) == [
        "policy: stage 1 (to third): rows are pulled over 2 of 4 columns; expected tiles of full width, or scan columns"
      ])
    stages[0].scan = .columns
    #expect(try findings(stages).isEmpty)
    stages[0].keep = ["first": .xy, "second": .y]
    #expect(
      try findings(stages) == [
        "policy: stage 1 (to third): first is kept along the columns that tiles go down; expected none or y with scan columns"
      ])
  }

  @Test func rowsFromTheBottomThatArriveFromTheTop() throws {
    var stages = stages("first", "third")
    stages[1].scan = .up
    #expect(try findings(stages).isEmpty)
    stages[0].scan = .up
    #expect(
      try findings(stages) == [
        "policy: stage 1 (to first): rows of image arrive from the top; expected scan down, or a resident input"
      ])
    let resident = Schedule(stages: stages).findings(
      for: try graph(), input: .resident, source: .graph(model: "policy"))
    #expect(resident.isEmpty)
  }

  @Test func burstOfNothing() throws {
    var stages = stages("third")
    stages[0].burst = 0
    #expect(
      try findings(stages) == ["policy: stage 1 (to third): a burst of 0 rows; expected 1 or more"])
  }

  @Test func innerStages() throws {
    func findings(_ inner: InnerStage..., order: Stage.Order = .pull) throws -> [String] {
      let stage = Stage(last: "third", tile: Tile(rows: 1, columns: nil), order: order, inner: inner)
      return try self.findings([stage])
    }
    let tile = Tile(rows: 1, columns: 1)
    let good = InnerStage(first: "first", last: "second", tile: tile)
    #expect(try findings(good).isEmpty)
    #expect(
      try findings(good, order: .operator) == [
        "policy: stage 1 (to third): it has inner stages; expected order pull and tiles of full width"
      ])
    #expect(
      try findings(InnerStage(first: "first", last: "secnd", tile: tile)) == [
        "policy: stage 1 (to third): there is no operator named secnd; did you mean \"second\"?"
      ])
    #expect(
      try findings(good, InnerStage(first: "second", last: "third", tile: tile)) == [
        "policy: stage 1 (to third): inner stage second to third: it is not inside the stage, behind the inner "
          + "stage before"
      ])
    #expect(
      try findings(InnerStage(first: "first", last: "second", tile: Tile(rows: 0, columns: nil))) == [
        "policy: stage 1 (to third): inner stage first to second: a tile of 0 rows; expected 1 or more"
      ])
    let skipping = Stage(
      last: "sum", order: .pull,
      inner: [InnerStage(first: "second", last: "third", tile: tile)])
    var graph = try branches()
    graph.outputs = [graph.outputs[1]]
    #expect(
      self.findings([skipping], for: graph) == [
        "policy: stage 1 (to sum): inner stage second to third: second is read by sum behind it; "
          + "expected only the last tensor to leave it"
      ])
  }

  @Test func keptTensorThatLeavesOrIsUnknown() throws {
    var stages = stages("second", "third")
    stages[0].keep = ["image": .x, "second": .xy]
    let expected = "expected a tensor made and read in it"
    #expect(
      try findings(stages) == [
        "policy: stage 1 (to second): keep names image, which is not inside the stage; \(expected)",
        "policy: stage 1 (to second): keep names second, which is not inside the stage; \(expected)",
      ])
  }

  @Test func operatorsInNoStage() throws {
    let expected = "expected stages that hold every operator once"
    #expect(
      try findings(stages("first"))
        == ["policy: no stage holds the operators from second on; \(expected)"])
    #expect(try findings([]) == ["policy: no stage holds the operators from first on; \(expected)"])
  }

  @Test func tilesWithoutExtent() throws {
    var stages = stages("first", "second", "third")
    stages[1].tile = Tile(rows: 0, columns: -1)
    #expect(
      try findings(stages) == [
        "policy: stage 2 (to second): a tile of 0 rows; expected 1 or more",
        "policy: stage 2 (to second): a tile of -1 columns; expected 1 or more",
      ])
  }

  @Test func keptTensorOutsideTheStage() throws {
    var stages = stages("first", "second", "third")
    stages[1].keep = ["first": .x, "nothing": .y]
    let expected = "expected no tensor, for the stage has one operator"
    #expect(
      try findings(stages) == [
        "policy: stage 2 (to second): keep names first, which is not inside the stage; \(expected)",
        "policy: stage 2 (to second): keep names nothing, which is not inside the stage; \(expected)",
      ])
  }

  @Test func scheduleOfAnotherGraph() throws {
    let hash = String(try graph().structuralHash.prefix(12))
    #expect(
      try findings(stages("first", "second", "third"), hash: "0123456789abcdef")
        == ["policy: the schedule was made for another graph (0123456789ab); expected \(hash)"])
  }

  @Test func allFindingsAreThrownTogether() throws {
    let schedule = Schedule(graphHash: "other", stages: stages("frst", "third"))
    let graph = try graph()
    do throws(Diagnostics) {
      _ = try schedule.lowered(
        for: graph, input: .resident, kernels: KernelRegistry([]), source: .graph(model: "policy"))
      Issue.record("the schedule was lowered")
    } catch {
      let lines = error.all.map(\.description)
      #expect(lines.count == 5, "\(lines)")
      #expect(lines.last == "net: third (#2 RELU): no kernel computes this operator")
    }
  }
}
