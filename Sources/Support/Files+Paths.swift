extension Files {
  /// The path of `name` in `folder`; an empty folder is the current one.
  package static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// What stands before the last component: `a/b.yaml` gives `a`, `/b` gives `/`, `b` gives nothing, which
  /// ``join(_:_:)`` and ``resolve(_:relativeTo:)`` read as the current folder.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last component: `a/b.yaml` gives `b.yaml`.
  package static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The path that `path`, written in a file of the folder `folder`, means: itself where it is absolute.
  ///
  /// Leading `./` is dropped; `..` stays, since a symbolic link may give it another meaning.
  package static func resolve(_ path: String, relativeTo folder: String) -> String {
    if path.hasPrefix("/") { return path }
    var rest = Substring(path)
    while rest.hasPrefix("./") { rest = rest.dropFirst(2).drop { $0 == "/" } }
    return join(folder, String(rest))
  }
}
