import Planning
import Scripting
import Support

/// The files of a new plug-in, from the templates in `plugins/skeletons`.
struct PluginSkeleton {
  var files: [(name: String, text: String)]

  /// - Parameter base: for boards the one to be extended; nil for one that says everything itself.
  /// - Throws: a name that cannot be one.
  init(
    _ kind: PluginKind, named name: String, extending base: Board?, home: Home
  ) throws(Diagnostics) {
    let isName =
      !name.isEmpty && name.utf8.count <= 64
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } && name.first != "-"
    guard isName else {
      throw Diagnostics(
        Diagnostic("the name of a plug-in is \(name.quoted)", expected: "letters, digits and hyphens"))
    }
    var words = ["NAME": name]
    words["IDENTIFIER"] = "kernel_\(name.replacing("-", with: "_"))"
    if let base {
      words["BASE"] = base.name
      words["MEMORY"] = base.workingMemory.name
      words["SIZE"] = String(max(1, base.workingMemory.bytes / 2))
    }
    let template = base == nil ? kind.rawValue : "\(kind.rawValue)-extends"
    files = []
    for suffix in [".lua", PluginTests.suffix] {
      let path = Files.join(home.plugins, "skeletons/\(template)\(suffix)")
      var text = String(decoding: try Files.read(path, limit: 1 << 20), as: UTF8.self)
      for word in words.keys.sorted() { text = text.replacing(word, with: words[word]!) }
      files.append(("\(kind.folder)/\(name)\(suffix)", text))
    }
    files.append(("library/streamnet.d.lua", Manual().annotations))
    files.append((".luarc.json", PluginSkeleton.editorSettings))
  }

  /// What editors that know LuaLS read.
  static let editorSettings = """
    {
      "runtime.version": "Lua 5.4",
      "workspace.library": ["library"]
    }

    """
}
