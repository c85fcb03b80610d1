-- The least RISC-V core that firmware runs on.
return {
  kind = "board",
  name = "rv32imc",
  version = "1.0.0",
  api = "1",
  description = "Any RV32IMC core, emulated on QEMU's virt machine",
  core = "rv32imc",
  features = {},
  clock = 100000000,
  memories = {
    { name = "sram", kind = "ram", address = 0x80800000, size = "4M" },
    { name = "flash", kind = "flash", address = 0x80000000, size = "8M" },
  },
  compiler = "riscv64-unknown-elf-gcc",
  compiler_flags = {
    "-march=rv32imc", "-mabi=ilp32",
    "-O2", "-fno-schedule-insns",
  },
  emulator = "riscv32-virt",
  -- Instructions of the portable kernels for a valid multiply-accumulate or an element, for a call of one,
  -- and for a step of the loop: as `verify --emulate` counts them on mcunet-vww0 and mbv2-w0.35, run layer
  -- by layer, row by row, in patches and in tiles of single pixels.
  cost = {
    convolution = 8, pointwise = 5.3, depthwise = 13.6, narrow = 0, output = 56,
    pooling = 8, elementwise = 100, copy = 12, call = 220, step = 1050,
  },
}
