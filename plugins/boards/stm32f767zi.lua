-- The board of the StreamNet paper's measurements.
-- Source: STM32F767ZI datasheet (DS11532) and reference manual (RM0410).
return {
  kind = "board",
  name = "stm32f767zi",
  version = "1.0.0",
  api = "1",
  description = "STM32F767ZI, Cortex-M7 at 216 MHz, 512 KiB SRAM, 2 MiB flash",
  core = "cortex-m7",
  features = { "dsp", "fpu-double" },
  clock = 216000000,
  memories = {
    -- DTCM (128 KiB), SRAM1 (368 KiB) and SRAM2 (16 KiB) lie one behind the other.
    { name = "sram", kind = "ram", address = 0x20000000, size = "512K" },
    { name = "flash", kind = "flash", address = 0x08000000, size = "2M", wait_states = 7 },
  },
  compiler = "arm-none-eabi-gcc",
  compiler_flags = {
    "-mcpu=cortex-m7", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-d16",
    "-O2", "-fno-schedule-insns",
  },
  -- QEMU has no machine of this chip; this one has its core.
  emulator = "mps2-an500",
  -- Instructions of the kernels with DSP instructions for a valid multiply-accumulate or an element, for a
  -- call of one, and for a step of the loop: as `verify --emulate` counts them on mcunet-vww0, -vww1, -in3
  -- and mbv2-w0.35, run layer by layer, row by row, in patches and in tiles of single pixels.
  cost = {
    convolution = 1.4, pointwise = 0.9, depthwise = 2, narrow = 0.4, output = 13,
    pooling = 2, elementwise = 14, copy = 5, call = 220, step = 1300,
  },
}
