/// Everything that Lua code sees of StreamNet, as it is registered: the source of the reference and of the
/// editors' annotations.
package struct Manual {
  package struct Member {
    package let name: String
    package let signature: LuaSignature
    package let summary: String
  }

  package struct Class {
    package let name: String
    package let summary: String
    package let fields: [LuaRecordType.Field]
    package let methods: [Member]
    /// The type of its elements, where it is a list.
    package let element: String?
  }

  package let modules: [LuaModule]
  /// Objects, then tables with known fields.
  package let objects: [Class]
  package let records: [Class]

  package init() {
    let bench = Workbench(catalog: PluginCatalog(folders: []))
    modules = bench.modules().sorted { bytewise($0.name, $1.name) } + [.testing(TestLog(), bench)]
    objects = [
      Class(GraphObject.luaType), Class(OperatorObject.luaType), Class(OperatorList.luaType, of: "operator"),
      Class(PolicyObject.luaType), Class(TensorObject.luaType),
    ].sorted { bytewise($0.name, $1.name) }
    records = LuaRecordType.all.map {
      Class(name: $0.name, summary: $0.summary, fields: $0.fields, methods: [], element: nil)
    }
  }
}

extension Manual.Class {
  fileprivate init<Value>(_ type: LuaObjectType<Value>, of element: String? = nil) {
    name = type.name
    summary = type.summary
    fields = type.properties.map { LuaRecordType.Field($0.name, $0.type, $0.summary) }
    methods = type.methods.map {
      Manual.Member(name: $0.name, signature: $0.signature, summary: $0.summary)
    }
    self.element = element
  }
}

extension LuaSignature {
  /// `(first, stage?)`.
  var parameterList: String {
    "(\(parameters.map { $0.isOptional ? "\($0.name)?" : $0.name }.joined(separator: ", ")))"
  }
}
