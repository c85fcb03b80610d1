-- NAME: which board it is, and the documents that its figures come from.
return {
  kind = "board",
  name = "NAME",
  version = "0.1.0",
  api = "1",
  description = "A Cortex-M4 at 80 MHz, 128 KiB SRAM, 1 MiB flash",
  -- As compilers name it.
  core = "cortex-m4",
  features = { "dsp", "fpu-single" },
  clock = "80 MHz",
  memories = {
    -- Buffers lie in the first of kind ram, constants in the first of kind flash.
    { name = "sram", kind = "ram", address = 0x20000000, size = "128K" },
    { name = "flash", kind = "flash", address = 0x08000000, size = "1M", wait_states = 4 },
  },
  compiler = "arm-none-eabi-gcc",
  compiler_flags = {
    "-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16",
    "-O2", "-fno-schedule-insns",
  },
  -- The emulated machine with the same core.
  emulator = "mps2-an386",
}
