import Glibc

/// How far long work is: a line on a terminal that appears after a second and goes when the work is done.
enum ProgressLine {
  private static let start = now()
  private static let isShown = isatty(STDERR_FILENO) != 0

  static let show: @Sendable (Double, String) -> Void = { part, doing in
    guard isShown, now() - start > 1 else { return }
    let width = 30
    let full = Int(part * Double(width))
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
    let line = part >= 1 ? "\r\u{1B}[K" : "\r\u{1B}[K[\(bar)] \(Int(part * 100)) % \(doing.prefix(30))"
    let bytes = Array(line.utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
