import Execution
import Planning
import Support

extension Board {
  /// The board that a plug-in's table describes, over the board that it extends.
  ///
  /// - Throws: every missing, unknown or wrong field, with file and line.
  init(plugin: PluginFile) throws(Diagnostics) {
    let fields = plugin.fields
    let header = plugin.header(.board)
    let base = Board.extended(by: plugin)
    self.init(
      name: header.name, description: header.description,
      core: fields.inherited("core", base?.core) { fields.string($0) },
      features: fields.optional("features") { fields.strings($0) } ?? base?.features ?? [],
      clock: fields.inherited("clock", base?.clock) { fields.frequency($0) },
      memories: MemoryRegion.memories(fields, base: base?.memories),
      compiler: fields.optional("compiler") { fields.string($0) } ?? base?.compiler,
      compilerFlags: fields.optional("compiler_flags") { fields.strings($0) } ?? base?.compilerFlags ?? [],
      emulator: fields.optional("emulator") { fields.string($0) } ?? base?.emulator,
      costModel: CostModel(of: plugin, base: base?.costModel ?? .typical))
    if let compiler, !compiler.hasSuffix("gcc") {
      fields.note("compiler", "'compiler' is \(compiler.quoted)", expected: "a name that ends with gcc")
    }
    let machines = EmulatedMachine.all.map(\.name)
    if let emulator, !machines.contains(emulator) {
      fields.note(
        "emulator", "there is no emulated machine named \(emulator.quoted)",
        expected: machines.joined(separator: ", "), hint: suggestionHint(for: emulator, among: machines))
    }
    try fields.finish()
  }

  /// The board that a plug-in names as the one it extends; nil where it names none or a wrong one.
  private static func extended(by plugin: PluginFile) -> Board? {
    let fields = plugin.fields
    guard let name = fields.optional("extends", { fields.string($0) }), !name.isEmpty else { return nil }
    do {
      return try plugin.bench.catalog.nested(in: plugin.state).board(name)
    } catch let error as Diagnostics {
      fields.note("extends", "the board it extends cannot be used: \(error.all[0])")
    } catch {
      fields.note("extends", (error as? LuaError)?.message ?? "the board it extends cannot be used")
    }
    // Its fields count as known, so that the one finding stays the only one.
    return Board(name: "", description: "", core: "", features: [], clock: 1, memories: [])
  }
}

extension MemoryRegion {
  /// The greatest address of a 32-bit core, and one more.
  private static let addressSpace = 1 << 32

  /// The memories of a board: those it extends with what an entry of the same name says otherwise, then others.
  fileprivate static func memories(_ fields: LuaFields, base: [MemoryRegion]?) -> [MemoryRegion] {
    var memories = base ?? []
    if base == nil || fields.has("memories") {
      var named: Set<String> = []
      for entry in fields.tables("memories", of: "memory") {
        let name = entry.string("name")
        let index = memories.firstIndex { $0.name == name }
        let memory = MemoryRegion(entry, named: name, base: index.map { memories[$0] })
        if !named.insert(name).inserted {
          fields.note("memories", "two memories have one name", expected: "a name for each")
        } else if let index {
          memories[index] = memory
        } else {
          memories.append(memory)
        }
      }
    }
    // An unusable base has no memories and its own finding.
    if base?.isEmpty == true { return memories }
    for kind in Kind.allCases where !memories.contains(where: { $0.kind == kind }) {
      fields.note("memories", "the board has no memory of kind \(kind.rawValue)", expected: "at least one")
    }
    let ordered = memories.sorted { $0.address < $1.address }
    for (lower, upper) in zip(ordered, ordered.dropFirst()) where lower.address + lower.bytes > upper.address
    {
      fields.note(
        "memories", "\(lower.name) and \(upper.name) overlap",
        expected: "memories that lie one behind the other")
    }
    return memories
  }

  private init(_ fields: LuaFields, named name: String, base: MemoryRegion?) {
    let kind = fields.inherited("kind", base?.kind.rawValue) {
      fields.string($0, oneOf: Kind.allCases.map(\.rawValue))
    }
    self.init(
      name: name, kind: Kind(rawValue: kind) ?? .ram,
      address: fields.inherited("address", base?.address) {
        fields.integer($0, in: 0...MemoryRegion.addressSpace - 1)
      },
      bytes: fields.inherited("size", base?.bytes) { fields.size($0) },
      waitStates: fields.optional("wait_states") { fields.integer($0, in: 0...1000) } ?? base?.waitStates
        ?? 0,
      section: fields.optional("section") { fields.string($0) } ?? base?.section)
    if fields.has("size"),
      !(1...MemoryRegion.addressSpace - min(address, MemoryRegion.addressSpace - 1)).contains(bytes)
    {
      if bytes != 0 || fields.table["size"] == .integer(0) || fields.table["size"] == .string("0") {
        fields.note(
          "size", "\(name) is to have \(bytes) bytes",
          expected: "1 to what 32-bit addresses reach from its own")
      }
      bytes = 1
    }
    try? fields.finish()
  }
}

extension LuaFields {
  /// What a reader gives, or what is inherited where the field is absent.
  fileprivate func inherited<Value>(_ key: String, _ base: Value?, _ read: (String) -> Value) -> Value {
    if let base, !has(key) { return base }
    return read(key)
  }

  /// Hz: an integer, or a text such as `216 MHz`.
  fileprivate func frequency(_ key: String) -> Int {
    let range = 1...10_000_000_000
    guard case .string(let text)? = table[key] else { return integer(key, in: range) }
    _ = has(key)
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let factors = ["Hz": 1, "kHz": 1000, "MHz": 1_000_000, "GHz": 1_000_000_000]
    let factor = factors[String(text.dropFirst(digits.count).drop { $0 == " " })]
    let product = factor.flatMap { factor in Int(digits)?.multipliedReportingOverflow(by: factor) }
    guard let product, !product.overflow, range.contains(product.partialValue) else {
      note(
        key, "'\(key)' is \(text.quoted)", expected: "a whole number of Hz, kHz, MHz or GHz, such as 216 MHz")
      return 1
    }
    return product.partialValue
  }
}
