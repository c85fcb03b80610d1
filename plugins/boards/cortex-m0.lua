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
  -- Instructions of the portable kernels for a valid multiply-accumulate or an element, for a call of one,
  -- and for a step of the loop: as `verify --emulate` counts them on mcunet-vww0 and mbv2-w0.35, run layer
  -- by layer, row by row, in patches and in tiles of single pixels.
  cost = {
    convolution = 9.5, pointwise = 5.5, depthwise = 13.8, narrow = 0, output = 114,
    pooling = 15, elementwise = 270, copy = 20, call = 300, step = 1800,
  },
}
