-- An emulated machine with more memory than a microcontroller, for measuring any model.
return {
  kind = "board",
  name = "mps3-an547",
  version = "1.0.0",
  api = "1",
  description = "Arm MPS3 with AN547, Cortex-M55 at 32 MHz",
  core = "cortex-m55",
  features = { "dsp", "fpu-double", "mve" },
  clock = 32000000,
  memories = {
    { name = "sram", kind = "ram", address = 0x31000000, size = "4M" },
    { name = "flash", kind = "flash", address = 0x70000000, size = "16M" },
  },
  compiler = "arm-none-eabi-gcc",
  compiler_flags = {
    "-mcpu=cortex-m55", "-mthumb", "-mfloat-abi=hard",
    "-O2", "-fno-schedule-insns",
  },
  emulator = "mps3-an547",
  -- Instructions of the kernels with Helium, or with DSP instructions, for a valid multiply-accumulate or an
  -- element, for a call of one, and for a step of the loop: as `verify --emulate` counts them on mcunet-vww0
  -- and mbv2-w0.35, run layer by layer, row by row, in patches and in tiles of single pixels.
  cost = {
    convolution = 1, pointwise = 0.3, depthwise = 1, narrow = 0.1, output = 4,
    pooling = 2, elementwise = 14, copy = 5, call = 250, step = 1000,
  },
}
