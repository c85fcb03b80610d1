import Firmware
import Planning
import Support

/// A generated project compiled for a board and run on the emulated machine that stands for it.
package struct EmulatedRun: Sendable {
  /// What the build that traces and observes printed.
  package var transcript: SelftestTranscript
  /// Instructions that the model's functions executed in one inference, in total.
  package var instructions: Int
  /// The same of each operator, and of the loop between them as `(driver)`.
  package var instructionsByOperator: [(name: String, count: Int)]
  /// What the project takes of flash and stack.
  package var figures: ObjectFigures
  /// Bytes of the sections of all arenas in the image.
  package var arena: Int
  /// Bytes of stack that the deepest run took.
  package var stackUsed: Int

  /// Builds the project twice: with every step and result printed, and as it ships, for the figures.
  ///
  /// - Parameters:
  ///   - files: the project, where it is not as generated: how tests plant faults.
  ///   - seconds: the most that one run may take.
  /// - Throws: missing tools, what they say, a fault of the firmware, a run without an end.
  package init(
    _ model: FirmwareModel, on board: Board, files: [FirmwareFile]? = nil, seconds: Int = 300
  ) throws(Diagnostics) {
    guard let machine = board.emulator.flatMap(EmulatedMachine.named) else {
      throw Diagnostics(
        Diagnostic(
          "board \(board.name) names no emulated machine that is known",
          expected: "the field emulator: \(EmulatedMachine.all.map(\.name).joined(separator: ", "))"))
    }
    let project = if let files { files } else { try model.files() }
    let build = try EmulatorBuild(model, project, machine, Toolchain(for: board), seconds: seconds)
    transcript = try build.runObserved()
    let shipped = try build.runShipped()
    instructions = shipped.instructions
    instructionsByOperator = shipped.byOperator
    stackUsed = shipped.stack
    figures = shipped.figures
    arena = shipped.arena
  }
}
