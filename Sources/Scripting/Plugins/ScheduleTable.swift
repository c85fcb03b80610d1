import Planning
import Support

extension Schedule {
  /// The schedule that a policy returned as a table.
  ///
  /// - Throws: every unknown or wrong field, with the stage it is about.
  init(_ table: LuaTable, from source: LuaSource) throws(Diagnostics) {
    let fields = LuaFields(table, of: "schedule", in: source)
    let stages = fields.tables("stages", of: "stage")
    self.init(
      graphHash: fields.optional("graph") { fields.string($0) },
      stages: stages.map(Stage.init))
    try fields.finish()
  }
}

extension Stage {
  init(_ fields: LuaFields) {
    let order = fields.optional("order") { fields.string($0, oneOf: Order.allCases.map(\.rawValue)) }
    let work = fields.optional("work") { fields.string($0, oneOf: Work.allCases.map(\.rawValue)) }
    let scan = fields.optional("scan") { fields.string($0, oneOf: Scan.allCases.map(\.rawValue)) }
    var keep: [String: Keep] = [:]
    if fields.has("keep") {
      let names = fields.table("keep", of: "table of kept tensors")
      for field in names.table.fields {
        keep[field.key] = Keep(rawValue: names.string(field.key, oneOf: Keep.allCases.map(\.rawValue)))
      }
      try? names.finish()
    }
    var region: [String: String] = [:]
    if fields.has("region") {
      let names = fields.table("region", of: "table of memories")
      for field in names.table.fields { region[field.key] = names.string(field.key) }
      try? names.finish()
    }
    self.init(
      last: fields.string("last"), tile: Tile(fields), keep: keep,
      order: order.flatMap(Order.init(rawValue:)) ?? .operator,
      work: work.flatMap(Work.init(rawValue:)) ?? .clipped,
      scan: scan.flatMap(Scan.init(rawValue:)) ?? .down,
      burst: fields.optional("burst") { fields.integer($0, in: 1...Int.max) } ?? 1,
      inner: fields.has("inner") ? fields.tables("inner", of: "inner stage").map(InnerStage.init) : [],
      region: region)
    try? fields.finish()
  }
}

extension InnerStage {
  fileprivate init(_ fields: LuaFields) {
    self.init(first: fields.string("first"), last: fields.string("last"), tile: Tile(fields))
    try? fields.finish()
  }
}

extension Tile {
  /// `tile = 4` for squares, `tile = { rows = 1 }` for all columns of a row; none for everything.
  fileprivate init(_ fields: LuaFields) {
    guard fields.has("tile") else {
      self = .everything
      return
    }
    if case .table? = fields.table["tile"] {
      let tile = fields.table("tile", of: "tile")
      self.init(
        rows: tile.optional("rows") { tile.integer($0, in: 1...Int.max) },
        columns: tile.optional("columns") { tile.integer($0, in: 1...Int.max) })
      try? tile.finish()
    } else {
      let both = fields.integer("tile", in: 1...Int.max)
      self.init(rows: both, columns: both)
    }
  }
}
