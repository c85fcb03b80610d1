import Network
import Planning
import Support
import TestSupport
import Testing

/// Quicker kernels find their scratch where memory is free.
@Suite struct SpecialisationTests {
  @Test(arguments: ["mcunet-in0", "mcunet-vww1"])
  func scratchLiesApartAndRaisesThePeakLittle(name: String) throws {
    let graph = try Zoo.graph(name)
    for schedule in [Schedule.layerwise(graph), Zoo.rowStream(graph)] {
      let program = try graph.program(schedule, .resident)
      let placement = program.placed(in: "sram", by: .greedy)
      let quick = program.specialised(to: .shipped(for: ["dsp"]), placement, limit: 1 << 20)
      #expect(quick.placement.peak <= placement.peak + placement.peak / 100)
      #expect(Array(quick.placement.buffers.prefix(placement.buffers.count)) == placement.buffers)
      let demand = quick.program.memoryDemand()
      #expect(demand.buffers.map(\.bytes) == quick.placement.buffers.map(\.buffer.bytes))
      #expect(demand.scratchOfOperator == quick.placement.scratchOfOperator)
      RandomBuffers.check(
        demand.buffers, quick.placement.buffers.map(\.offset), inPlace: demand.inPlace, name)
      let isQuick = quick.program.kernels.count { !$0.requires.isEmpty }
      #expect(isQuick * 10 > graph.operators.count * 9, "\(isQuick) of \(graph.operators.count) operators")
      let unlimited = program.specialised(to: .shipped(for: ["dsp"]), placement, limit: 0)
      #expect(unlimited.placement.peak == placement.peak)
      let portable = program.specialised(to: .shipped(for: []), placement, limit: 1 << 20)
      #expect(portable.program.kernels.map(\.name) == program.kernels.map(\.name))
    }
  }
}

extension Zoo {
  /// The body as one stage of single rows that keeps what rows share; the rest layer by layer.
  fileprivate static func rowStream(_ graph: Graph) -> Schedule {
    let body = body(of: graph)
    let keep = Dictionary(uniqueKeysWithValues: graph.insideNames(body).map { ($0, Stage.Keep.xy) })
    let stage = Stage(
      last: graph.operators[body.upperBound].name, tile: Tile(rows: 1, columns: nil), keep: keep)
    return Schedule(
      stages: [stage] + graph.operators[(body.upperBound + 1)...].map { Stage(last: $0.name) })
  }
}
