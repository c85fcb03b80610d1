extension Manual {
  /// The reference as Markdown: `docs/lua-reference.md`.
  package var markdown: String {
    var text = """
      # Lua reference

      Made by `streamnet plugins reference`; a test holds it in step. [lua.md](lua.md) is the guide. A question mark marks what may be left out or be nil.

      ## Modules

      Plug-ins, their tests and scripts have the same modules; `testing` is for tests only.

      """
    for module in modules {
      text += "\n### \(module.name)\n\n\(module.summary)\n"
      text += Manual.table(
        module.functions.map { function in
          (Manual.code("\(module.name).\(function.name)", function.signature), function.summary)
        }, title: "function")
    }
    text += "\n## Objects\n\nRead-only values; methods are called with a colon.\n"
    for object in objects { text += object.markdown }
    text += "\n## Tables\n\nPlain tables that functions take and give.\n"
    for record in records { text += record.markdown }
    return text
  }

  fileprivate static func table(_ rows: [(String, String)], title: String) -> String {
    guard !rows.isEmpty else { return "" }
    let lines = rows.map { "| \($0.0) | \($0.1.replacing("|", with: "\\|")) |" }
    return "\n| \(title) | |\n| --- | --- |\n" + lines.map { "\($0)\n" }.joined()
  }

  fileprivate static func code(_ name: String, _ signature: LuaSignature) -> String {
    let results = signature.results.isEmpty ? "" : " -> \(signature.results.joined(separator: ", "))"
    return "`\(name)\(signature.parameterList)\(results)`".replacing("|", with: "\\|")
  }
}

extension Manual.Class {
  fileprivate var markdown: String {
    var text = "\n### \(name)\n\n\(summary)\n"
    text += Manual.table(
      fields.map { ("`\($0.name)`: `\($0.type.replacing("|", with: "\\|"))`", $0.summary) }, title: "field")
    text += Manual.table(
      methods.map { (Manual.code("\(name):\($0.name)", $0.signature), $0.summary) }, title: "method")
    return text
  }
}
