import Planning
import Support

/// A plug-in file that was found, and whether it can be used.
package struct PluginListing: Sendable {
  package var kind: PluginKind
  package var name: String
  package var path: String
  /// nil where the file cannot be run.
  package var version: String?
  package var state: State

  package enum State: Sendable {
    case ready
    /// A folder that is searched before has one of the same name.
    case hidden
    case refused(Diagnostics)
  }
}

extension PluginCatalog {
  /// Every plug-in file of the folders that are searched, kind by kind, in the order of the search.
  package func listings() -> [PluginListing] {
    var listings: [PluginListing] = []
    for kind in PluginKind.allCases {
      var seen = Set<String>()
      for folder in folders {
        let inner = Files.join(folder, kind.folder)
        for file in (try? Files.list(inner, suffix: ".lua")) ?? [] where !file.dropLast(4).contains(".") {
          let name = String(file.dropLast(4))
          listings.append(
            listing(kind, name, Files.join(inner, file), isHidden: !seen.insert(name).inserted))
        }
      }
    }
    return listings
  }

  private func listing(
    _ kind: PluginKind, _ name: String, _ path: String, isHidden: Bool
  ) -> PluginListing {
    var listing = PluginListing(kind: kind, name: name, path: path, state: isHidden ? .hidden : .ready)
    do throws(Diagnostics) {
      listing.version = try version(path, kind)
    } catch {
      listing.state = .refused(error)
    }
    return listing
  }

  /// The version of a plug-in that can be used.
  private func version(_ path: String, _ kind: PluginKind) throws(Diagnostics) -> String {
    switch kind {
    case .board:
      let plugin = try PluginFile(path: path, catalog: self)
      _ = try Board(plugin: plugin)
      return plugin.header(.board).version
    case .policy: return try policy(path).version
    case .kernel: return try kernel(path).version
    case .operator: return try operatorVersion(path)
    }
  }
}
