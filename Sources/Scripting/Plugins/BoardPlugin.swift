import Planning
import Support

extension Board {
  /// The board that a plug-in's table describes.
  ///
  /// - Throws: every missing, unknown or wrong field, with file and line.
  init(plugin: PluginFile) throws(Diagnostics) {
    let fields = plugin.fields
    let header = plugin.header(.board)
    let memories = fields.tables("memories", of: "memory").map(MemoryRegion.init)
    for kind in MemoryRegion.Kind.allCases where !memories.contains(where: { $0.kind == kind }) {
      fields.note("memories", "the board has no memory of kind \(kind.rawValue)", expected: "at least one")
    }
    if Set(memories.map(\.name)).count < memories.count {
      fields.note("memories", "two memories have one name", expected: "a name for each")
    }
    self.init(
      name: header.name, description: header.description, core: fields.string("core"),
      features: fields.optional("features") { fields.strings($0) } ?? [],
      clock: fields.integer("clock", in: 1...10_000_000_000), memories: memories,
      compiler: fields.optional("compiler") { fields.string($0) },
      compilerFlags: fields.optional("compiler_flags") { fields.strings($0) } ?? [],
      emulator: fields.optional("emulator") { fields.string($0) },
      costModel: fields.has("cost") ? CostModel(fields.table("cost", of: "cost model")) : .typical)
    try fields.finish()
  }
}

extension CostModel {
  /// Instructions by class and a step; what is left out takes the usual figure.
  fileprivate init(_ fields: LuaFields) {
    func price(_ key: String) -> Double? { fields.optional(key) { fields.number($0, in: 0...1e6) } }
    var perUnit: [CostClass: Double] = [:]
    for costClass in CostClass.allCases { perUnit[costClass] = price(costClass.rawValue) }
    self.init(perUnit: perUnit, perStep: price("step") ?? CostModel.typicalPerStep)
    try? fields.finish()
  }
}

extension MemoryRegion {
  fileprivate init(_ fields: LuaFields) {
    let size = fields.string("size")
    let bytes = try? ByteSize.parse(size)
    if bytes ?? 0 < 1, !size.isEmpty {
      fields.note("size", "'size' is \(size.quoted)", expected: ByteSize.expected)
    }
    let kind = fields.string("kind", oneOf: Kind.allCases.map(\.rawValue))
    self.init(
      name: fields.string("name"), kind: Kind(rawValue: kind) ?? .ram,
      address: fields.integer("address", in: 0...0xFFFF_FFFF), bytes: bytes ?? 1,
      waitStates: fields.optional("wait_states") { fields.integer($0, in: 0...1000) } ?? 0,
      section: fields.optional("section") { fields.string($0) })
    try? fields.finish()
  }
}
