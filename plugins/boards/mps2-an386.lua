-- An emulated machine with more memory than a microcontroller, for measuring any model.
return {
  kind = "board",
  name = "mps2-an386",
  version = "1.0.0",
  api = "1",
  description = "Arm MPS2 with AN386, Cortex-M4 at 25 MHz",
  core = "cortex-m4",
  features = { "dsp", "fpu-single" },
  clock = 25000000,
  memories = {
    { name = "sram", kind = "ram", address = 0x20000000, size = "4M" },
    { name = "flash", kind = "flash", address = 0x00000000, size = "4M" },
  },
  compiler = "arm-none-eabi-gcc",
  compiler_flags = {
    "-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16",
    "-O2", "-fno-schedule-insns",
  },
  emulator = "mps2-an386",
  -- Instructions of the kernels with DSP instructions for a valid multiply-accumulate or an element, for a
  -- call of one, and for a step of the loop: as `verify --emulate` counts them on mcunet-vww0, -vww1, -in3
  -- and mbv2-w0.35, run layer by layer, row by row, in patches and in tiles of single pixels.
  cost = {
    convolution = 1.4, pointwise = 0.9, depthwise = 2, narrow = 0.4, output = 13,
    pooling = 2, elementwise = 14, copy = 5, call = 220, step = 1300,
  },
}
