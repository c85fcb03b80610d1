import Glibc
import Support

/// The command as users run it: a process of its own, with its outputs and exit code.
enum Streamnet {
  struct Outcome {
    var output: String
    var errors: String
    /// The exit code; nil where a signal or the time limit ended the process.
    var code: Int32?

    /// The lines of standard error without the command's name before each.
    var complaints: [String] {
      errors.split(separator: "\n").map { line in
        String(line.hasPrefix("streamnet: ") ? line.dropFirst("streamnet: ".count) : line)
      }
    }
  }

  /// The built command: `STREAMNET_BINARY`, else beside the test program.
  static let path: String = {
    if let path = getenv("STREAMNET_BINARY") { return String(cString: path) }
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
    let program = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return Files.join(Files.folder(of: program), "streamnet")
  }()

  /// Runs the command to its end, or for a minute.
  ///
  /// - Parameters:
  ///   - folder: where it runs; messages then name files relative to it.
  ///   - path: where it finds other programs; without a C compiler, results are the same on every machine.
  ///   - input: a file of the folder that it reads as standard input.
  static func run(
    _ arguments: [String], in folder: Folder, path: String = "", input: String? = nil
  ) throws -> Outcome {
    let (output, errors) = try (folder.unusedPath(), folder.unusedPath())
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let source = input.map { Files.join(folder.path, $0) } ?? "/dev/null"
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, source, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT, 0o600)
    var child = pid_t()
    // The shell changes the folder: this system's function for it is not in Swift's module.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path, Streamnet.path]
    let code = withCStrings(shell + arguments) { arguments in
      withCStrings(["STREAMNET_HOME=\(Folder.repository)", "PATH=\(path)"]) { environment in
        posix_spawn(&child, shell[0], &actions, nil, arguments, environment)
      }
    }
    guard code == 0 else {
      throw Diagnostics(Diagnostic(at: .file(path), "cannot run: \(String(cString: strerror(code)))"))
    }
    let status = wait(for: child, seconds: 60)
    return Outcome(
      output: String(decoding: try Files.read(output, limit: 64 << 20), as: UTF8.self),
      errors: String(decoding: try Files.read(errors, limit: 64 << 20), as: UTF8.self),
      code: status)
  }

  private static func wait(for child: pid_t, seconds: Int) -> Int32? {
    var status: Int32 = 0
    let pause: useconds_t = 2000
    for _ in 0..<seconds * 1_000_000 / Int(pause) {
      if waitpid(child, &status, WNOHANG) == child { return status & 0x7F == 0 ? status >> 8 & 0xFF : nil }
      usleep(pause)
    }
    kill(child, SIGKILL)
    waitpid(child, &status, 0)
    return nil
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = strings.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }
}
