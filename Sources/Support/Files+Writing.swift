import Glibc

extension Files {
  /// Writes a file whole or not at all: a reader of `path` sees the old bytes or the new, never a part.
  ///
  /// The bytes go to a new file in the same folder, which then takes the name; on failure nothing is left
  /// behind. A symbolic link stays and its target is replaced. What exists and is no regular file, such as
  /// a device, is refused. The permissions of an existing file are kept.
  package static func write(_ bytes: [UInt8], to path: String) throws(Diagnostics) {
    try checkName(path)
    let target = try target(of: path)
    let (descriptor, temporary) = try createTemporary(beside: target.path, for: path)
    var finished = false
    defer { if !finished { unlink(temporary) } }
    do throws(Diagnostics) {
      if let mode = target.mode, fchmod(descriptor, mode) != 0 { throw cannotWrite(path, errno) }
      try write(bytes, descriptor: descriptor, path: path)
      guard fsync(descriptor) == 0 else { throw cannotWrite(path, errno) }
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw cannotWrite(path, errno) }
    guard rename(temporary, target.path) == 0 else { throw cannotWrite(path, errno) }
    finished = true
  }

  /// Writes a text as UTF-8, whole or not at all.
  package static func write(_ text: String, to path: String) throws(Diagnostics) {
    try write(Array(text.utf8), to: path)
  }

  /// The file that `path` names behind symbolic links, and its permissions where it exists.
  private static func target(of path: String) throws(Diagnostics) -> (path: String, mode: mode_t?) {
    var link = stat()
    guard lstat(path, &link) == 0 else {
      guard errno == ENOENT else { throw cannotWrite(path, errno) }
      return (path, nil)
    }
    var status = stat()
    guard stat(path, &status) == 0 else { throw cannotWrite(path, errno) }
    guard isRegular(status) else {
      throw refusal("cannot write the file: what stands there is not a regular file", path)
    }
    let mode = status.st_mode & 0o7777
    guard link.st_mode & S_IFMT == S_IFLNK else { return (path, mode) }
    guard let resolved = realpath(path, nil) else { throw cannotWrite(path, errno) }
    defer { free(resolved) }
    return (String(cString: resolved), mode)
  }

  private static func createTemporary(
    beside target: String, for path: String
  ) throws(Diagnostics) -> (descriptor: CInt, path: String) {
    var code: CInt = EEXIST
    for attempt in 0..<100 where code == EEXIST {
      let temporary = join(folder(of: target), ".streamnet-\(getpid())-\(attempt).tmp")
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, temporary) }
      code = errno
    }
    throw cannotWrite(path, code)
  }

  private static func write(_ bytes: [UInt8], descriptor: CInt, path: String) throws(Diagnostics) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + start, $0.count - start) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw cannotWrite(path, errno) }
      start += count
    }
  }

  private static func cannotWrite(_ path: String, _ code: CInt) -> Diagnostics {
    failure("cannot write the file", path, code)
  }
}
