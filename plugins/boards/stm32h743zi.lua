-- A board with several memories: the fast one is filled first, what does not fit goes to the next.
-- Source: STM32H743ZI datasheet (DS12110) and reference manual (RM0433).
return {
  kind = "board",
  name = "stm32h743zi",
  version = "1.0.0",
  api = "1",
  description = "STM32H743ZI, Cortex-M7 at 480 MHz, 128 KiB DTCM, 800 KiB SRAM, 2 MiB flash",
  core = "cortex-m7",
  features = { "dsp", "fpu-double" },
  clock = 480000000,
  memories = {
    { name = "dtcm", kind = "ram", address = 0x20000000, size = "128K", section = ".dtcm" },
    { name = "sram", kind = "ram", address = 0x24000000, size = "512K", section = ".sram" },
    -- SRAM1 (128 KiB), SRAM2 (128 KiB) and SRAM3 (32 KiB) lie one behind the other.
    { name = "sram_d2", kind = "ram", address = 0x30000000, size = "288K", section = ".sram_d2" },
    { name = "flash", kind = "flash", address = 0x08000000, size = "2M", wait_states = 4 },
  },
  compiler = "arm-none-eabi-gcc",
  compiler_flags = {
    "-mcpu=cortex-m7", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-d16",
    "-O2", "-fno-schedule-insns",
  },
  -- QEMU has no machine of this chip; this one has its core, and a place for each arena.
  emulator = "mps2-an500",
  -- Instructions of the kernels with DSP instructions for a valid multiply-accumulate or an element, for a
  -- call of one, and for a step of the loop: as `verify --emulate` counts them on mcunet-vww0, -vww1, -in3
  -- and mbv2-w0.35, run layer by layer, row by row, in patches and in tiles of single pixels.
  cost = {
    convolution = 1.4, pointwise = 0.9, depthwise = 2, narrow = 0.4, output = 13,
    pooling = 2, elementwise = 14, copy = 5, call = 220, step = 1300,
  },
}
