import CProcess
import Glibc

/// What a program run as a child said and how it ended.
package struct ChildOutcome: Sendable {
  /// The exit code; 128 and the signal where one ended it.
  package var code: Int32
  package var output: [UInt8]
  package var errors: [UInt8]
  /// Whether it was ended because its time was up or it wrote too much.
  package var wasStopped: Bool

  /// The first line of what it said on standard error, else on standard output; for messages.
  package var firstLine: String {
    let text = String(decoding: errors.isEmpty ? output : errors, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it said nothing"
  }
}

/// What a child may use.
package struct ChildLimits: Sendable {
  package var seconds: Int
  /// Bytes of address space.
  package var memory: Int
  /// Bytes of standard output and standard error, each.
  package var output: Int

  package init(seconds: Int = 60, memory: Int = 4 << 30, output: Int = 64 << 20) {
    self.seconds = seconds
    self.memory = memory
    self.output = output
  }
}

/// Runs programs as children with limits; no shell is involved.
package enum ChildProcess {
  /// The path of a program: itself where it names a file, else the first of that name on `PATH`.
  package static func find(_ program: String) -> String? {
    if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { Files.join(String($0), program) }.first { access($0, X_OK) == 0 }
  }

  /// Runs a program to its end, or to the end of its time.
  ///
  /// - Throws: a finding where the program does not exist or cannot be started.
  package static func run(
    _ program: String, _ arguments: [String], in folder: String, limits: ChildLimits = ChildLimits()
  ) throws(Diagnostics) -> ChildOutcome {
    guard let path = find(program) else {
      throw Diagnostics(
        Diagnostic("the program \(program) is not found", hint: "streamnet doctor says what is missing"))
    }
    var words = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    var (output, errors): (Int32, Int32) = (-1, -1)
    let child = cprocess_start(path, &words, folder, UInt(limits.memory), &output, &errors)
    guard child > 0 else { throw Diagnostics(Diagnostic("\(program) cannot be started in \(folder)")) }
    defer {
      close(output)
      close(errors)
    }
    return collect(child, output, errors, limits)
  }

  /// Reads both pipes until they are closed or the time is up.
  private static func collect(
    _ child: pid_t, _ output: Int32, _ errors: Int32, _ limits: ChildLimits
  ) -> ChildOutcome {
    let deadline = milliseconds() + limits.seconds * 1000
    var texts: [[UInt8]] = [[], []]
    var open = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var wasStopped = false
    while open.contains(where: { $0.fd >= 0 }) {
      let left = deadline - milliseconds()
      guard left > 0, texts.allSatisfy({ $0.count <= limits.output }) else {
        wasStopped = true
        break
      }
      guard poll(&open, 2, Int32(min(left, 1000))) > 0 else { continue }
      for index in open.indices where open[index].fd >= 0 && open[index].revents != 0 {
        let count = read(open[index].fd, &buffer, buffer.count)
        if count > 0 { texts[index] += buffer[..<count] } else { open[index].fd = -1 }
      }
    }
    var status: Int32 = 0
    // A child may close its output and go on: its time counts to its end.
    while !wasStopped, waitpid(child, &status, WNOHANG) != child {
      if milliseconds() > deadline { wasStopped = true } else { usleep(1000) }
    }
    if wasStopped {
      kill(-child, SIGKILL)
      while waitpid(child, &status, 0) == -1 && errno == EINTR {}
    }
    let signal = status & 0x7F
    return ChildOutcome(
      code: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: texts[0], errors: texts[1],
      wasStopped: wasStopped)
  }

  private static func milliseconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }
}
