/* The guard on an Armv8-M MPU (M33, M55). -DUART_BASE=the UART's registers.
 *
 * Regions start and end at multiples of 32 bytes, of which an arena's end is one. There is no background
 * region: what is not listed is shut. */
#include "machine.h"

#define MPU_CTRL register_at(0xe000ed94u)
#define MPU_RNR register_at(0xe000ed98u)
#define MPU_RBAR register_at(0xe000ed9cu)
#define MPU_RLAR register_at(0xe000eda0u)
#define MPU_MAIR0 register_at(0xe000edc0u)

#define EXECUTE_NEVER 1u
#define READ_WRITE (0u << 1) /* privileged only */
#define READ_ONLY (2u << 1)  /* privileged only */
#define NORMAL 0u            /* MAIR attribute 0: write-back, allocating */
#define DEVICE 1u            /* MAIR attribute 1: device nGnRE */
#define MAIR_ATTRIBUTES 0x000004ffu

static void region_open(uint32_t number, uint32_t start, uint32_t end, uint32_t access, uint32_t attribute)
{
    *MPU_RNR = number;
    *MPU_RBAR = (start & ~31u) | access;
    *MPU_RLAR = ((end - 1u) & ~31u) | attribute << 1 | 1u;
}

void guard_close(void)
{
    *MPU_MAIR0 = MAIR_ATTRIBUTES;
    region_open(0u, address_of(flash_start), address_of(flash_end), READ_ONLY, NORMAL);
    region_open(1u, address_of(static_start), address_of(static_end), EXECUTE_NEVER | READ_WRITE, NORMAL);
    region_open(2u, UART_BASE, UART_BASE + 4096u, EXECUTE_NEVER | READ_WRITE, DEVICE);
    for (uint32_t i = 0; i < ARENA_PLACES; i++) {
        const arena_place *arena = &arena_places[i];
        if (arena->floor == arena->end) continue;
        region_open(3u + i, arena->floor, arena->end, EXECUTE_NEVER | READ_WRITE, NORMAL);
    }
    *MPU_CTRL = 1u;
    __asm__ volatile("dsb\n isb" ::: "memory");
}
