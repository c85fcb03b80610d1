import Network
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
      graphHash: fields.optional("graph") { fields.string($0) }, variant: GraphVariant(fields),
      stages: stages.map(Stage.init))
    try fields.finish()
  }
}

extension Schedule {
  /// The schedule that a text in YAML holds: the keys of a policy's table.
  ///
  /// - Throws: everything that is wrong with the text or the schedule.
  package init(yaml text: String, file: String) throws(Diagnostics) {
    guard case .table(let table) = try LuaValue(yaml: text, file: file) else {
      throw Diagnostics(
        Diagnostic(at: .file(file, line: 1), "the file holds no mapping", expected: "a schedule"))
    }
    try self.init(table, from: LuaSource(path: file, text: text, isYAML: true))
  }

  /// The schedule in YAML, a line a stage.
  package var yaml: String { LuaValue.table(table).yaml }

  /// The schedule as a policy would return it; what is the default is left out.
  var table: LuaTable {
    var fields = ["stages": LuaValue.table(LuaTable(list: stages.map { .table($0.table) }))]
    fields["graph"] = graphHash.map { .string($0) }
    if !variant.groups.isEmpty {
      fields["groups"] = .table(
        LuaTable(fields: variant.groups.mapValues { .table(LuaTable(list: $0.map { .integer($0) })) }))
    }
    if !variant.copies.isEmpty {
      fields["copies"] = .table(LuaTable(list: variant.copies.sorted().map { .string($0) }))
    }
    return LuaTable(fields: fields)
  }
}

extension GraphVariant {
  /// The groups and copies that some fields name.
  init(_ fields: LuaFields) {
    self.init()
    if fields.has("groups") {
      let names = fields.table("groups", of: "table of groups of channels")
      for field in names.table.fields {
        groups[field.key] = names.list(field.key).enumerated().map { index, value in
          if case .integer(let channels) = value { return channels }
          names.note(
            field.key, "'\(field.key)[\(index + 1)]' is \(value.kind)", expected: "a number of channels")
          return 1
        }
      }
      try? names.finish()
    }
    for (index, value) in (fields.has("copies") ? fields.list("copies") : []).enumerated() {
      if case .string(let name) = value {
        copies.insert(name)
      } else {
        fields.note("copies", "'copies[\(index + 1)]' is \(value.kind)", expected: "the name of a tensor")
      }
    }
  }
}

extension Stage {
  fileprivate var table: LuaTable {
    var fields = ["last": LuaValue.string(last)]
    if tile != .everything { fields["tile"] = .table(tile.table) }
    if !keep.isEmpty { fields["keep"] = .table(LuaTable(fields: keep.mapValues { .string($0.rawValue) })) }
    if order != .operator { fields["order"] = .string(order.rawValue) }
    if work != .clipped { fields["work"] = .string(work.rawValue) }
    if scan != .down { fields["scan"] = .string(scan.rawValue) }
    if burst != 1 { fields["burst"] = .integer(burst) }
    if !inner.isEmpty { fields["inner"] = .table(LuaTable(list: inner.map { .table($0.table) })) }
    if !region.isEmpty { fields["region"] = .table(LuaTable(fields: region.mapValues { .string($0) })) }
    return LuaTable(fields: fields)
  }

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
  fileprivate var table: LuaTable {
    var fields = ["first": LuaValue.string(first), "last": .string(last)]
    if tile != .everything { fields["tile"] = .table(tile.table) }
    return LuaTable(fields: fields)
  }

  fileprivate init(_ fields: LuaFields) {
    self.init(first: fields.string("first"), last: fields.string("last"), tile: Tile(fields))
    try? fields.finish()
  }
}

extension Tile {
  fileprivate var table: LuaTable {
    var extents: [String: LuaValue] = [:]
    extents["rows"] = rows.map { .integer($0) }
    extents["columns"] = columns.map { .integer($0) }
    return LuaTable(fields: extents)
  }

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
