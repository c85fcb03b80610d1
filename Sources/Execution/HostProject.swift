import Firmware
import Support

/// A generated project compiled and run on this computer, as a child with limits.
package enum HostProject {
  /// What the self-test is built with so that it can be compared step by step.
  static let observing = ["-DSN_TRACE", "-DSN_OBSERVE", "-DSN_SELFTEST_OUTPUT"]
  static let warnings = ["-std=c99", "-Wall", "-Wextra", "-Wconversion", "-Wcast-align", "-Werror"]

  /// The compiler of this computer, nil where there is none.
  package static var compiler: String? { ["cc", "clang", "gcc"].first { ChildProcess.find($0) != nil } }

  /// Compiles the self-test of a project and runs it.
  ///
  /// - Throws: what the compiler says, or how the run ended without a verdict.
  package static func run(_ files: [FirmwareFile]) throws(Diagnostics) -> SelftestTranscript {
    guard let compiler else {
      throw Diagnostics(Diagnostic("there is no C compiler on this computer", hint: "install gcc or clang"))
    }
    let folder = try TemporaryFolder()
    try write(files, to: folder.path)
    let sources = files.map(\.path).filter { $0.hasSuffix(".c") && $0 != "port_dwt.c" }
    let compilation = try ChildProcess.run(
      compiler, warnings + ["-O2"] + observing + ["-D\(staticArena(files))", "-o", "selftest"] + sources,
      in: folder.path, limits: ChildLimits(seconds: 300))
    guard compilation.code == 0 else {
      throw Diagnostics(
        Diagnostic("\(compiler) does not compile the generated project: \(compilation.firstLine)"))
    }
    let run = try ChildProcess.run(
      Files.join(folder.path, "selftest"), [], in: folder.path,
      limits: ChildLimits(seconds: 120, memory: 1 << 30))
    let transcript = SelftestTranscript(run.output)
    guard transcript.hasPassed != nil else {
      let end = run.wasStopped ? "its time was up" : "it ended with code \(run.code)"
      throw Diagnostics(Diagnostic("the generated project does not run to its end: \(end)"))
    }
    return transcript
  }

  /// Writes a project into a folder.
  package static func write(_ files: [FirmwareFile], to folder: String) throws(Diagnostics) {
    try Files.createDirectories(folder)
    for file in files { try Files.write(file.bytes, to: Files.join(folder, file.path)) }
  }

  /// The macro that gives the model an arena of its own; every project has one.
  static func staticArena(_ files: [FirmwareFile]) -> String {
    let header = files.first { $0.path == "model.h" }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    let line = header.split(separator: "\n").first {
      $0.hasPrefix("#ifdef ") && $0.hasSuffix("_STATIC_ARENA")
    }
    return line.map { String($0.dropFirst(7)) } ?? "STATIC_ARENA"
  }
}
