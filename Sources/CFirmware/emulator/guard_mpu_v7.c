/* The guard on an Armv7-M MPU (M3, M4, M7; M0 code runs on an M3). -DUART_BASE=the UART's registers.
 *
 * Regions are powers of two in size and in alignment, so the linker script ends an arena where its RAM, itself
 * a power of two, ends. The regions of an arena and of the static data are each the next power of two: an
 * access before an arena faults once it leaves the arena's. There is no background region: what is not
 * listed is shut. */
#include "machine.h"

#define MPU_CTRL register_at(0xe000ed94u)
#define MPU_RNR register_at(0xe000ed98u)
#define MPU_RBAR register_at(0xe000ed9cu)
#define MPU_RASR register_at(0xe000eda0u)

#define EXECUTE_NEVER (1u << 28)
#define READ_WRITE (1u << 24) /* privileged only */
#define READ_ONLY (5u << 24)  /* privileged only */
#define NORMAL (1u << 19 | 1u << 17 | 1u << 16)
#define DEVICE (1u << 16)

/* The least n >= 5 with 2^n >= bytes: no region is smaller than 32 bytes. */
static uint32_t log2_ceiling(uint32_t bytes)
{
    uint32_t log2 = 5u;
    while (log2 < 31u && (1u << log2) < bytes) log2++;
    return log2;
}

static void region_open(uint32_t number, uint32_t start, uint32_t log2, uint32_t attributes)
{
    *MPU_RNR = number;
    *MPU_RBAR = start;
    *MPU_RASR = attributes | (log2 - 1u) << 1 | 1u;
}

void guard_close(void)
{
    uint32_t flash = log2_ceiling(address_of(flash_end) - address_of(flash_start));
    uint32_t fixed = log2_ceiling(address_of(static_end) - address_of(static_start));
    region_open(0u, address_of(flash_start), flash, READ_ONLY | NORMAL);
    region_open(1u, address_of(static_start), fixed, EXECUTE_NEVER | READ_WRITE | NORMAL);
    region_open(2u, UART_BASE, log2_ceiling(4096u), EXECUTE_NEVER | READ_WRITE | DEVICE);
    for (uint32_t i = 0; i < ARENA_PLACES; i++) {
        const arena_place *arena = &arena_places[i];
        uint32_t log2 = log2_ceiling(arena->end - arena->start);
        if (arena->start == arena->end) continue;
        region_open(3u + i, arena->end - (1u << log2), log2, EXECUTE_NEVER | READ_WRITE | NORMAL);
    }
    *MPU_CTRL = 1u;
    __asm__ volatile("dsb\n isb" ::: "memory");
}
