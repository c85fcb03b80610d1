/* How deep a call went: paint the free stack, call, look for the lowest word that changed.
 *
 *     uint32_t *mark = stack_paint();
 *     run();
 *     uint32_t used = stack_used(mark);
 *
 * `used` is what run() and everything it calls took, in bytes below its caller's frame: the number that the
 * compiler's own -fstack-usage figures, added along the deepest path, bound from above. Both functions are
 * always inlined, so that no frame of theirs lies between the caller's and run()'s. */
#ifndef STACK_H
#define STACK_H

#include <stdint.h>

#include "machine.h"

#define STACK_PAINT 0xa5c35a3cu

#if defined(__riscv)
#define STACK_POINTER_INTO(variable) __asm__ volatile("mv %0, sp" : "=r"(variable))
#else
#define STACK_POINTER_INTO(variable) __asm__ volatile("mov %0, sp" : "=r"(variable))
#endif

static inline __attribute__((always_inline)) uint32_t *stack_paint(void)
{
    uintptr_t pointer;
    STACK_POINTER_INTO(pointer);
    volatile uint32_t *mark = (volatile uint32_t *)pointer;
    volatile uint32_t *word = register_at(address_of(stack_bottom));
    while (word < mark) *word++ = STACK_PAINT;
    return (uint32_t *)pointer;
}

static inline __attribute__((always_inline)) uint32_t stack_used(const uint32_t *mark)
{
    const volatile uint32_t *word = register_at(address_of(stack_bottom));
    while (word < mark && *word == STACK_PAINT) word++;
    return (uint32_t)((uintptr_t)mark - (uintptr_t)word);
}

#endif
