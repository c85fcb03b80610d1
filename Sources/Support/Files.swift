import Glibc

/// Files and folders of the machine, with the errors of the system as diagnostics.
package enum Files {
  /// The bytes of a regular file.
  ///
  /// Pipes, devices and folders are refused, so that reading never waits.
  /// - Parameter limit: The most bytes taken; a larger file is an error, not cut.
  package static func read(_ path: String, limit: Int) throws(Diagnostics) -> [UInt8] {
    try checkName(path)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure("cannot read the file", path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("cannot read the file", path, errno) }
    guard isRegular(status) else { throw refusal("not a regular file", path) }
    let tooLarge = refusal(
      "the file is larger than \(ByteSize.formatted(limit))", path, expected: "at most \(limit) bytes")
    guard status.st_size <= limit else { throw tooLarge }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("cannot read the file", path, errno) }
      if count == 0 { return bytes }
      guard count <= limit - bytes.count else { throw tooLarge }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Whether something stands at `path`; a broken symbolic link does not.
  package static func exists(_ path: String) -> Bool {
    !path.utf8.contains(0) && access(path, F_OK) == 0
  }

  /// The names of the regular files of a folder that end with `suffix`, sorted by their bytes.
  ///
  /// Hidden files, and names that are not UTF-8, are left out.
  package static func list(_ directory: String, suffix: String = "") throws(Diagnostics) -> [String] {
    try checkName(directory)
    guard let stream = opendir(directory) else { throw failure("cannot list the folder", directory, errno) }
    defer { closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      var status = stat()
      if let name, !name.hasPrefix("."), name.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8),
        fstatat(dirfd(stream), name, &status, 0) == 0, isRegular(status)
      {
        names.append(name)
      }
      errno = 0
    }
    guard errno == 0 else { throw failure("cannot list the folder", directory, errno) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes a folder and those above it that are missing.
  package static func createDirectories(_ path: String) throws(Diagnostics) {
    try checkName(path)
    var made = path.hasPrefix("/") ? "/" : ""
    for component in path.split(separator: "/") {
      made = join(made, String(component))
      if mkdir(made, 0o777) == 0 { continue }
      let code = errno
      var status = stat()
      guard stat(made, &status) == 0 else { throw failure("cannot make the folder", made, code) }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw refusal("cannot make the folder: a file of that name exists", made)
      }
    }
  }

  static func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

  /// Refuses names that C would read otherwise than Swift.
  static func checkName(_ path: String) throws(Diagnostics) {
    guard !path.isEmpty else { throw Diagnostics(Diagnostic("the name of a file is empty")) }
    guard !path.utf8.contains(0) else { throw refusal("the name of the file has a NUL character", path) }
  }

  static func refusal(_ message: String, _ path: String, expected: String? = nil) -> Diagnostics {
    Diagnostics(Diagnostic(at: .file(path), message, expected: expected))
  }

  /// The diagnostic of a failed system call, with the system's words for `code`.
  static func failure(_ message: String, _ path: String, _ code: CInt) -> Diagnostics {
    let reason = String(cString: strerror(code))
    return refusal("\(message): \(reason.prefix(1).lowercased())\(reason.dropFirst())", path)
  }
}
