import Network
import Pipeline
import Planning

extension LuaModule {
  /// Where the buffers of a schedule lie, and when they live.
  static func memory(_ bench: Workbench) -> LuaModule {
    LuaModule(
      "memory", "The buffers of a schedule for the network at hand: when they live and where they lie.",
      [
        LuaFunction(
          "lifetimes", "schedule: schedule -> lifetime[]",
          "Every buffer, and of each of its rows the first and last moment; moments count from 0, -1 is before "
            + "the first."
        ) { call in
          let plan = try bench.plan(call.table(1, "schedule"), for: call)
          return .list(plan.placement.buffers.map(\.buffer.lifetime))
        },
        LuaFunction(
          "place", "schedule: schedule -> placement",
          "A place for every buffer, by the method of placement at hand."
        ) { call in
          let plan = try bench.plan(call.table(1, "schedule"), for: call)
          return plan.placement.record(plan)
        },
        LuaFunction(
          "bound", "schedule: schedule -> integer",
          "The most bytes that live at one moment: no placement needs less."
        ) { call in
          let plan = try bench.plan(call.table(1, "schedule"), for: call)
          return .integer(plan.placement.lowerBound)
        },
        LuaFunction("map", "schedule: schedule -> string", "The places of all buffers, a line a buffer.") {
          call in
          let plan = try bench.plan(call.table(1, "schedule"), for: call)
          return .string(plan.placement.description)
        },
      ])
  }
}

extension Buffer {
  fileprivate var lifetime: LuaOutput {
    let rows = lives.map { life in
      life.map { LuaOutput.list([.integer($0.start), .integer($0.end)]) } ?? .list([])
    }
    return .record([
      ("name", .string(name)), ("kind", .string(kind.rawValue)), ("bytes", .integer(bytes)),
      ("slots", .integer(slots)), ("row_bytes", .integer(rowBytes)), ("rows", .list(rows)),
    ])
  }
}

extension Placement {
  fileprivate func record(_ plan: Plan) -> LuaOutput {
    let buffers = buffers.map { placed in
      LuaOutput.record([
        ("name", .string(placed.buffer.name)), ("kind", .string(placed.buffer.kind.rawValue)),
        ("bytes", .integer(placed.buffer.bytes)), ("region", .string(placed.region)),
        ("offset", .integer(placed.offset)), ("first_step", .integer(placed.firstStep)),
        ("last_step", .integer(placed.lastStep)),
      ])
    }
    return .record([
      ("peak", .integer(peak)), ("bound", .integer(lowerBound)), ("fits", .boolean(plan.fits)),
      ("peak_operator", .string(plan.peakOperator.name)), ("buffers", .list(buffers)),
    ])
  }
}
