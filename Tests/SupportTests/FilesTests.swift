import Glibc
import Support
import Testing

@Suite struct FilesTests {
  /// A fresh folder that goes away with the value.
  final class Folder {
    let path: String

    init() throws {
      var template = Array("/tmp/streamnet-tests-XXXXXX\0".utf8CString)
      path = String(cString: try #require(mkdtemp(&template)))
    }

    deinit { remove(path) }

    private func remove(_ folder: String) {
      for name in entries(of: folder) where unlink(Files.join(folder, name)) != 0 {
        remove(Files.join(folder, name))
      }
      rmdir(folder)
    }
  }

  static func entries(of folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  func message(_ work: () throws(Diagnostics) -> Void) -> String {
    do throws(Diagnostics) {
      try work()
      return "worked"
    } catch {
      return error.description
    }
  }

  @Test func whatIsWrittenReadsBack() throws {
    let folder = try Folder()
    let path = Files.join(folder.path, "a.bin")
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
    #expect(!Files.exists(path))
    try Files.write(bytes, to: path)
    #expect(Files.exists(path))
    #expect(try Files.read(path, limit: bytes.count) == bytes)
    try Files.write("new", to: path)
    #expect(try Files.read(path, limit: 10) == Array("new".utf8))
    #expect(Self.entries(of: folder.path) == ["a.bin"])
  }

  @Test func refusesToRead() throws {
    let folder = try Folder()
    let path = Files.join(folder.path, "a")
    try Files.write("12345", to: path)
    #expect(
      message { () throws(Diagnostics) in _ = try Files.read(path, limit: 4) }
        == "\(path): the file is larger than 4 B; expected at most 4 bytes")
    #expect(
      message { () throws(Diagnostics) in _ = try Files.read(path + "x", limit: 4) }
        == "\(path)x: cannot read the file: no such file or directory")
    #expect(
      message { () throws(Diagnostics) in _ = try Files.read(folder.path, limit: 4) }
        == "\(folder.path): not a regular file")
    #expect(
      message { () throws(Diagnostics) in _ = try Files.read("/dev/zero", limit: 4) }
        == "/dev/zero: not a regular file")
    #expect(
      message { () throws(Diagnostics) in _ = try Files.read("a\0b", limit: 4) }
        == "a b: the name of the file has a NUL character")
    #expect(
      message { () throws(Diagnostics) in _ = try Files.read("", limit: 4) } == "the name of a file is empty")
    mkfifo(path + ".pipe", 0o600)
    #expect(
      message { () throws(Diagnostics) in _ = try Files.read(path + ".pipe", limit: 4) }
        == "\(path).pipe: not a regular file")
  }

  @Test func readsFilesThatGrowAsTheyAreRead() throws {
    #expect(try !Files.read("/proc/self/status", limit: 1 << 20).isEmpty)
    #expect(throws: Diagnostics.self) { try Files.read("/proc/self/status", limit: 3) }
  }

  @Test func aFailedWriteLeavesNothing() throws {
    let folder = try Folder()
    try Files.createDirectories(Files.join(folder.path, "taken"))
    #expect(
      message { () throws(Diagnostics) in try Files.write("x", to: Files.join(folder.path, "taken")) }
        == "\(folder.path)/taken: cannot write the file: what stands there is not a regular file")
    #expect(
      message { () throws(Diagnostics) in try Files.write("x", to: Files.join(folder.path, "no/file")) }
        == "\(folder.path)/no/file: cannot write the file: no such file or directory")
    let long = Files.join(folder.path, String(repeating: "n", count: 300))
    #expect(
      message { () throws(Diagnostics) in try Files.write("x", to: long) }
        == "\(long): cannot write the file: file name too long")
    #expect(Self.entries(of: folder.path) == ["taken"])
  }

  @Test func writesThroughLinksAndKeepsPermissions() throws {
    let folder = try Folder()
    let path = Files.join(folder.path, "real")
    let link = Files.join(folder.path, "link")
    try Files.write("old", to: path)
    chmod(path, 0o750)
    symlink("real", link)
    try Files.write("new", to: link)
    #expect(try Files.read(path, limit: 10) == Array("new".utf8))
    var status = stat()
    lstat(link, &status)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
    stat(path, &status)
    #expect(status.st_mode & 0o777 == 0o750)
  }

  @Test func lists() throws {
    let folder = try Folder()
    for name in ["b.lua", "a.lua", "é.lua", ".hidden.lua", "c.txt", "Z.lua"] {
      try Files.write("", to: Files.join(folder.path, name))
    }
    try Files.createDirectories(Files.join(folder.path, "d.lua"))
    #expect(try Files.list(folder.path, suffix: ".lua") == ["Z.lua", "a.lua", "b.lua", "é.lua"])
    #expect(throws: Diagnostics.self) { try Files.list(Files.join(folder.path, "none")) }
  }

  @Test func makesFolders() throws {
    let folder = try Folder()
    let path = Files.join(folder.path, "a/b//c/")
    try Files.createDirectories(path)
    try Files.createDirectories(path)
    try Files.write("x", to: Files.join(path, "file"))
    #expect(
      message { () throws(Diagnostics) in try Files.createDirectories(Files.join(path, "file/d")) }
        == "\(folder.path)/a/b/c/file: cannot make the folder: a file of that name exists")
  }

  @Test func paths() {
    #expect(Files.join("", "a") == "a")
    #expect(Files.join("a/", "b") == "a/b")
    #expect(Files.folder(of: "a/b/c.yaml") == "a/b")
    #expect(Files.folder(of: "/c.yaml") == "/")
    #expect(Files.folder(of: "c.yaml") == "")
    #expect(Files.name(of: "a/c.yaml") == "c.yaml")
    #expect(Files.resolve("./zoo/a.yaml", relativeTo: "recipes") == "recipes/zoo/a.yaml")
    #expect(Files.resolve("../a", relativeTo: "recipes") == "recipes/../a")
    #expect(Files.resolve("/a", relativeTo: "recipes") == "/a")
    #expect(Files.resolve("a", relativeTo: "") == "a")
  }
}
