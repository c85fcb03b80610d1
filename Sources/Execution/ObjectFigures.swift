import Firmware
import Planning
import Support

/// What a board's compiler makes of a project, without linking it: that it compiles, and how large it is.
package struct ObjectFigures: Sendable, Hashable {
  /// Bytes of code and constants of `model.c`, the loop and the kernels; weights are apart.
  package var code: Int
  package var weights: Int
  /// Bytes of stack that a run may take at most: the frames of the loop, of the deepest operator and of every
  /// function of its kernel's file, by the compiler's own figures.
  package var stackBound: Int

  package var flash: Int { code + weights }

  /// Compiles the project in a folder of its own.
  ///
  /// - Throws: a missing compiler, what it says.
  package init(_ model: FirmwareModel, on board: Board) throws(Diagnostics) {
    let folder = try TemporaryFolder()
    try HostProject.write(try model.files(), to: folder.path)
    let toolchain = try Toolchain(for: board)
    try toolchain.compile(model.librarySources, [], in: folder.path)
    try self.init(model, toolchain, in: folder.path)
  }

  /// The figures of objects that were compiled before.
  init(_ model: FirmwareModel, _ toolchain: Toolchain, in folder: String) throws(Diagnostics) {
    let sources = model.librarySources.filter { $0 != "weights.c" }
    code = try SectionSizes(
      toolchain.tool("size", ["-A"] + sources.map { "\($0.dropLast(2)).o" }, in: folder)
    ).constant
    weights = try SectionSizes(toolchain.tool("size", ["-A", "weights.o"], in: folder)).constant
    var frames: [String: [String: Int]] = [:]
    for source in sources {
      frames[source] = try StackUsage.frames(
        Files.read(Files.join(folder, "\(source.dropLast(2)).su"), limit: 1 << 20))
    }
    stackBound = model.stackBound(frames)
  }

  /// Has clang check the project for a board whose own compiler is not there.
  ///
  /// - Returns: whether there was a clang to ask.
  package static func crossCheck(_ model: FirmwareModel, on board: Board) throws(Diagnostics) -> Bool {
    guard ChildProcess.find("clang") != nil, let compiler = board.compiler else { return false }
    let target = compiler.hasPrefix("riscv") ? "riscv32-unknown-elf" : "arm-none-eabi"
    let folder = try TemporaryFolder()
    try HostProject.write(try model.files(), to: folder.path)
    let outcome = try ChildProcess.run(
      "clang",
      ["--target=\(target)", "-fsyntax-only", "-ffreestanding", "-Wno-ignored-optimization-argument"]
        + HostProject.warnings + board.compilerFlags + model.librarySources, in: folder.path)
    guard outcome.code == 0 else {
      throw Diagnostics(Diagnostic("clang does not accept the generated project: \(outcome.firstLine)"))
    }
    return true
  }
}
