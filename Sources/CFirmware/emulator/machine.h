/* What a bare machine offers to the code that runs on it: a character out, an end, a guarded memory.
 * Start-up, guard, UART and end are one file each; a machine is a choice of one of each kind. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdint.h>

/* Enables the transmitter; start-up does it once. */
void uart_open(void);

/* Sends one character; waits while the transmitter is full. */
void uart_put(char character);

/* Waits until the last character has left. */
void uart_drain(void);

/* Drains the UART and ends the run. The emulator's process exit code says nothing: the outcome of a run is
 * what it printed, and a run that did not print its last line did not succeed. */
__attribute__((noreturn)) void machine_end(void);

/* Shuts all memory but: code and constants (read), stack with static data (read and write), arenas (read
 * and write) and the devices used here. The first byte behind an arena is shut. Before an
 * arena, memory is shut below its floor at the latest, behind the static data from `static_end`: both are
 * rounded outwards to whole pages, because the emulator is 20 times slower in a page that is partly shut. */
void guard_close(void);

/* Prints `FAULT <address> <pc> <cause>` and ends the run. The address is the one accessed, 0xffffffff where
 * the core does not say; pc is 0 where it is lost; cause is the core's register (CFSR or mcause). */
__attribute__((noreturn)) void fault_end(uint32_t address, uint32_t pc, uint32_t cause);

/* The linker script's addresses; only the addresses of these objects mean anything. */
extern uint8_t flash_start[], flash_end[];
extern uint8_t static_start[], static_end[];
extern uint8_t stack_bottom[], stack_top[];

/* Where arenas lie; one of no bytes is not there. */
typedef struct arena_place {
    uint32_t floor, start, end;
} arena_place;
enum { ARENA_PLACES = 3 };
extern const arena_place arena_places[ARENA_PLACES];

static inline uint32_t address_of(const uint8_t *symbol)
{
    return (uint32_t)(uintptr_t)symbol;
}

static inline volatile uint32_t *register_at(uint32_t address)
{
    return (volatile uint32_t *)(uintptr_t)address;
}

#endif
