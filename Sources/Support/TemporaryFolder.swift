import Glibc

/// A folder that exists as long as this value's owner: removed with all it holds.
package final class TemporaryFolder {
  package let path: String

  /// - Throws: a finding where no folder can be made.
  package init() throws(Diagnostics) {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array(Files.join(base, "streamnet-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Diagnostics(Diagnostic(at: .file(base), "no temporary folder can be made"))
    }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  deinit { remove(path) }

  private func remove(_ folder: String) {
    if let entries = opendir(folder) {
      while let entry = readdir(entries) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name == "." || name == ".." { continue }
        let path = Files.join(folder, name)
        if entry.pointee.d_type == UInt8(DT_DIR) { remove(path) } else { unlink(path) }
      }
      closedir(entries)
    }
    rmdir(folder)
  }
}
