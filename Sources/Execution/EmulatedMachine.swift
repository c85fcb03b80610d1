/// A machine that QEMU emulates, and what an image for it is built from.
///
/// Board plug-ins name one; the parts lie in `CFirmware/emulator`.
package struct EmulatedMachine: Sendable {
  package var name: String
  package var emulator: String
  package var arguments: [String]
  /// The files of start-up, UART and memory guard, and the linker script.
  package var start: String
  package var uart: String
  package var memoryGuard: String
  package var linkerScript: String
  /// Macros of device addresses.
  package var definitions: [String]
  /// Symbols of the linker script: where code and memory lie. An arena in the board's second memory lies in RAM1
  /// of the machine, wherever it is on the board, and one in the third in RAM2.
  package var symbols: [(name: String, value: Int)]

  /// The machines that are known, by name.
  package static let all: [EmulatedMachine] = [
    cortexM("mps2-an385"), cortexM("mps2-an386"), cortexM("mps2-an500", moreRAM: 0x6000_0000),
    cortexM(
      "mps2-an505", memoryGuard: "guard_mpu_v8.c", uart: 0x5020_0000, vectors: 0x1000_0000,
      flash: (0x1000_0000, 0x40_0000), ram: 0x3800_0000, moreRAM: 0x8000_0000),
    cortexM(
      "mps3-an547", memoryGuard: "guard_mpu_v8.c", uart: 0x5930_3000, vectors: 0x1000_0000,
      flash: (0x7000_0000, 0x100_0000), ram: 0x3100_0000, moreRAM: 0x7200_0000),
    EmulatedMachine(
      name: "riscv32-virt", emulator: "qemu-system-riscv32",
      arguments: ["-M", "virt", "-cpu", "lowrisc-ibex", "-m", "64M", "-bios", "none"], start: "start_rv32.c",
      uart: "uart_ns16550.c", memoryGuard: "guard_pmp.c", linkerScript: "rv32.ld",
      definitions: ["-DUART_BASE=0x10000000u", "-DFINISHER_BASE=0x00100000u"],
      symbols: [
        ("FLASH_ORIGIN", 0x8000_0000), ("FLASH_LENGTH", 0x80_0000), ("RAM_ORIGIN", 0x8080_0000),
      ] + memories(moreRAM: 0x8100_0000)),
  ]

  package static func named(_ name: String) -> EmulatedMachine? { all.first { $0.name == name } }

  private static func cortexM(
    _ name: String, memoryGuard: String = "guard_mpu_v7.c", uart: Int = 0x4000_4000, vectors: Int = 0,
    flash: (origin: Int, length: Int) = (0, 0x40_0000), ram: Int = 0x2000_0000, moreRAM: Int = 0x2100_0000
  ) -> EmulatedMachine {
    EmulatedMachine(
      name: name, emulator: "qemu-system-arm", arguments: ["-M", name], start: "start_cortex_m.c",
      uart: "uart_cmsdk.c", memoryGuard: memoryGuard, linkerScript: "cortex_m.ld",
      definitions: ["-DUART_BASE=\(uart)u"],
      symbols: [
        ("VECTORS_ORIGIN", vectors), ("FLASH_ORIGIN", flash.origin), ("FLASH_LENGTH", flash.length),
        ("RAM_ORIGIN", ram),
      ] + memories(moreRAM: moreRAM))
  }

  /// The sizes of the memories, and where the second and the third lie: 8 MiB apart, so that there is a gap.
  private static func memories(moreRAM: Int) -> [(name: String, value: Int)] {
    [
      ("RAM_LENGTH", 0x40_0000), ("RAM1_ORIGIN", moreRAM), ("RAM2_ORIGIN", moreRAM + 0x80_0000),
    ]
  }
}
