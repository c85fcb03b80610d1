-- The least that firmware runs on: no 64-bit products in hardware, no unaligned access.
return {
  kind = "board",
  name = "cortex-m0",
  version = "1.0.0",
  api = "1",
  description = "Any Cortex-M0, emulated on an MPS2",
  core = "cortex-m0",
  features = {},
  clock = 48000000,
  memories = {
    { name = "sram", kind = "ram", address = 0x20000000, size = "4M" },
    { name = "flash", kind = "flash", address = 0x00000000, size = "4M" },
  },
  compiler = "arm-none-eabi-gcc",
  compiler_flags = {
    "-mcpu=cortex-m0", "-mthumb", "-mfloat-abi=soft",
    "-O2", "-fno-schedule-insns",
  },
  emulator = "mps2-an385",
}
