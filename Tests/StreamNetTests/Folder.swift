import Glibc
import Support

/// A folder of a test's own, gone with the value.
final class Folder {
  let path: String
  private var count = 0

  static let repository = Files.folder(of: Files.folder(of: Files.folder(of: #filePath)))

  init() throws {
    var template = Array("/tmp/streamnet-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Diagnostics(Diagnostic("no temporary folder")) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Folder.remove(path) }

  /// Writes a file, and the folders it lies in.
  func write(_ text: String, to name: String) throws {
    let file = Files.join(path, name)
    try Files.createDirectories(Files.folder(of: file))
    try Files.write(text, to: file)
  }

  func write(_ bytes: [UInt8], to name: String) throws { try Files.write(bytes, to: Files.join(path, name)) }

  func read(_ name: String) throws -> String {
    String(decoding: try Files.read(Files.join(path, name), limit: 1 << 20), as: UTF8.self)
  }

  /// Copies a file of the repository.
  func copy(_ source: String, to name: String) throws {
    try write(Folder.text(source), to: name)
  }

  /// A file of the repository.
  static func text(_ source: String) throws -> String {
    String(decoding: try Files.read(Files.join(repository, source), limit: 1 << 20), as: UTF8.self)
  }

  func unusedPath() throws -> String {
    count += 1
    return Files.join(path, ".output-\(count)")
  }

  private static func remove(_ path: String) {
    guard let stream = opendir(path) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name == "." || name == ".." { continue }
      let inner = Files.join(path, name)
      if unlink(inner) != 0 { remove(inner) }
    }
    rmdir(path)
  }
}
