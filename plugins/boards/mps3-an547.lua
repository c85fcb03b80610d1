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
  -- Instructions of the kernels with DSP instructions for a valid multiply-accumulate or an element, and
  -- for a step, as `bench networks` counts them: most networks of the zoo; steps in tiles of single pixels.
  cost = {
    convolution = 1.7, pointwise = 1.3, depthwise = 3.5, pooling = 2,
    elementwise = 14.5, copy = 10, step = 900,
  },
}
