import Network
import Planning
import Support

extension RandomSchedule {
  /// The memories of ``pinned(_:_:_:)``; what is not pinned lies in the first.
  package static let memories = ["sram", "dtcm", "psram"]

  /// The schedule with about every second tensor pinned to some memory.
  package static func pinned(
    _ schedule: Schedule, _ graph: Graph, _ random: inout SplitMix64
  ) -> Schedule {
    let consumers = graph.consumers()
    var schedule = schedule
    var first = 0
    for (index, stage) in schedule.stages.enumerated() {
      let operators = first...graph.operatorIndex(named: stage.last)!
      first = operators.upperBound + 1
      let inputs = graph.inputs.filter { consumers[$0].first.map(operators.contains) ?? false }
      for tensor in inputs + graph.operators[operators].map({ $0.outputs[0] }) where random.oneIn(2) {
        schedule.stages[index].region[graph.tensors[tensor].name] = random.choice(memories)
      }
    }
    return schedule
  }
}
