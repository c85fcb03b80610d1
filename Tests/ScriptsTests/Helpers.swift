import Glibc
import Testing

/// The project's root folder.
let projectRoot = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

/// How a command ended.
struct Outcome {
  /// The exit code, or -1 where a signal ended the command.
  let code: Int32
  /// Standard output and standard error, in the order written.
  let output: String

  /// The lines of the output.
  var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// Runs one command to its end, with no standard input.
func run(_ command: [String]) throws -> Outcome {
  let quoted = command.map { "'" + $0.replacing("'", with: #"'\''"#) + "'" }
  let stream = try #require(popen(quoted.joined(separator: " ") + " </dev/null 2>&1", "re"))
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 4096)
  while case let count = fread(&chunk, 1, chunk.count, stream), count > 0 { bytes += chunk[..<count] }
  let status = pclose(stream)
  return Outcome(
    code: status & 0x7f == 0 ? (status >> 8) & 0xff : -1, output: String(decoding: bytes, as: UTF8.self))
}

/// Runs `body` with the path of an empty folder that is gone afterwards.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let made = try run(["mktemp", "-d", "-t", "streamnet-XXXXXX"])
  let folder = try #require(made.lines.first)
  defer { _ = try? run(["rm", "-rf", "--", folder]) }
  try body(folder)
}

/// Writes a small text file.
func write(_ text: String, to path: String) throws {
  let stream = try #require(fopen(path, "w"))
  defer { fclose(stream) }
  try #require(fputs(text, stream) >= 0)
}

/// The whole text of a file.
func text(of path: String) throws -> String {
  let shown = try run(["cat", "--", path])
  try #require(shown.code == 0)
  return shown.output
}
