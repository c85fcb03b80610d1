-- An emulated machine with more memory than a microcontroller, for measuring any model.
return {
  kind = "board",
  name = "mps2-an385",
  version = "1.0.0",
  api = "1",
  description = "Arm MPS2 with AN385, Cortex-M3 at 25 MHz",
  core = "cortex-m3",
  features = {},
  clock = 25000000,
  memories = {
    { name = "sram", kind = "ram", address = 0x20000000, size = "4M" },
    { name = "flash", kind = "flash", address = 0x00000000, size = "4M" },
  },
  compiler = "arm-none-eabi-gcc",
  compiler_flags = {
    "-mcpu=cortex-m3", "-mthumb", "-mfloat-abi=soft",
    "-O2", "-fno-schedule-insns",
  },
  emulator = "mps2-an385",
  -- Instructions of the portable kernels for a valid multiply-accumulate or an element, for a call of one,
  -- and for a step of the loop: as `verify --emulate` counts them on mcunet-vww0 and mbv2-w0.35, run layer
  -- by layer, row by row, in patches and in tiles of single pixels.
  cost = {
    convolution = 7, pointwise = 2.9, depthwise = 11.2, narrow = 0, output = 48,
    pooling = 9, elementwise = 90, copy = 10, call = 210, step = 1050,
  },
}
