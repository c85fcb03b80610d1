import Execution
import Firmware
import Support
import Testing

/// C files in a folder of their own, compiled and run there.
struct CProject {
  let folder: TemporaryFolder

  /// Compilers of C that this machine has.
  static let compilers = ["cc", "gcc", "clang"].filter { ChildProcess.find($0) != nil }
  static let warnings = ["-std=c99", "-Wall", "-Wextra", "-Wconversion", "-Wcast-align", "-Werror"]

  init(_ files: [FirmwareFile]) throws {
    folder = try TemporaryFolder()
    for file in files {
      let path = Files.join(folder.path, file.path)
      try Files.createDirectories(Files.folder(of: path))
      try Files.write(file.bytes, to: path)
    }
  }

  /// Runs a program that must succeed, and gives what it said.
  @discardableResult
  func run(_ program: String, _ arguments: [String], at place: SourceLocation = #_sourceLocation) throws
    -> String
  {
    let outcome = try outcome(program, arguments)
    let said = String(decoding: outcome.output + outcome.errors, as: UTF8.self)
    #expect(outcome.code == 0, "\(program) says: \(said.prefix(2000))", sourceLocation: place)
    return String(decoding: outcome.output, as: UTF8.self)
  }

  func outcome(_ program: String, _ arguments: [String]) throws -> ChildOutcome {
    let path = program.hasPrefix("./") ? Files.join(folder.path, String(program.dropFirst(2))) : program
    return try ChildProcess.run(path, arguments, in: folder.path, limits: ChildLimits(seconds: 120))
  }

  /// Compiles C files as strictly as generated projects claim to be, links and runs them.
  func build(_ compiler: String, _ sources: [String], _ arguments: [String] = []) throws -> String {
    try run(compiler, CProject.warnings + ["-O2"] + arguments + sources + ["-o", "program"])
    return try run("./program", [])
  }
}

extension FirmwareFile {
  init(_ path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension [FirmwareFile] {
  /// The text of a file with one place, which must be there, replaced.
  mutating func replace(_ old: String, in path: String, by new: String) throws {
    let index = try #require(firstIndex { $0.path == path })
    let parts = self[index].text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "\(path) has no \(old)")
    self[index] = FirmwareFile(path, text: parts.joined(separator: new))
  }

  /// The same files in a folder.
  func moved(into folder: String) -> [FirmwareFile] {
    map { FirmwareFile(path: "\(folder)/\($0.path)", bytes: $0.bytes) }
  }
}

/// Bytes as an array in C.
func cArray(_ name: String, _ bytes: [UInt8]) -> String {
  "static const uint8_t \(name)[] = {\(bytes.map(String.init).joined(separator: ","))};\n"
}

/// Bytes as two digits each.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}
