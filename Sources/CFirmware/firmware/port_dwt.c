/* The clock cycles of a Cortex-M3 or later, for the self-test on a board: its debug unit counts them.
 * sn_putchar and start-up are the board's own. */
#include "selftest.h"

static volatile uint32_t *register_at(uintptr_t address) { return (volatile uint32_t *)address; }

uint32_t sn_cycles(void)
{
    volatile uint32_t *debug_control = register_at(0xE000EDFCu); /* DEMCR: bit 24 turns the trace units on */
    volatile uint32_t *trace_control = register_at(0xE0001000u); /* DWT_CTRL: bit 0 starts the counter */
    if (!(*trace_control & 1u)) {
        *debug_control |= 1u << 24;
        *trace_control |= 1u;
    }
    return *register_at(0xE0001004u); /* DWT_CYCCNT */
}
