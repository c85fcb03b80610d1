import Pipeline
import Support

extension LuaModule {
  /// Code of other files.
  static func plugins(_ bench: Workbench) -> LuaModule {
    LuaModule(
      "plugins", "Other policies, and code that plug-ins share.",
      [
        LuaFunction(
          "library", "name: string -> any",
          "What the file library/NAME.lua beside the plug-in's folder returns."
        ) { call in
          let name = try call.string(1, "name")
          guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
          else {
            throw call.error(1, "name", "expected letters, digits and hyphens, got \(name.quoted)")
          }
          let path = Files.join(bench.library, "\(name).lua")
          let bytes = try Files.read(path, limit: PluginFile.sizeLimit)
          let results = try call.stack.state.run(String(decoding: bytes, as: UTF8.self), path: path)
          return .results(results.map(LuaOutput.value))
        },
        LuaFunction(
          "policy", "name: string -> policy",
          "Another policy by name or by path, to be asked for schedules of the network at hand."
        ) { call in
          .object(
            PolicyObject(try bench.catalog.nested(in: call.stack.state).policy(call.string(1, "name")), bench)
          )
        },
        LuaFunction("policies", "-> string[]", "The names of all policies that can be found.") { _ in
          .list(bench.catalog.names(.policy).map { .string($0) })
        },
      ])
  }
}
