import Execution
import Planning
import Support

/// The boards of the tests, where their compilers and emulators are here; says so where they are missing.
enum EmulatorTools {
  static let cores = ["m0", "m7", "m33", "rv32"]

  static let arePresent = board("m7") != nil

  /// The board with a core, nil where its tools are missing.
  static func board(_ core: String) -> Board? { boards[core] }

  /// Where the arena ends in the emulated machine's memory.
  static func arenaEnd(_ core: String) -> Int {
    switch core {
    case "m33": 0x3840_0000
    case "rv32": 0x80c0_0000
    default: 0x2040_0000
    }
  }

  /// Where the arena in the board's second memory ends.
  static func secondArenaEnd(_ core: String) -> Int {
    switch core {
    case "m7": 0x6040_0000
    case "m33": 0x8040_0000
    case "rv32": 0x8140_0000
    default: 0x2140_0000
    }
  }

  private static let boards: [String: Board] = {
    let arm = "arm-none-eabi-gcc"
    let all = [
      board("m0", arm, "mps2-an385", ["-mcpu=cortex-m0", "-mthumb", "-mfloat-abi=soft"]),
      board("m7", arm, "mps2-an500", ["-mcpu=cortex-m7", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-d16"]),
      board(
        "m33", arm, "mps2-an505", ["-mcpu=cortex-m33", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-sp-d16"]),
      board("rv32", "riscv64-unknown-elf-gcc", "riscv32-virt", ["-march=rv32imc", "-mabi=ilp32"]),
    ]
    let here = all.filter { missing(for: $0).isEmpty }
    return Dictionary(uniqueKeysWithValues: here.map { ($0.name, $0) })
  }()

  private static func board(_ core: String, _ compiler: String, _ emulator: String, _ flags: [String])
    -> Board
  {
    Board(
      name: core, description: "", core: core, features: [], clock: 1_000_000,
      memories: [
        MemoryRegion(name: "sram", kind: .ram, address: 0, bytes: 4 << 20),
        MemoryRegion(name: "flash", kind: .flash, address: 0, bytes: 4 << 20),
      ], compiler: compiler, compilerFlags: flags + ["-O2", "-fno-schedule-insns"], emulator: emulator)
  }

  private static func missing(for board: Board) -> [String] {
    let emulator = board.emulator.flatMap(EmulatedMachine.named)?.emulator ?? ""
    let missing = [board.compiler ?? "", emulator, "cc"].filter { ChildProcess.find($0) == nil }
    if !missing.isEmpty {
      print("SKIPPED: tests on an emulated \(board.name): there is no \(missing.joined(separator: ", no "))")
    }
    return missing
  }
}
