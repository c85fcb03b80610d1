import Planning
import Support

/// The compiler of a board and the tools that come with it.
package struct Toolchain: Sendable {
  package var compiler: String
  package var flags: [String]

  /// Whether a board names a compiler that is on this computer.
  package static func isInstalled(for board: Board) -> Bool {
    board.compiler.map { ChildProcess.find($0) != nil } ?? false
  }

  /// - Throws: a finding where the board names no compiler or it is not installed.
  package init(for board: Board) throws(Diagnostics) {
    guard let compiler = board.compiler else {
      throw Diagnostics(
        Diagnostic(
          "board \(board.name) names no compiler", expected: "the fields compiler and compiler_flags"))
    }
    guard ChildProcess.find(compiler) != nil else {
      throw Diagnostics(
        Diagnostic(
          "the compiler \(compiler) of board \(board.name) is not installed",
          hint: "streamnet doctor says which package has it"))
    }
    self.compiler = compiler
    flags = board.compilerFlags
  }

  /// Flags of every build for a bare machine: no library, every function in a section of its own, no two of
  /// them folded into one (so that each can be counted), and the stack of each written down.
  static let common = [
    "-std=c99", "-ffreestanding", "-ffunction-sections", "-fdata-sections", "-fno-common", "-fno-ipa-icf",
    "-fno-unwind-tables", "-fno-asynchronous-unwind-tables", "-fstack-usage", "-Wall", "-Wextra",
    "-Wconversion", "-Wcast-align", "-Werror",
  ]

  /// Compiles C files into objects beside them.
  func compile(_ sources: [String], _ definitions: [String], in folder: String) throws(Diagnostics) {
    try run(compiler, flags + Toolchain.common + definitions + ["-c"] + sources, in: folder)
  }

  /// The output of another tool of the same collection, such as `nm`.
  func tool(_ name: String, _ arguments: [String], in folder: String) throws(Diagnostics) -> String {
    let prefix = compiler.hasSuffix("gcc") ? String(compiler.dropLast(3)) : ""
    return try run(prefix + name, arguments, in: folder)
  }

  @discardableResult
  func run(_ program: String, _ arguments: [String], in folder: String) throws(Diagnostics) -> String {
    let outcome = try ChildProcess.run(program, arguments, in: folder, limits: ChildLimits(seconds: 300))
    guard outcome.code == 0 else {
      throw Diagnostics(Diagnostic("\(program) fails: \(outcome.firstLine)"))
    }
    return String(decoding: outcome.output, as: UTF8.self)
  }
}
