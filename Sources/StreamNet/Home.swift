import Glibc
import Support

/// Where StreamNet's own files lie: `plugins/` and `recipes/`.
package struct Home: Sendable {
  package var path: String

  /// The folder named by `STREAMNET_HOME`, else `share/streamnet` beside the binary's folder, else the package
  /// that the binary was built in.
  ///
  /// - Throws: a finding that says where was looked.
  package static func find() throws(Diagnostics) -> Home {
    if let path = getenv("STREAMNET_HOME").map({ String(cString: $0) }), !path.isEmpty {
      guard isHome(path) else {
        throw Diagnostics(
          Diagnostic(
            at: .file(path), "STREAMNET_HOME has no plugins/boards", expected: "StreamNet's own folder"))
      }
      return Home(path: path)
    }
    var folder = Files.folder(of: executablePath)
    let installed = Files.join(Files.folder(of: folder), "share/streamnet")
    if isHome(installed) { return Home(path: installed) }
    while folder != "/" && !folder.isEmpty {
      if isHome(folder) { return Home(path: folder) }
      folder = Files.folder(of: folder)
    }
    throw Diagnostics(
      Diagnostic(
        "StreamNet's plugins and recipes are not found beside the program",
        hint: "set STREAMNET_HOME to the folder that holds plugins/ and recipes/"))
  }

  /// The plug-ins that ship.
  package var plugins: String { Files.join(path, "plugins") }

  /// The folder of the user's own plug-ins, where there is one: `streamnet/plugins` in `XDG_CONFIG_HOME`, else in
  /// `.config` of the home folder.
  package static var userPlugins: [String] {
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let folder = variable("XDG_CONFIG_HOME") ?? variable("HOME").map({ Files.join($0, ".config") })
    else { return [] }
    let plugins = Files.join(folder, "streamnet/plugins")
    return Files.exists(plugins) ? [plugins] : []
  }

  /// The network descriptions that ship, by name without suffix.
  package var zoo: String { Files.join(path, "recipes/zoo") }

  private static func isHome(_ path: String) -> Bool { Files.exists(Files.join(path, "plugins/boards")) }

  private static var executablePath: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    return count > 0
      ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
  }
}
