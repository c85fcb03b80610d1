import Scripting
import Support
import Testing

/// The reference says what is registered, and what is registered says enough.
@Suite struct ManualTests {
  private static let root = Files.folder(of: shippedPlugins)

  @Test(arguments: [
    ("docs/lua-reference.md", "reference", Manual().markdown),
    ("plugins/library/streamnet.d.lua", "annotations", Manual().annotations),
  ])
  func isInStep(_ path: String, _ command: String, _ text: String) throws {
    let bytes = try Files.read(Files.join(Self.root, path), limit: 1 << 20)
    #expect(
      String(decoding: bytes, as: UTF8.self) == text, "remake it: streamnet plugins \(command) >\(path)")
  }

  /// Every function and method by its full name.
  private var members: [(name: String, signature: LuaSignature, summary: String)] {
    let manual = Manual()
    var members: [(name: String, signature: LuaSignature, summary: String)] = []
    for module in manual.modules {
      for function in module.functions {
        members.append(("\(module.name).\(function.name)", function.signature, function.summary))
      }
    }
    for type in manual.objects {
      for method in type.methods {
        members.append(("\(type.name):\(method.name)", method.signature, method.summary))
      }
    }
    return members
  }

  @Test func everyFunctionIsDocumented() {
    #expect(members.count > 30)
    for member in members {
      #expect(member.summary.hasSuffix("."), "\(member.name): \(member.summary)")
      for parameter in member.signature.parameters {
        #expect(!parameter.name.isEmpty && !parameter.type.isEmpty, "\(member.name): \(parameter)")
      }
    }
  }

  /// Types in signatures and fields are Lua's own or documented.
  @Test func everyTypeIsKnown() {
    let manual = Manual()
    let classes = manual.objects + manual.records
    var known: Set<String> = ["any", "boolean", "function", "integer", "nil", "number", "string", "table"]
    for type in classes { known.insert(type.name) }
    var types: [String] = []
    for member in members {
      types += member.signature.parameters.map { $0.type }
      types += member.signature.results
    }
    for type in classes { types += type.fields.map { $0.type } }
    for type in types {
      for word in words(of: type) { #expect(known.contains(word), "\(type)") }
    }
  }

  /// The names of types in a type: not what stands in quotes, nor the names of fields.
  private func words(of type: String) -> [String] {
    var words: [String] = []
    for (index, part) in type.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    where index % 2 == 0 {
      let found = part.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != ":" }
      words += found.filter { $0.last != ":" }.map { String($0) }
    }
    return words
  }

  @Test func signaturesAreRead() {
    let signature: LuaSignature = "first: string, sizes?: table<string, integer> -> plan | nil, string?"
    #expect(signature.parameters.map(\.name) == ["first", "sizes"])
    #expect(signature.parameters.map(\.type) == ["string", "table<string, integer>"])
    #expect(signature.parameters.map(\.isOptional) == [false, true])
    #expect(signature.results == ["plan | nil", "string?"])
    #expect(("-> graph" as LuaSignature).parameters.isEmpty && ("" as LuaSignature).results.isEmpty)
  }
}
